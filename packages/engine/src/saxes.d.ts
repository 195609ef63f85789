/** What we use of it: its own declarations do not pass `exactOptionalPropertyTypes`. */
export declare class SaxesParser {
  /** Line that is being read, from 1. */
  readonly line: number
  on(event: 'error', handler: (error: Error) => void): void
  on(event: 'doctype', handler: (doctype: string) => void): void
  on(
    event: 'opentag' | 'closetag',
    handler: (tag: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }) => void,
  ): void
  write(text: string): this
  close(): this
}
