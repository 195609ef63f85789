import type { AlternativeName } from '@chancery/core'
import { EngineError } from './errors.ts'

/** A name that a signer's certificate must have; without a kind, as a name of any. */
interface ExpectedName {
  readonly kind: AlternativeName['kind'] | null
  readonly text: string
}

/**
 * `dns:build.example.com`, `uri:https://...`, `email:build@example.com`, or the name alone.
 * @throws EngineError OPTION_INVALID where it is empty
 */
export function parseExpectedName(value: string): ExpectedName {
  const [, kind, text] = /^(?:(dns|uri|email):)?(.*)$/s.exec(value) as unknown as [
    string,
    AlternativeName['kind'] | undefined,
    string,
  ]
  if (text === '') throw new EngineError('OPTION_INVALID', `--signer-san ${value}: names nothing`)
  return { kind: kind ?? null, text }
}

/**
 * Exactly, as RFC 5280 section 7 compares each kind: host names in either case, an address's part before the @ as it is written, a URI letter by letter.
 * A star in a certificate is a star: it says what its holder may be called, and not who signed.
 */
export function isNamed({ kind, text }: AlternativeName, expected: ExpectedName): boolean {
  if (expected.kind !== null && expected.kind !== kind) return false
  return folded(kind, text) === folded(kind, expected.text)
}

function folded(kind: AlternativeName['kind'], text: string): string {
  if (kind === 'uri') return text
  const host = kind === 'dns' ? 0 : text.lastIndexOf('@') + 1
  return text.slice(0, host) + lowerCase(text.slice(host))
}

/** Of ASCII alone: others have letters that fold into it. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

export function spelledName({ kind, text }: AlternativeName): string {
  return `${kind}:${text}`
}
