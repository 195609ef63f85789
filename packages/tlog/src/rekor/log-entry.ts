import { equalBytes, fromBase64, isJsonObject, type JsonObject, toBase64, utf8 } from '@chancery/core'
import { type OpenedCheckpoint, openCheckpoint } from '../checkpoint.ts'
import { TlogError } from '../errors.ts'
import { leafHash } from '../merkle/hash.ts'
import { type InclusionProof, MAX_PROOF_HASHES, verifyInclusion } from '../merkle/proof.ts'
import { logId, type NoteKey } from '../note/key.ts'
import { encodeHashedRekord, type HashedRekord, REKORD_KIND_VERSION } from './entry.ts'

/** What a Sigstore bundle carries of a log: the entry, and why it is in there. */
export interface LogEntry {
  /** SHA-256, at full length. */
  readonly logId: Uint8Array
  readonly proof: InclusionProof
  readonly root: Uint8Array
  /** The signed note. */
  readonly checkpoint: Uint8Array
  readonly entry: Uint8Array
}

/** `TransparencyLogEntry` in the JSON of sigstore/protobuf-specs: a member of `tlogEntries`. */
export function encodeLogEntry(one: LogEntry): JsonObject {
  const index = String(one.proof.index)
  return {
    logIndex: index,
    logId: { keyId: toBase64(one.logId) },
    kindVersion: REKORD_KIND_VERSION,
    inclusionProof: {
      logIndex: index,
      rootHash: toBase64(one.root),
      treeSize: String(one.proof.size),
      hashes: one.proof.hashes.map(toBase64),
      checkpoint: { envelope: new TextDecoder().decode(one.checkpoint) },
    },
    canonicalizedBody: toBase64(one.entry),
  }
}

/** @throws TlogError LOG_ENTRY_MALFORMED */
export function parseLogEntry(json: unknown): LogEntry {
  const entry = objectOf(json, 'tlogEntries')
  const { kind, version } = objectOf(entry.kindVersion, 'kindVersion')
  if (kind !== REKORD_KIND_VERSION.kind || version !== REKORD_KIND_VERSION.version) {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'a log entry of another kind than hashedrekord 0.0.2')
  }
  const proof = objectOf(entry.inclusionProof, 'inclusionProof')
  const { envelope } = objectOf(proof.checkpoint, 'checkpoint')
  const hashes = Array.isArray(proof.hashes) ? proof.hashes : []
  // Left out where it is 0, as this JSON leaves out every default.
  const index = integerOf(proof.logIndex ?? '0')
  if (typeof envelope !== 'string' || hashes.length > MAX_PROOF_HASHES || integerOf(entry.logIndex ?? '0') !== index) {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'a log entry whose members do not go together')
  }
  return {
    logId: bytesOf(objectOf(entry.logId, 'logId').keyId),
    proof: { index, size: integerOf(proof.treeSize), hashes: hashes.map(bytesOf) },
    root: bytesOf(proof.rootHash),
    checkpoint: utf8(envelope),
    entry: bytesOf(entry.canonicalizedBody),
  }
}

export interface LogTrust {
  readonly origin: string
  readonly keys: readonly NoteKey[]
  readonly witnesses?: readonly NoteKey[]
}

/**
 * That the signature of a bundle is in the log, offline. The entry is made anew from the bundle; what the bundle says that it is decides nothing.
 * @throws TlogError LOG_ENTRY_MISMATCH, INDEX_BEYOND_TREE, INCLUSION_UNPROVEN, and as {@link openCheckpoint}
 */
export function verifyLogEntry(one: LogEntry, signature: HashedRekord, trust: LogTrust): OpenedCheckpoint {
  const entry = encodeHashedRekord(signature)
  if (!equalBytes(entry, one.entry)) {
    throw new TlogError('LOG_ENTRY_MISMATCH', 'the log entry is of another signature than that of the bundle')
  }
  const checkpoint = openCheckpoint(one.checkpoint, trust)
  if (!checkpoint.signatures.some(({ key }) => equalBytes(logId(key), one.logId))) {
    throw new TlogError('LOG_ENTRY_MISMATCH', 'the log entry names another log than its checkpoint')
  }
  if (checkpoint.size !== one.proof.size || !equalBytes(checkpoint.root, one.root)) {
    throw new TlogError('LOG_ENTRY_MISMATCH', 'the proof is for another tree than the checkpoint')
  }
  verifyInclusion(one.proof, leafHash(entry), checkpoint.root)
  return checkpoint
}

function objectOf(value: unknown, what: string): JsonObject {
  if (!isJsonObject(value)) throw new TlogError('LOG_ENTRY_MALFORMED', `${what} is missing`)
  return value
}

/** 64-bit integers are strings in this JSON. */
function integerOf(value: unknown): number {
  const integer = typeof value === 'string' && /^(?:0|[1-9][0-9]{0,15})$/.test(value) ? Number(value) : value
  if (!Number.isSafeInteger(integer) || (integer as number) < 0) {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'an index or a size that is none')
  }
  return integer as number
}

function bytesOf(value: unknown): Uint8Array {
  try {
    return fromBase64(value as string)
  } catch (cause) {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'a member that is not base64', { cause })
  }
}
