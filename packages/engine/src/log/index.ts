/** The log itself, for whoever keeps, reads or watches it: an entry point of its own, for a signing needs none of it. */

export { type EraseEventsOptions, type EraseReport, eraseEvents } from './events/erase-event.ts'
export { eraseEventsOptions, recordEventOptions } from './events/options.ts'
export { type RecordEventOptions, type RecordEventReport, recordEvent } from './events/record-event.ts'
export type { LogRequest } from './log-request.ts'
export { type MirrorOptions, type MirrorReport, mirrorLog } from './mirror.ts'
export { type MonitorOptions, type MonitorReport, monitorLog } from './monitor.ts'
export type { UnknownEntry } from './monitor-state.ts'
export {
  mirrorOptions,
  monitorOptions,
  proveEntryOptions,
  searchLogOptions,
  serveLogOptions,
  verifyLogOptions,
  witnessOptions,
} from './options.ts'
export { type ProofReport, type ProveEntryOptions, proveEntry } from './prove-entry.ts'
export { makeReceipt, type ReceiptOptions, type ReceiptReport, type WantedReceipt } from './receipt.ts'
export { receiptOptions, verifyReceiptOptions } from './receipt-options.ts'
export {
  type Bound,
  type LogQuery,
  type SearchEntry,
  type SearchLogOptions,
  type SearchReport,
  searchLog,
} from './search-log.ts'
export { type ServedLog, type ServeLogOptions, type ServeLogReport, serveLog } from './serve-log.ts'
export {
  type ReceiptMatter,
  type VerifyReceiptOptions,
  type VerifyReceiptReport,
  verifyReceiptFile,
} from './verify-receipt.ts'
export {
  type Cosignature,
  type LogHead,
  type LogProgress,
  type VerifyLogOptions,
  type VerifyLogReport,
  verifyWholeLog,
} from './verify-whole-log.ts'
export type { WantedEntry } from './wanted-entry.ts'
export { type ServedWitness, serveWitness, type WitnessOptions, type WitnessReport } from './witness.ts'
