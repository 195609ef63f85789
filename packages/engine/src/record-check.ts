import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import {
  AttestError,
  type KeyBundle,
  keyFingerprint,
  type LogPlace,
  type MessageBundle,
  type ParsedBundle,
  parseFileBundle,
  type Statement,
  statementOf,
  type VerifiedStatement,
  verifyCertificateBundle,
  verifyKeyBundle,
  verifyMessageBundle,
} from '@chancery/attest'
import { type ByteSource, ChanceryError, type Fault } from '@chancery/core'
import { FilesError } from '@chancery/files'
import { readBundleFile } from './bundle-file.ts'
import type { RecordVerdict } from './report.ts'
import type { Trust } from './trust.ts'

export interface RecordCheck {
  readonly verdict: Exclude<RecordVerdict, null>
  /** Why it failed or could not be checked. */
  readonly fault: Fault | null
  /** What a trusted key signed about the file; null where the record is not verified, or verified by a certificate. */
  readonly statement: Statement | null
  /** Fingerprint of the key that signed it; where it is not verified, of the key that it names. */
  readonly key: string | null
  /** Whom the certificate names by which it is verified, where there is one. */
  readonly certifiedBy?: VerifiedStatement['identity'] | undefined
  /** Where a trusted log has it. */
  readonly log: LogPlace | null
  /** The bundle that was read. */
  readonly input?: { readonly name: string; readonly sha256: string }
}

/** Whom a bundle with a certificate must name. */
export interface ExpectedIdentity {
  readonly subject: string | undefined
  readonly issuer: string | undefined
  /** One of several, where none is named above: the statement is then theirs. */
  readonly signers?: readonly CertifiedSigner[] | undefined
}

/** Whom a certificate names, whole or without its `@REF`, and who vouched for that. */
export interface CertifiedSigner {
  readonly subject: string
  readonly issuer: string
}

/** The file that a bundle must be about, and its digest, lower-case hex. */
interface Artifact {
  readonly source: ByteSource
  readonly sha256: string
}

/**
 * Checks a record, or any bundle about a file.
 * A key that is not trusted leaves it `not-checked`: whoever verifies the file need not know who records. Everything else that is wrong is `failed`.
 * @throws FilesError where the bundle cannot be read
 */
export async function checkBundle(
  path: string,
  artifact: Artifact,
  trust: Trust,
  identity: ExpectedIdentity,
): Promise<RecordCheck> {
  let input: RecordCheck['input']
  let named: string | null = null
  try {
    const bytes = await readBundleFile(path)
    input = { name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex') }
    const bundle = parseFileBundle(bytes)
    named = namedKey(bundle)
    const verified = await verifyBundle(bundle, artifact, trust, identity)
    const { statement, signedBy, logged, identity: certifiedBy } = verified
    const [log = null] = await countedPlaces(logged ?? [], bundle, trust)
    return { verdict: 'verified', fault: null, statement, key: signedBy, certifiedBy, log, input }
  } catch (error) {
    if (!(error instanceof ChanceryError) || error instanceof FilesError) throw error
    const fault = { code: error.code, message: `${path}: ${error.message}`, howToFix: error.howToFix }
    const verdict = error.code === 'BUNDLE_KEY_UNTRUSTED' ? 'not-checked' : 'failed'
    return { verdict, fault, statement: null, key: named, log: null, ...(input && { input }) }
  }
}

/** Of places in logs those that count: all, or those under a policy. */
export async function countedPlaces(
  places: readonly LogPlace[],
  bundle: ParsedBundle | MessageBundle,
  { logPolicy }: Trust,
): Promise<readonly LogPlace[]> {
  if (!logPolicy || places.length === 0) return places
  const { underPolicy } = await import('./log/under-policy.ts')
  return underPolicy(places, bundle, logPolicy)
}

/** Where a bundle says whose it is. A hint: anybody can write it. */
function namedKey(bundle: ParsedBundle | MessageBundle): string | null {
  if (bundle.kind === 'certificate') return null
  const named = (bundle.kind === 'key' && bundle.envelope.keyid) || bundle.hint
  return /^SHA256:[A-Za-z0-9+/]{43}$/.test(named) ? named : null
}

/** What to do about a record that could not be checked: which key it names, and which ones are trusted. */
export function untrustedKey(
  { key, fault }: RecordCheck,
  what: 'record' | 'provenance',
  { verifier }: Trust,
): Pick<Fault, 'message'> & Partial<Pick<Fault, 'howToFix'>> {
  if (key === null) return fault ?? { message: `nobody is known to have signed the ${what}` }
  const trusted = verifier.keys.map(keyFingerprint)
  return {
    message: `the ${what} names ${key} as its key, and of public keys --trust has ${trusted.join(', ') || 'none'}`,
    howToFix: `Find out whose key ${key} is; if it is the one that records for you, give its public key (PEM): --trust attestation.pub.`,
  }
}

/** A record that is wrong fails the file, always; one whose key is unknown only where the caller named the bundle. */
export function recordFault(check: RecordCheck | null, named: boolean): Fault | null {
  if (!check?.fault || check.verdict === 'failed') return check?.fault ?? null
  return named ? check.fault : null
}

async function verifyBundle(
  bundle: ParsedBundle | MessageBundle,
  { source, sha256 }: Artifact,
  trust: Trust,
  identity: ExpectedIdentity,
): Promise<Verified> {
  const asksWhom = identity.subject !== undefined || identity.issuer !== undefined
  const artifact = (): AsyncIterable<Uint8Array> => chunksOf(source)
  const sha512 = isKnownBySha512(bundle) ? await sha512Of(source) : undefined
  if (bundle.kind !== 'certificate') {
    const verified =
      bundle.kind === 'key'
        ? await verifyLogged(bundle, { sha256, ...(sha512 !== undefined && { sha512 }) }, trust)
        : await verifyMessageBundle(bundle, trust.verifier.keys, artifact)
    if (!asksWhom) return verified
    throw new AttestError('BUNDLE_IDENTITY_MISMATCH', 'the bundle is signed by a bare key, which names nobody')
  }
  const { trustedRoots } = trust
  const verified = await verifyCertificateBundle(bundle, { trustedRoots, identity, sha256, sha512, artifact })
  // Everybody can have a certificate of a public authority: without a name, "verified" would mean "by anyone".
  if (identity.subject !== undefined) return { statement: null, signedBy: null, logged: verified.logged ?? [] }
  if (identity.signers) return { ...assertSigner(verified, identity.signers), signedBy: null }
  throw new AttestError('BUNDLE_KEY_UNTRUSTED', 'the bundle has a certificate, and nothing says whom it must name', {
    howToFix: 'Say with --identity (and --issuer) who must have signed.',
  })
}

/** Of a bundle with a certificate neither statement nor signer: whom that is by, its certificate says. */
type Verified = Pick<VerifiedStatement, 'statement' | 'logged' | 'identity'> & { readonly signedBy: string | null }

/** @throws AttestError BUNDLE_KEY_UNTRUSTED where it is somebody else */
export function assertSigner<Proof extends { readonly identity?: VerifiedStatement['identity'] | undefined }>(
  verified: Proof,
  signers: readonly CertifiedSigner[],
): Proof {
  const { subject = '', issuer = null } = verified.identity ?? {}
  if (signers.some((one) => one.issuer === issuer && isOrIsAtRef(subject, one.subject))) return verified
  throw new AttestError('BUNDLE_KEY_UNTRUSTED', `the certificate is of ${subject}, for whom ${issuer} vouched`)
}

/**
 * `NAME@REF`, or `NAME` at any ref. What stands behind the first @ must be a ref or a commit: a file may be called `release.yml@mine.yml`, and is
 * another one than `release.yml`.
 */
export function isOrIsAtRef(found: string, wanted: string): boolean {
  return found === wanted || /^([^@]+)@(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/.exec(found)?.[1] === wanted
}

async function verifyLogged(
  bundle: KeyBundle,
  digests: Readonly<Record<string, string>>,
  { verifier, logs }: Trust,
): Promise<VerifiedStatement> {
  const verified = verifyKeyBundle(bundle, verifier.keys, digests)
  if (bundle.logEntries.length === 0 || logs.length === 0) return verified
  const { loggedStatement } = await import('@chancery/attest/trust')
  const key = verifier.keys.find((spki) => keyFingerprint(spki) === verified.signedBy) as Uint8Array
  return { ...verified, logged: loggedStatement(bundle, key, logs) }
}

/** Statements of others, npm's provenance among them, know their subjects by this digest alone. */
function isKnownBySha512(bundle: ParsedBundle | MessageBundle): boolean {
  const content = bundle.kind === 'certificate' ? bundle.content : bundle.kind === 'key' ? bundle : null
  if (content === null || !('envelope' in content)) return false
  return statementOf(content.envelope).subjects.some(
    ({ digest }) => digest.sha256 === undefined && digest.sha512 !== undefined,
  )
}

async function sha512Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha512')
  for await (const chunk of chunksOf(source)) hash.update(chunk)
  return hash.digest('hex')
}

const CHUNK = 1024 * 1024

async function* chunksOf(source: ByteSource): AsyncIterable<Uint8Array> {
  for (let at = 0; at < source.size; at += CHUNK) yield await source.read(at, Math.min(CHUNK, source.size - at))
}
