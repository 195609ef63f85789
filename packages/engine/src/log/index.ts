/** The log itself, for whoever keeps, reads or watches it: an entry point of its own, for a signing needs none of it. */
export type { LogRequest } from './http-server.ts'
export { type MonitorOptions, type MonitorReport, monitorLog } from './monitor.ts'
export type { UnknownEntry } from './monitor-state.ts'
export {
  monitorOptions,
  proveEntryOptions,
  searchLogOptions,
  serveLogOptions,
  verifyLogOptions,
  witnessOptions,
} from './options.ts'
export { type ProofReport, type ProveEntryOptions, proveEntry, type WantedEntry } from './prove-entry.ts'
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
  type Cosignature,
  type LogHead,
  type LogProgress,
  type VerifyLogOptions,
  type VerifyLogReport,
  verifyWholeLog,
} from './verify-whole-log.ts'
export { type ServedWitness, serveWitness, type WitnessOptions, type WitnessReport } from './witness.ts'
