import { createHash } from 'node:crypto'
import { type Certificate, parseCertificate } from '@chancery/codec'
import { ChanceryError, fromHex } from '@chancery/core'
import type { CertificateBundle, SignedContent } from '../bundle.ts'
import type { CertificateBundleOptions } from '../certificate-bundle.ts'
import { preAuthEncoding } from '../dsse.ts'
import { AttestError } from '../errors.ts'
import { holds } from '../key-schemes.ts'
import { assertMessageDigest, isSignedBy } from '../message-bundle.ts'
import type { Statement } from '../statement.ts'
import { assertSubject, statementOf, type VerifiedStatement } from '../verify.ts'
import { assertIdentity, identityOf, verifyChain } from './certificate.ts'
import type { LoggedSignature } from './log-body.ts'
import { type LogFindings, loggedIn } from './log-entries.ts'
import { assertLogged } from './sct.ts'
import { stampedTimes } from './timestamps.ts'
import type { TrustedRoot } from './trusted-root.ts'
import { covers } from './validity.ts'

/** One of the trusted roots must hold by itself: what one lacks, another does not complete. @throws AttestError */
export async function verifyUnderRoots(
  bundle: CertificateBundle,
  options: CertificateBundleOptions,
): Promise<VerifiedStatement> {
  const leaf = certificateOf(bundle)
  if (options.trustedRoots.length === 0) {
    // Whoever signed it: what is about another file is not about this one.
    if (bundle.content.kind === 'message') await assertMessageDigest(bundle.content.message, options.artifact)
    else statementIn(bundle.content, options)
    throw new AttestError('BUNDLE_KEY_UNTRUSTED', 'the bundle has a certificate, and no trusted root was given')
  }
  let failure: AttestError | null = null
  for (const root of options.trustedRoots) {
    try {
      return await verifyUnder(root, bundle, leaf, options)
    } catch (error) {
      if (!(error instanceof AttestError)) throw error
      if (failure === null || reached(error) > reached(failure)) failure = error
    }
  }
  throw failure as AttestError
}

/** How far verification came: the root that knows who is involved is the one whose refusal tells what is wrong. */
function reached({ code }: AttestError): number {
  return ['BUNDLE_TIME_UNPROVED', 'BUNDLE_CERTIFICATE_UNTRUSTED'].indexOf(code) + 1 || 3
}

async function verifyUnder(
  root: TrustedRoot,
  bundle: CertificateBundle,
  leaf: Certificate,
  options: CertificateBundleOptions,
): Promise<VerifiedStatement> {
  const { identity, sha256, artifact } = options
  const { content, material } = bundle
  const signature = signatureOf(content)
  const stamped = stampedTimes(material.timestamps, signature, root.timestampAuthorities)
  const logged = loggedIn(material.logEntries, loggedSignature(bundle, sha256), root.tlogs)
  const times = [...stamped, ...logged.times]
  if (times.length === 0) {
    throw new AttestError('BUNDLE_TIME_UNPROVED', 'nobody in the trusted root says when the bundle was signed')
  }
  const chain = verifyChain(leaf, root.certificateAuthorities, times)
  if (root.ctlogs.length > 0) assertLogged(leaf, chain[1] ?? leaf, root.ctlogs)
  if (root.tlogs.length > 0) assertInLog(logged, times)
  await assertSigned(content, leaf, artifact)
  const found = identityOf(leaf)
  assertIdentity(found, identity)
  return { statement: statementIn(content, options), signedBy: found.subject, identity: found, logged: logged.places }
}

/** @throws AttestError BUNDLE_LOG_UNPROVED */
function assertInLog({ logs }: LogFindings, times: readonly Date[]): void {
  if (logs.length === 0) throw new AttestError('BUNDLE_LOG_UNPROVED', 'no log of the trusted root has the signature')
  if (logs.some(({ validFor }) => times.some((time) => covers(validFor, time)))) return
  throw new AttestError('BUNDLE_LOG_UNPROVED', `${logs[0]?.baseUrl} does not count at ${times[0]?.toISOString()}`)
}

/** @throws AttestError BUNDLE_SIGNATURE_INVALID, BUNDLE_SUBJECT_MISMATCH */
async function assertSigned(
  content: SignedContent,
  { publicKey }: Certificate,
  artifact: CertificateBundleOptions['artifact'],
): Promise<void> {
  if (content.kind === 'message') {
    await assertMessageDigest(content.message, artifact)
    if (await isSignedBy(publicKey, content.message, artifact)) return
  } else {
    const { payloadType, payload, signature } = content.envelope
    if (holds(publicKey.spki, preAuthEncoding(payloadType, payload), signature)) return
  }
  throw new AttestError('BUNDLE_SIGNATURE_INVALID', 'the bundle is not what the key of its certificate signed')
}

/** null for a signature over the message itself: that is about this artifact by being valid. */
function statementIn(content: SignedContent, { sha256, sha512 }: CertificateBundleOptions): Statement | null {
  if (content.kind === 'message') return null
  const statement = statementOf(content.envelope)
  assertSubject(statement, { sha256, ...(sha512 !== undefined && { sha512 }) })
  return statement
}

function signatureOf(content: SignedContent): Uint8Array {
  return content.kind === 'message' ? content.message.signature : content.envelope.signature
}

function loggedSignature({ content, material: { certificate } }: CertificateBundle, sha256: string): LoggedSignature {
  if (content.kind === 'message') {
    return { digest: fromHex(sha256), signature: content.message.signature, certificate, payload: null }
  }
  const { payloadType, payload, signature } = content.envelope
  const digest = createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest()
  return { digest, signature, certificate, payload }
}

/** @throws AttestError BUNDLE_MALFORMED */
function certificateOf({ material }: CertificateBundle): Certificate {
  try {
    return parseCertificate(material.certificate)
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    throw new AttestError('BUNDLE_MALFORMED', `the certificate in the bundle cannot be read: ${cause.message}`, {
      cause,
    })
  }
}
