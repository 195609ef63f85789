export { type Comparison, compareCheckpoints } from './audit.ts'
export { type CheckpointTrust, type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
export { type Checkpoint, encodeCheckpoint, parseCheckpoint } from './checkpoint-text.ts'
export { TLOG_ERRORS, TlogError, type TlogErrorCode } from './errors.ts'
export { emptyRoot, leafHash } from './merkle/hash.ts'
export {
  type InclusionProof,
  rootFromConsistency,
  rootFromInclusion,
  verifyConsistency,
  verifyInclusion,
} from './merkle/proof.ts'
export { encodeNoteKey, logId, type NoteKey, type NoteKeyType, noteKey, parseNoteKey } from './note/key.ts'
export {
  encodeNote,
  type Note,
  type NoteSignature,
  openNote,
  parseNote,
  type VerifiedSignature,
} from './note/note.ts'
export { cosigner, makeSignature, type NoteSigner, noteSigner, signNote } from './note/signer.ts'
export {
  type LogPolicy,
  openUnderPolicy,
  type PolicyKey,
  parseLogPolicy,
  type Quorum,
  verifyLogProof,
} from './policy.ts'
export { encodeLogProof, type LogProof, parseLogProof } from './proof-file.ts'
export {
  type ConsistencyProof,
  encodeReceipt,
  MAX_RECEIPT_BYTES,
  parseReceipt,
  type Receipt,
  type ReceiptClaims,
  type ReceiptProof,
  receiptMessage,
  receiptSubject,
} from './receipt.ts'
export { signReceipt } from './receipt-sign.ts'
export {
  receiptAlgorithm,
  type VerifiedReceipt,
  verifyGrowthReceipt,
  verifyReceipt,
} from './receipt-verify.ts'
export {
  encodeHashedRekord,
  type HashedRekord,
  keyDetailsOf,
  parseHashedRekord,
  type RekordVerifier,
} from './rekor/entry.ts'
export { encodeLogEntry, type LogEntry, type LogTrust, parseLogEntry, verifyLogEntry } from './rekor/log-entry.ts'
export { type Appended, Appender, type LogFile } from './tiles/appender.ts'
export { assertEntry, decodeEntries, encodeEntries, MAX_ENTRY_BYTES } from './tiles/entry-bundle.ts'
export { proveConsistency, proveInclusion } from './tiles/prove.ts'
export { type ProvedEntries, readProvedEntries } from './tiles/proved-entries.ts'
export { edgeTiles, parseTilePath, TILE_WIDTH, type Tile, tilePath, tileWidth } from './tiles/tile.ts'
export { readEntries, readTile, type TileReader } from './tiles/tile-reader.ts'
export { openTree, Tree } from './tiles/tree.ts'
export type { TreeHead } from './tiles/tree-head.ts'
export { type VerifyLogOptions, verifyLog } from './tiles/verify-log.ts'
export { askWitness, askWitnesses, type Cosigned, type Witness, type WitnessAnswer } from './witness/ask.ts'
export {
  decideAddCheckpoint,
  isSameHead,
  type WatchedLog,
  type WitnessDecision,
  type WitnessRefusal,
} from './witness/decide.ts'
export {
  type AddCheckpoint,
  encodeAddCheckpoint,
  encodeCosignatures,
  parseAddCheckpoint,
  parseConflict,
  parseCosignatures,
} from './witness/message.ts'
