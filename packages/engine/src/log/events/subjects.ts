import { createHash } from 'node:crypto'
import type { Subject } from '@chancery/attest'

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What an event is about, by its digest. */
export function subjectOf(name: string, bytes: Uint8Array): Subject {
  return { name, digest: { sha256: sha256Hex(bytes) } }
}

/** A key: the digest is that of its SubjectPublicKeyInfo, DER. */
export function keySubject(name: string, publicKey: Uint8Array): Subject {
  return subjectOf(`key ${name}`, publicKey)
}
