import { concat } from '@chancery/core'
import { RegistryError, type RegistryErrorCode } from './errors.ts'
import type { HttpAnswer } from './http-client.ts'

export interface BodyLimit {
  readonly maxBytes: number
  /** The error where there is more. */
  readonly code: RegistryErrorCode
}

/** Of an error's answer: its code is wanted, not its prose. */
const ERROR_BYTES = 65_536

/** No more than `maxBytes` are ever held, whatever Content-Length says; hangs up where there is more. */
export async function readBody(answer: HttpAnswer, limit: BodyLimit): Promise<Uint8Array> {
  const failed = !isOk(answer.status)
  const maxBytes = failed ? ERROR_BYTES : limit.maxBytes
  const tooLarge = (): RegistryError =>
    new RegistryError(limit.code, `the answer has more than ${maxBytes} bytes`, { details: { limit: maxBytes } })
  const chunks: Uint8Array[] = []
  let length = 0
  if (!failed && Number(answer.headers.get('content-length')) > maxBytes) {
    answer.hangUp()
    throw tooLarge()
  }
  // Leaving the loop closes the connection.
  for await (const chunk of answer.body) {
    length += chunk.length
    if (length > maxBytes) {
      if (failed) break
      throw tooLarge()
    }
    chunks.push(chunk)
  }
  return concat(...chunks)
}

export function isOk(status: number): boolean {
  return status >= 200 && status < 300
}
