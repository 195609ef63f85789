import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'

/** A secret that is found again wherever it leaks: a PIN, a token, a password. */
export interface Canary {
  readonly secret: string
  /**
   * Neither as it is nor in hex, base64 or percent-encoding.
   * @param outputs text, bytes, or any object (an error, a record), searched through all its members
   * @throws Error where it is in one of them, or where there was nothing to search
   */
  assertAbsent(...outputs: readonly unknown[]): void
}

export function canary(prefix = 'canary'): Canary {
  const secret = `${prefix}-${randomBytes(9).toString('hex')}`
  return {
    secret,
    assertAbsent(...outputs) {
      const texts = outputs.map(textOf)
      if (texts.every((text) => text === '')) throw new Error('there was no output to search for the canary')
      for (const [index, text] of texts.entries()) {
        const found = disguises(secret).find((disguise) => text.includes(disguise))
        if (found) throw new Error(`the canary leaked into output ${index}: …${around(text, found)}…`)
      }
    },
  }
}

/** Base64 of a secret depends on where it stands among the bytes before it: three cases, less the characters that neighbours decide. */
function disguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return text.slice(shift === 0 ? 0 : 4, -4)
  })
  const hex = bytes.toString('hex')
  const percent = hex.replace(/../g, '%$&')
  const plain = [secret, hex, hex.toUpperCase(), ...base64, percent, bytes.toString('utf16le')]
  return [...plain, Buffer.from(secret, 'utf16le').toString('latin1')]
}

function textOf(output: unknown): string {
  if (typeof output === 'string') return output
  if (output instanceof Uint8Array) return Buffer.from(output).toString('latin1')
  return inspect(output, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, showHidden: true })
}

function around(text: string, found: string): string {
  const at = text.indexOf(found)
  return text.slice(Math.max(0, at - 60), at + found.length + 20).replaceAll('\n', ' ')
}
