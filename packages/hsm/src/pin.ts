import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HsmError } from './errors.ts'
import type { Pkcs11Uri } from './uri.ts'

/** Where the PIN comes from: an environment variable, or a file. Read when it is needed, and not kept. */
export type PinSource = { readonly env: string } | { readonly file: string }

/** The PIN source of a URI (RFC 7512 section 2.4), null where it names none. @throws HsmError PIN_SOURCE_REFUSED */
export function pinSourceOf(uri: Pkcs11Uri): PinSource | null {
  if (uri.pinValue !== undefined)
    throw new HsmError('PIN_SOURCE_REFUSED', 'the URI carries the PIN itself in pin-value')
  const source = uri.pinSource
  if (source === undefined) return null
  if (source.startsWith('|')) throw new HsmError('PIN_SOURCE_REFUSED', 'pin-source names a command')
  if (!/^[a-z][a-z0-9+.-]*:/i.test(source)) return { file: resolve(source) }
  try {
    if (/^file:/i.test(source)) return { file: fileURLToPath(source) }
  } catch (cause) {
    throw new HsmError('PIN_SOURCE_REFUSED', 'pin-source is no local file', { cause })
  }
  throw new HsmError('PIN_SOURCE_REFUSED', 'pin-source is neither a path nor a file: URI')
}

/**
 * The PIN, without line breaks at its end: files and pasted secrets end in one, and a wrong PIN costs one of few tries.
 * @throws HsmError PIN_MISSING
 */
export async function readPin(source: PinSource | null): Promise<string> {
  if (source === null) throw new HsmError('PIN_MISSING', 'the token wants a PIN and none was given')
  let text: string
  if ('env' in source) {
    text = process.env[source.env] ?? ''
  } else {
    try {
      text = await readFile(source.file, 'utf8')
    } catch (cause) {
      throw new HsmError('PIN_MISSING', `the PIN file ${source.file} cannot be read`, {
        details: { file: source.file },
        cause,
      })
    }
  }
  const pin = text.replace(/[\r\n]+$/, '')
  if (pin !== '') return pin
  const place = 'env' in source ? `the environment variable ${source.env}` : source.file
  throw new HsmError('PIN_MISSING', `${place} holds no PIN`, { details: { place } })
}
