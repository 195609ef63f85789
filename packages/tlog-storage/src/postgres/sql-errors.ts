import { ChanceryError } from '@chancery/core'
import { TlogStorageError, type TlogStorageErrorCode } from '../errors.ts'

/** Classes of SQLSTATE (PostgreSQL documentation, appendix A), and single ones, longest first. Others are the server's trouble. */
const MEANING: readonly (readonly [string, TlogStorageErrorCode])[] = [
  ['55P03', 'LOG_BUSY'],
  ['23505', 'LOG_DAMAGED'],
  ['23514', 'LOG_DAMAGED'],
  ['25006', 'LOG_STORE_REFUSED'],
  ['42501', 'LOG_STORE_REFUSED'],
  ['28', 'LOG_STORE_REFUSED'],
  ['3D', 'LOG_STORE_REFUSED'],
  ['3F', 'LOG_STORE_REFUSED'],
  ['42', 'LOG_STORE_REFUSED'],
]

/** What a driver says, in a code of ours. Its messages hold names and no values. */
export function asStorageError(error: unknown, name: string): ChanceryError {
  if (error instanceof ChanceryError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isSqlState = /^[0-9A-Z]{5}$/.test(code)
  const [, meaning] = (isSqlState && MEANING.find(([prefix]) => code.startsWith(prefix))) || []
  const details = { log: name, ...(code && { code }) }
  if (meaning === 'LOG_BUSY')
    return new TlogStorageError(meaning, `another process writes to ${name}`, { cause: error, details })
  return new TlogStorageError(meaning ?? whereNotSql(error, isSqlState), `${name}: ${reasonOf(error)}`, {
    cause: error,
    details,
  })
}

/** Trust and addresses are for people to put right; a connection that broke off may come back. */
function whereNotSql(error: unknown, isSqlState: boolean): TlogStorageErrorCode {
  if (isSqlState) return 'LOG_STORE_UNAVAILABLE'
  const text = reasonOf(error)
  return /certificate|self.signed|does not support SSL|SCRAM|password/i.test(text)
    ? 'LOG_STORE_REFUSED'
    : 'LOG_STORE_UNAVAILABLE'
}

function reasonOf(error: unknown): string {
  const text =
    error instanceof AggregateError
      ? error.errors.map(reasonOf).join('; ')
      : error instanceof Error
        ? error.message
        : ''
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 300) || 'the connection failed'
}
