/** Every option of every operation: the command line's flags and help, the actions' inputs and Jenkins' arguments are this table. */
import { ATTEST } from './attest.ts'
import { COPY } from './copy.ts'
import { INIT } from './init.ts'
import { INSPECT } from './inspect.ts'
import { KEYS_CSR, KEYS_GENERATE, KEYS_IMPORT_CERTIFICATE, KEYS_LIST } from './keys.ts'
import {
  LOG_FLUSH,
  LOG_INIT,
  LOG_MIRROR,
  LOG_MONITOR,
  LOG_PROVE,
  LOG_SEARCH,
  LOG_SERVE,
  LOG_VERIFY,
  LOG_WITNESS,
} from './log.ts'
import { LOG_ERASE, LOG_RECORD } from './log-events.ts'
import { LOG_RECEIPT, LOG_VERIFY_RECEIPT } from './log-receipt.ts'
import type { OperationSpec } from './option-spec.ts'
import { RELEASE } from './release.ts'
import { SERVE } from './serve.ts'
import { SIGN } from './sign.ts'
import { TIMESTAMP_FILES } from './timestamp.ts'
import { TRUST_INIT, TRUST_ROTATE, TRUST_SHOW } from './trust.ts'
import { VERIFY } from './verify.ts'

export { ATTEST } from './attest.ts'
export {
  DIGEST_NAMES,
  EVENT_KINDS,
  FORMAT_IDS,
  IF_NO_FILES,
  IF_SIGNED,
  KEY_KINDS,
  OCI_FORMATS,
  REQUIREMENTS,
} from './choices.ts'
export { COPY } from './copy.ts'
export { INIT } from './init.ts'
export { INSPECT } from './inspect.ts'
export { KEYS_CSR, KEYS_GENERATE, KEYS_IMPORT_CERTIFICATE, KEYS_LIST } from './keys.ts'
export {
  LOG_FLUSH,
  LOG_INIT,
  LOG_MIRROR,
  LOG_MONITOR,
  LOG_PROVE,
  LOG_SEARCH,
  LOG_SERVE,
  LOG_VERIFY,
  LOG_WITNESS,
} from './log.ts'
export { LOG_ERASE, LOG_RECORD } from './log-events.ts'
export { LOG_RECEIPT, LOG_VERIFY_RECEIPT } from './log-receipt.ts'
export type { OperationSpec, OptionSpec } from './option-spec.ts'
export { RELEASE } from './release.ts'
export { SERVE } from './serve.ts'
export { SIGN } from './sign.ts'
export { TIMESTAMP_FILES } from './timestamp.ts'
export { TRUST_INIT, TRUST_ROTATE, TRUST_SHOW } from './trust.ts'
export { VERIFY } from './verify.ts'

export const OPERATIONS: readonly OperationSpec[] = [
  SIGN,
  VERIFY,
  INSPECT,
  ATTEST,
  TIMESTAMP_FILES,
  COPY,
  RELEASE,
  INIT,
  KEYS_LIST,
  KEYS_GENERATE,
  KEYS_CSR,
  KEYS_IMPORT_CERTIFICATE,
  LOG_INIT,
  LOG_FLUSH,
  LOG_VERIFY,
  LOG_PROVE,
  LOG_RECEIPT,
  LOG_VERIFY_RECEIPT,
  LOG_SEARCH,
  LOG_RECORD,
  LOG_ERASE,
  LOG_MONITOR,
  LOG_MIRROR,
  LOG_SERVE,
  LOG_WITNESS,
  TRUST_INIT,
  TRUST_ROTATE,
  TRUST_SHOW,
  SERVE,
]
