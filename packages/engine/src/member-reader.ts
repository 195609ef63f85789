import { resolve } from 'node:path'
import { suggestion } from './nearest.ts'

type Members = Readonly<Record<string, unknown>>

/** Where a secret is: never in the file itself. */
export type SecretSource = { readonly env: string } | { readonly file: string }

/** Reads a file of ours that people write, member by member, and collects everything that is wrong with it. */
export class MemberReader {
  readonly problems: string[] = []
  /** What relative paths in the file are relative to. */
  protected readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** @param names `secret`: an unknown one is not repeated, because it may be the PIN that somebody put into the wrong place */
  protected members(data: unknown, at: string, known: readonly string[], names: 'plain' | 'secret' = 'plain'): Members {
    if (!isObject(data)) {
      this.problems.push(`${at || 'the file'}: is no mapping`)
      return {}
    }
    for (const member of Object.keys(data)) {
      if (known.includes(member)) continue
      const near = suggestion(member, known)
      const shown = names === 'plain' ? `${at && `${at}.`}${member}:` : `${at}: a member`
      this.problems.push(`${shown} is unknown${near || `; known: ${known.join(', ')}`}`)
    }
    return data
  }

  protected string(value: unknown, at: string): string | undefined {
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string' && value !== '') return value
    this.problems.push(`${at}: is no text`)
    return undefined
  }

  protected path(value: unknown, at: string): string | undefined {
    const path = this.string(value, at)
    return path === undefined ? undefined : resolve(this.folder, path)
  }

  protected secret(data: unknown, at: string): SecretSource | null {
    if (data === undefined || data === null) return null
    const members = this.members(data, at, ['env', 'file'], 'secret')
    const env = this.string(members.env, `${at}.env`)
    const file = this.path(members.file, `${at}.file`)
    if ((env === undefined) === (file === undefined)) {
      this.problems.push(`${at}: has one member, env or file`)
      return null
    }
    return env === undefined ? { file: file as string } : { env }
  }

  protected strings(value: unknown, at: string): readonly string[] {
    if (value === undefined || value === null) return []
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
    this.problems.push(`${at}: is no list of texts`)
    return []
  }
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
