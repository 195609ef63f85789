import { createHash } from 'node:crypto'
import { RegistryError } from './errors.ts'

/** The registered algorithms (OCI image specification, descriptor.md "Registered algorithms") and their length in hex. */
const LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 }

export function isDigest(text: string): boolean {
  const [, algorithm = '', hex = ''] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? []
  return Object.hasOwn(LENGTHS, algorithm) && hex.length === LENGTHS[algorithm]
}

/** `sha256:` and lower-case hexadecimal. */
export function ociDigest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** @throws RegistryError DIGEST_MISMATCH */
export function checkDigest(bytes: Uint8Array, digest: string, what: string): void {
  const algorithm = digest.slice(0, digest.indexOf(':'))
  const actual = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
  if (actual === digest) return
  throw new RegistryError('DIGEST_MISMATCH', `${what} is not what its digest says`, {
    details: { expected: digest, actual },
  })
}
