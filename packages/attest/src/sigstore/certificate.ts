import {
  alternativeNamesOf,
  type Certificate,
  extensionValue,
  parseDer,
  resolveSignatureScheme,
  stringOf,
  verifyPath,
} from '@chancery/codec'
import { ChanceryError, equalBytes, fromUtf8 } from '@chancery/core'
import { AttestError } from '../errors.ts'
import type { TrustedAuthority } from './trusted-root.ts'
import { covers } from './validity.ts'

/** Fulcio's extensions, 1.3.6.1.4.1.57264.1: the issuer as bare text, and as DER. */
const ISSUER_TEXT = '1.3.6.1.4.1.57264.1.1'
const ISSUER = '1.3.6.1.4.1.57264.1.8'

/** Whom a certificate names: URI or address, and who vouched for that. */
export interface CertificateIdentity {
  readonly subject: string
  /** null where the certificate does not say. */
  readonly issuer: string | null
}

/** @throws AttestError BUNDLE_CERTIFICATE_UNTRUSTED where it names nobody, or two */
export function identityOf(leaf: Certificate): CertificateIdentity {
  const names = alternativeNamesOf(leaf).filter(({ kind }) => kind === 'uri' || kind === 'email')
  const [name, ...others] = names
  if (!name || others.length > 0) throw untrusted(`the certificate names ${names.length} URIs and addresses, not one`)
  return { subject: name.text, issuer: issuerOf(leaf) }
}

function issuerOf({ extensions }: Certificate): string | null {
  const value = extensionValue(extensions, ISSUER)
  const text = extensionValue(extensions, ISSUER_TEXT)
  try {
    const issuers = [
      ...(value ? [stringOf(parseDer(value, 'issuer'), 'issuer')] : []),
      ...(text ? [fromUtf8(text)] : []),
    ]
    if (new Set(issuers).size < 2) return issuers[0] ?? null
  } catch (cause) {
    throw untrusted('the issuer in the certificate cannot be read', cause)
  }
  throw untrusted('the certificate names two issuers')
}

/** @throws AttestError BUNDLE_IDENTITY_MISMATCH */
export function assertIdentity(
  found: CertificateIdentity,
  wanted: { readonly subject: string | undefined; readonly issuer: string | undefined },
): void {
  for (const member of ['subject', 'issuer'] as const) {
    if (wanted[member] === undefined || wanted[member] === found[member]) continue
    throw new AttestError('BUNDLE_IDENTITY_MISMATCH', `the certificate's ${member} is ${found[member] ?? 'missing'}`, {
      details: { [member]: found[member] },
    })
  }
}

/**
 * The path from a certificate to an authority of the trusted root, at each time that is proved.
 * @returns of the last one, leaf first
 * @throws AttestError BUNDLE_CERTIFICATE_UNTRUSTED
 */
export function verifyChain(
  leaf: Certificate,
  authorities: readonly TrustedAuthority[],
  times: readonly Date[],
): readonly Certificate[] {
  let chain: readonly Certificate[] = []
  for (const at of times) chain = chainAt(leaf, authorities, at)
  return chain
}

function chainAt(leaf: Certificate, authorities: readonly TrustedAuthority[], at: Date): readonly Certificate[] {
  const current = authorities.filter(({ validFor }) => covers(validFor, at))
  let failure: ChanceryError | null = null
  for (const authority of current) {
    try {
      return pathUnder(leaf, authority, at, 'code-signing')
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error
      if (failure === null || failure.code === 'CHAIN_UNTRUSTED') failure = error
    }
  }
  const why = failure?.message ?? `the trusted root has no certificate authority for ${at.toISOString()}`
  throw untrusted(why, failure)
}

/** Leaf, intermediates and anchor, all of them valid at that time: the anchor too, as Sigstore's verifiers see it. @throws ChanceryError */
export function pathUnder(
  leaf: Certificate,
  { chain }: TrustedAuthority,
  at: Date,
  purpose: 'code-signing' | 'timestamping',
): readonly Certificate[] {
  const anchor = chain.at(-1) as Certificate
  const intermediates = chain.slice(0, -1).filter(({ der }) => !equalBytes(der, leaf.der))
  const path = verifyPath({ leaf, intermediates, anchors: [anchor.der], at, purpose })
  if (at < anchor.notBefore || at > anchor.notAfter) {
    throw untrusted(`${anchor.subjectName} is not valid at ${at.toISOString()}`)
  }
  for (const { signatureAlgorithm, subjectName } of path.chain.slice(0, -1)) {
    const { digest } = resolveSignatureScheme(signatureAlgorithm, null)
    // Files of old have such certificates; bundles are younger than its collisions, and Go refuses it.
    if (digest.name === 'sha1') throw untrusted(`${subjectName} is certified with SHA-1`)
  }
  return path.chain
}

function untrusted(message: string, cause: unknown = null): AttestError {
  return new AttestError('BUNDLE_CERTIFICATE_UNTRUSTED', message, cause === null ? undefined : { cause })
}
