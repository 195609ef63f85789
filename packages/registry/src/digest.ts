import { createHash } from 'node:crypto'
import { RegistryError } from './errors.ts'

/** @throws RegistryError DIGEST_MISMATCH */
export function checkDigest(bytes: Uint8Array, digest: string, what: string): void {
  const algorithm = digest.slice(0, digest.indexOf(':'))
  const actual = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
  if (actual === digest) return
  throw new RegistryError('DIGEST_MISMATCH', `${what} is not what its digest says`, {
    details: { expected: digest, actual },
  })
}
