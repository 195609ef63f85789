/** The log itself, for whoever keeps, reads or watches it: an entry point of its own, for a signing needs none of it. */
export type { LogRequest } from './http-server.ts'
export { serveLogOptions, verifyLogOptions } from './options.ts'
export { type ServedLog, type ServeLogOptions, type ServeLogReport, serveLog } from './serve-log.ts'
export {
  type Cosignature,
  type LogHead,
  type LogProgress,
  type VerifyLogOptions,
  type VerifyLogReport,
  verifyWholeLog,
} from './verify-whole-log.ts'
