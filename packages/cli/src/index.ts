/** The library: what the command line does, as functions. docs/api.md has an example. */

export { ChanceryError } from '@chancery/core'
export {
  type AttestOptions,
  attestFiles,
  type InspectOptions,
  initialise,
  inspectFiles,
  type Outcome,
  type SignOptions,
  type SignReport,
  signFiles,
  VERSION,
  type VerifyOptions,
  type VerifyReport,
  verifyFiles,
} from '@chancery/engine'
