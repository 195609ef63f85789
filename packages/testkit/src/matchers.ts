import { ChanceryError } from '@chancery/core'
import { expect } from 'vitest'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The function throws (or rejects with) a ChanceryError of this code. Await it where the function is asynchronous. */
    toThrowCode(code: string): T extends () => Promise<unknown> ? Promise<void> : void
  }
}

interface Outcome {
  readonly pass: boolean
  message(): string
}

expect.extend({
  toThrowCode(action: () => unknown, code: string): Outcome | Promise<Outcome> {
    try {
      const result = action()
      if (!(result instanceof Promise)) return judge({ returned: result }, code)
      return result.then(
        (value: unknown) => judge({ returned: value }, code),
        (error: unknown) => judge({ thrown: error }, code),
      )
    } catch (error) {
      return judge({ thrown: error }, code)
    }
  },
})

type Result = { readonly returned: unknown } | { readonly thrown: unknown }

function judge(result: Result, code: string): Outcome {
  if ('returned' in result) return { pass: false, message: () => `expected ${code}, but nothing was thrown` }
  const { thrown } = result
  if (!(thrown instanceof ChanceryError)) {
    return { pass: false, message: () => `expected ${code}, but this was thrown: ${describe(thrown)}` }
  }
  return { pass: thrown.code === code, message: () => `expected ${code}, found ${thrown.code}: ${thrown.message}` }
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}
