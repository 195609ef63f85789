import { createHash } from 'node:crypto'
import { canonicalJson, JsonMembers } from '@chancery/codec'
import { ChanceryError, equalBytes, toBase64, toHex, utf8 } from '@chancery/core'
import {
  leafHash,
  logId,
  noteKey,
  openNote,
  parseCheckpoint,
  parseHashedRekord,
  parseLogEntry,
  parseNote,
  parseNoteKey,
  verifyInclusion,
  verifyLogEntry,
} from '@chancery/tlog'
import type { KeyBundle } from '../bundle.ts'
import { preAuthEncoding } from '../dsse.ts'
import { AttestError } from '../errors.ts'
import { holds } from '../key-schemes.ts'
import type { LogPlace } from '../verify.ts'
import { logKeyDetails } from './key-details.ts'
import { assertBody, type LoggedSignature } from './log-body.ts'
import type { TrustedLog } from './trusted-root.ts'
import { covers } from './validity.ts'

/** What the logs of the trusted root say of a signature. */
export interface LogFindings {
  /** Logs that have it. */
  readonly logs: readonly TrustedLog[]
  readonly places: readonly LogPlace[]
  /** When they say that they took it; only logs of Rekor v1 do. */
  readonly times: readonly Date[]
}

/** Entries of logs that are not in the trusted root say nothing; one of a log that is must hold. @throws AttestError BUNDLE_LOG_UNPROVED */
export function loggedIn(
  entries: readonly JsonMembers[],
  signature: LoggedSignature,
  logs: readonly TrustedLog[],
): LogFindings {
  const found = entries.flatMap((entry) => {
    const id = entry.object('logId').base64('keyId')
    const log = logs.find(({ logId }) => equalBytes(logId, id))
    if (!log) return []
    const time = proved(() => verifyEntry(entry, signature, log))
    return [{ log, time, index: integerOf(entry, 'logIndex') }]
  })
  return {
    logs: found.map(({ log }) => log),
    places: found.map(({ log, index }) => ({ origin: originOf(log), index })),
    times: found.flatMap(({ time }) => (time ? [time] : [])),
  }
}

/** What the logs say of a statement that a bare key signed. @param publicKey that has signed it: SubjectPublicKeyInfo, DER @throws as {@link loggedIn} */
export function loggedStatement(
  { envelope, logEntries }: KeyBundle,
  publicKey: Uint8Array,
  logs: readonly TrustedLog[],
): readonly LogPlace[] {
  const { payloadType, payload, signature } = envelope
  const digest = createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest()
  return loggedIn(logEntries, { digest, signature, certificate: publicKey, payload }, logs).places
}

/** A log as its verifier key names it, trusted at all times. @throws AttestError TRUSTED_ROOT_INVALID; TlogError NOTE_KEY_MALFORMED */
export function logOfKey(text: string): TrustedLog {
  const key = parseNoteKey(text)
  const keyDetails = key.type === 'ed25519' || key.type === 'ecdsa' ? logKeyDetails(key.publicKey) : null
  if (keyDetails === null) throw new AttestError('TRUSTED_ROOT_INVALID', `${key.name}: not the key of such a log`)
  return {
    baseUrl: `https://${key.name}`,
    publicKey: key.publicKey,
    keyDetails,
    logId: logId(key),
    checkpointKeyId: null,
    validFor: { start: null, end: null },
    operator: '',
  }
}

function proved<T>(verify: () => T): T {
  try {
    return verify()
  } catch (cause) {
    if (cause instanceof AttestError && cause.code === 'BUNDLE_LOG_UNPROVED') throw cause
    // A TypeError is text that is no UTF-8, no hex or no base64.
    if (!(cause instanceof ChanceryError || cause instanceof TypeError)) throw cause
    throw new AttestError('BUNDLE_LOG_UNPROVED', `the log entry does not hold: ${cause.message}`, { cause })
  }
}

/** @returns the time that the log promised, where it did */
function verifyEntry(entry: JsonMembers, signature: LoggedSignature, log: TrustedLog): Date | null {
  const { kind, version } = kindOf(entry)
  if (kind === 'hashedrekord' && version === '0.0.2') {
    verifySecond(entry, signature, log)
    return null
  }
  const body = entry.base64('canonicalizedBody')
  assertBody(body, kind, version, signature)
  const time = entry.has('inclusionPromise') ? promisedTime(entry, body, log) : null
  if (entry.has('inclusionProof')) verifyFirst(entry.object('inclusionProof'), body, log)
  else if (time === null) throw unproved('there is neither a promise nor a proof of the log')
  return time
}

function kindOf(entry: JsonMembers): { readonly kind: string; readonly version: string } {
  const kind = entry.object('kindVersion')
  return { kind: kind.text('kind'), version: kind.text('version') }
}

/** Rekor v2: the entry is made anew from the bundle's own signature. */
function verifySecond(entry: JsonMembers, { digest, signature, certificate }: LoggedSignature, log: TrustedLog): void {
  const one = parseLogEntry(entry.whole())
  const record = parseHashedRekord(one.entry)
  const isIts =
    record !== null &&
    equalBytes(record.digest, digest) &&
    equalBytes(record.signature, signature) &&
    equalBytes(record.verifier.rawBytes, certificate)
  if (!isIts) throw unproved('the log entry is of another signature than that of the bundle')
  verifyLogEntry(one, record, { origin: originOf(log), keys: [keyOf(log)] })
}

/** Rekor v1: the checkpoint's origin has a tree's number behind it, and the key is known by its id, whatever it is called. */
function verifyFirst(proof: JsonMembers, body: Uint8Array, log: TrustedLog): void {
  const bytes = utf8(proof.object('checkpoint').text('envelope'))
  const id = (log.checkpointKeyId ?? log.logId).subarray(0, 4)
  const { name } = parseNote(bytes).signatures.find((one) => equalBytes(one.id, id)) ?? keyOf(log)
  const note = openNote(bytes, [{ ...keyOf(log), name, id }])
  const checkpoint = parseCheckpoint(note.text)
  const size = integerOf(proof, 'treeSize')
  if (checkpoint.size !== size || !equalBytes(checkpoint.root, proof.base64('rootHash'))) {
    throw unproved('the proof is for another tree than the checkpoint')
  }
  const hashes = proof.has('hashes') ? proof.list('hashes') : []
  const siblings = hashes.map((hash) => new JsonMembers({ hash }, unproved, 'the proof').base64('hash'))
  verifyInclusion({ index: integerOf(proof, 'logIndex'), size, hashes: siblings }, leafHash(body), checkpoint.root)
}

/** The log's signature over entry, time and place ("signed entry timestamp"). */
function promisedTime(entry: JsonMembers, body: Uint8Array, log: TrustedLog): Date {
  const integratedTime = integerOf(entry, 'integratedTime')
  const time = new Date(integratedTime * 1000)
  const promised = canonicalJson({
    body: toBase64(body),
    integratedTime,
    logID: toHex(log.logId),
    logIndex: integerOf(entry, 'logIndex'),
  })
  const promise = entry.object('inclusionPromise').base64('signedEntryTimestamp')
  if (!holds(log.publicKey, utf8(promised), promise)) throw unproved(`the promise of ${log.baseUrl} does not hold`)
  if (!covers(log.validFor, time)) throw unproved(`${log.baseUrl} does not count ${integratedTime} seconds after 1970`)
  return time
}

/** sigstore-go takes the host for the origin and for the name of the key, whatever else is in the URL. */
function originOf({ baseUrl }: TrustedLog): string {
  return new URL(baseUrl).hostname
}

function keyOf(log: TrustedLog): ReturnType<typeof noteKey> {
  return noteKey(log.keyDetails === 'PKIX_ED25519' ? 'ed25519' : 'ecdsa', originOf(log), log.publicKey)
}

/** 64-bit integers are strings in this JSON, and left out where they are 0. */
function integerOf(json: JsonMembers, name: string): number {
  const value = json.value(name) ?? '0'
  const integer = typeof value === 'string' && /^(?:0|[1-9][0-9]{0,15})$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(integer) && (integer as number) >= 0 ? (integer as number) : json.fail(name)
}

function unproved(message: string): AttestError {
  return new AttestError('BUNDLE_LOG_UNPROVED', message)
}
