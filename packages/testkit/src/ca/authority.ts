import { buildCertificate, type Certificate, type CertificateExtension } from './certificate.ts'
import type { TestHash, TestKey } from './keys.ts'
import { authority, KEY_USAGE, keyUsage } from './profile.ts'

export const DAY: number = 86_400_000

/** Who issues certificates. */
export interface Authority {
  readonly certificate: Certificate
  readonly key: TestKey
  /** Its own certificate and those above it, without the root: what a leaf's chain goes on with. Empty for the root. */
  readonly path: readonly Certificate[]
}

export interface AuthorityOptions {
  readonly subject: string
  readonly key: TestKey
  readonly clock: Date
  /** null: no limit. */
  readonly pathLength?: number | null
  /** Instead of those that an authority has. */
  readonly extensions?: readonly CertificateExtension[]
  readonly hash?: TestHash
  /** Instead of the key's own encoding. */
  readonly publicKey?: Uint8Array
  /** Before the clock; after it twice as many. */
  readonly days?: number
}

/** @param issuer null makes a self-signed root */
export async function makeAuthority(issuer: Authority | null, options: AuthorityOptions): Promise<Authority> {
  const { subject, key, clock, days = 1500, publicKey = key.publicKey } = options
  const certificate = await buildCertificate({
    subject,
    publicKey,
    issuer: issuer?.certificate ?? { subject, publicKey },
    signingKey: issuer?.key ?? key,
    hash: options.hash,
    notBefore: new Date(clock.getTime() - days * DAY),
    notAfter: new Date(clock.getTime() + 2 * days * DAY),
    extensions: options.extensions ?? [authority(options.pathLength ?? null), keyUsage(KEY_USAGE.certificatesAndCrls)],
  })
  return { certificate, key, path: issuer ? [certificate, ...issuer.path] : [] }
}
