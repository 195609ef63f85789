import { createHash } from 'node:crypto'

/** How cosign names a key in a bundle: base64 of the SHA-256 of its SubjectPublicKeyInfo. A hint; it decides nothing. */
export function cosignHint(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('base64')
}
