import { createHash } from 'node:crypto'
import { canonicalJson, certificateFacts, parseCertificate } from '@chancery/codec'
import type { CertificateFacts, PlainData, SigningFacts, SigningKey, SignRequest } from '@chancery/core'
import { encodeBundle } from './bundle.ts'
import { type Envelope, IN_TOTO_PAYLOAD_TYPE, signEnvelope } from './dsse.ts'
import { keyFingerprint } from './key-id.ts'
import { type LogReceipt, loggableEnvelope, type SignatureLog } from './signature-log.ts'
import { encodeStatement, type Statement, type Subject } from './statement.ts'

/** predicateType of the signing record; docs/schema/signing-record.v1.json is its schema. */
export const SIGNING_RECORD_TYPE = 'urn:chancery:signing-record:v1'

/** The CI run that asked. `verified: false`: the platform's environment said so, and nobody proved it. */
export interface RecordIdentity {
  readonly verified: boolean
  /** 'github', 'jenkins', 'local' ... */
  readonly platform: string
  readonly claims: Readonly<Record<string, string>>
}

export interface RecordContext {
  readonly tool: { readonly name: string; readonly version: string }
  readonly identity: RecordIdentity
  /** When, by our own clock. */
  readonly at: Date
  /** Which log the record goes to; null: none is configured. */
  readonly log: Pick<SignatureLog, 'origin' | 'onFailure'> | null
}

/** What a record tells of a signature; of what the signature says of itself only its algorithm. */
export type RecordedFacts = Omit<SigningFacts, 'signature'> & {
  readonly signature: Pick<SigningFacts['signature'], 'signatureAlgorithm'>
}

/** The statement of one signature: its subjects are the signed file and the side file that carries the signature, if any. */
export function signingRecord(facts: RecordedFacts, context: RecordContext): Statement {
  const { request, signer, sideFile } = facts
  const leaf = signer.certificates[0]
  const certificate: CertificateFacts | null = leaf ? certificateFacts(parseCertificate(leaf)) : null
  const subjects: Subject[] = [{ name: request.artifact.name, digest: facts.digest.after }]
  if (sideFile) subjects.push({ name: request.artifact.name + sideFile.suffix, digest: { sha256: sideFile.sha256 } })
  const predicate = {
    format: request.format,
    digest: facts.digest,
    size: request.artifact.size,
    key: {
      name: signer.name,
      fingerprint: keyFingerprint(signer.publicKey),
      algorithm: facts.signature.signatureAlgorithm,
    },
    certificate,
    timestamp: facts.timestamp,
    timestamps: facts.timestamps,
    request: { sha256: requestDigest(request) },
    decision: facts.decision,
    approvals: [],
    log: context.log && { origin: context.log.origin, onFailure: context.log.onFailure },
    identity: context.identity,
    tool: context.tool,
    recordedAt: context.at.toISOString(),
  }
  return { subjects, predicateType: SIGNING_RECORD_TYPE, predicate: predicate as unknown as PlainData }
}

/** What names a request: SHA-256, hex, of its canonical JSON (RFC 8785). Equal for equal requests: same file, format, options and key name. */
export function requestDigest(request: SignRequest): string {
  return createHash('sha256')
    .update(canonicalJson(request as unknown as PlainData))
    .digest('hex')
}

/** A statement, signed: the bytes of a Sigstore bundle. */
export async function signStatement(statement: Statement, key: SigningKey, signal?: AbortSignal): Promise<Uint8Array> {
  return encodeBundle(await envelopeOf(statement, key, signal))
}

/** A key that signs statements, and the log that they stand in before anyone sees them. */
export interface StatementKey extends SigningKey {
  readonly log: SignatureLog | null
}

export interface SignedStatement {
  /** A Sigstore bundle. */
  readonly bytes: Uint8Array
  /** null without a log, and where the entry is queued. */
  readonly logged: LogReceipt | null
}

/**
 * A statement, signed and logged.
 * @param path that the bundle will have
 * @param keep is given the bundle before it is logged, without a proof: where it must not be that the log has what nobody kept
 * @throws what keeps it from being logged
 */
export async function signAndLog(
  statement: Statement,
  key: StatementKey,
  path: string,
  signal?: AbortSignal,
  keep?: (unlogged: Uint8Array) => Promise<void>,
): Promise<SignedStatement> {
  const envelope = await envelopeOf(statement, key, signal)
  await keep?.(encodeBundle(envelope))
  const logged = key.log ? await key.log.add(loggableEnvelope(envelope, key.info), path, signal) : null
  return { bytes: encodeBundle(envelope, logged ? [logged.entry] : []), logged }
}

function envelopeOf(statement: Statement, key: SigningKey, signal?: AbortSignal): Promise<Envelope> {
  const keyid = keyFingerprint(key.info.publicKey)
  return signEnvelope(key, IN_TOTO_PAYLOAD_TYPE, encodeStatement(statement), keyid, signal)
}
