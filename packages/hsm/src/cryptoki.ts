import type { Handle, PKCS11 } from 'pkcs11js'
import { HsmError, type HsmErrorCode } from './errors.ts'

/** A loaded PKCS#11 module, as pkcs11js gives it. */
export type Cryptoki = PKCS11
export type { Handle }

/** The constants we use, from PKCS#11 3.0; pkcs11js knows those of 2.40 only. */
export const CK = {
  CKF_OS_LOCKING_OK: 0x2,
  CKF_RW_SESSION: 0x2,
  CKF_SERIAL_SESSION: 0x4,
  CKF_LOGIN_REQUIRED: 0x4,
  CKF_TOKEN_INITIALIZED: 0x400,
  CKF_USER_PIN_LOCKED: 0x40000,
  CKU_SO: 0,
  CKU_USER: 1,
  CKU_CONTEXT_SPECIFIC: 2,
  CKS_RO_USER_FUNCTIONS: 1,
  CKS_RW_USER_FUNCTIONS: 3,
  CKO_CERTIFICATE: 1,
  CKO_PUBLIC_KEY: 2,
  CKO_PRIVATE_KEY: 3,
  CKC_X_509: 0,
  CKK_RSA: 0,
  CKK_EC: 3,
  CKK_EC_EDWARDS: 0x40,
  CKA_CLASS: 0x0,
  CKA_TOKEN: 0x1,
  CKA_PRIVATE: 0x2,
  CKA_LABEL: 0x3,
  CKA_VALUE: 0x11,
  CKA_CERTIFICATE_TYPE: 0x80,
  CKA_ISSUER: 0x81,
  CKA_SERIAL_NUMBER: 0x82,
  CKA_KEY_TYPE: 0x100,
  CKA_SUBJECT: 0x101,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_DECRYPT: 0x105,
  CKA_UNWRAP: 0x107,
  CKA_SIGN: 0x108,
  CKA_VERIFY: 0x10a,
  CKA_DERIVE: 0x10c,
  CKA_MODULUS: 0x120,
  CKA_MODULUS_BITS: 0x121,
  CKA_PUBLIC_EXPONENT: 0x122,
  CKA_PUBLIC_KEY_INFO: 0x129,
  CKA_EXTRACTABLE: 0x162,
  CKA_EC_PARAMS: 0x180,
  CKA_EC_POINT: 0x181,
  CKA_ALWAYS_AUTHENTICATE: 0x202,
  CKM_RSA_PKCS_KEY_PAIR_GEN: 0x0,
  CKM_EC_KEY_PAIR_GEN: 0x1040,
  CKM_EC_EDWARDS_KEY_PAIR_GEN: 0x1055,
} as const

/** Result codes that mean something to us (PKCS#11 3.0, section 6). */
export const CKR = {
  SLOT_ID_INVALID: 0x3,
  GENERAL_ERROR: 0x5,
  CANT_LOCK: 0xa,
  ATTRIBUTE_SENSITIVE: 0x11,
  ATTRIBUTE_TYPE_INVALID: 0x12,
  DEVICE_REMOVED: 0x32,
  KEY_HANDLE_INVALID: 0x60,
  MECHANISM_INVALID: 0x70,
  MECHANISM_PARAM_INVALID: 0x71,
  OBJECT_HANDLE_INVALID: 0x82,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_EXPIRED: 0xa3,
  PIN_LOCKED: 0xa4,
  SESSION_CLOSED: 0xb0,
  SESSION_COUNT: 0xb1,
  SESSION_HANDLE_INVALID: 0xb3,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  USER_NOT_LOGGED_IN: 0x101,
  USER_PIN_NOT_INITIALIZED: 0x102,
  USER_ANOTHER_ALREADY_LOGGED_IN: 0x104,
  CRYPTOKI_NOT_INITIALIZED: 0x190,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const

/** The CK_RV of an error out of pkcs11js; null where it is no PKCS#11 result. */
export function resultCode(error: unknown): number | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'number' && error.code > 0) return error.code
  // C_FindObjects throws the addon's bare error, whose only field is a text of its own fixed form `NAME:CODE`.
  const match = /^CKR_\w+:(\d+)$/.exec(error.message)
  return match ? Number(match[1]) : null
}

const BY_RESULT: ReadonlyMap<number, HsmErrorCode> = new Map<number, HsmErrorCode>([
  [CKR.GENERAL_ERROR, 'TOKEN_BUSY'],
  [CKR.MECHANISM_INVALID, 'MECHANISM_UNSUPPORTED'],
  [CKR.MECHANISM_PARAM_INVALID, 'MECHANISM_UNSUPPORTED'],
  [CKR.PIN_INCORRECT, 'PIN_INCORRECT'],
  [CKR.PIN_INVALID, 'PIN_INCORRECT'],
  [CKR.PIN_LEN_RANGE, 'PIN_INCORRECT'],
  [CKR.PIN_EXPIRED, 'LOGIN_REFUSED'],
  [CKR.PIN_LOCKED, 'PIN_LOCKED'],
  [CKR.USER_PIN_NOT_INITIALIZED, 'LOGIN_REFUSED'],
  [CKR.USER_ANOTHER_ALREADY_LOGGED_IN, 'LOGIN_REFUSED'],
  [CKR.SESSION_COUNT, 'SESSION_LIMIT'],
])

/** An error out of the module as ours; errors that are ours already stay as they are. `lost` results that outlived their retry are SESSION_LOST. */
export function hsmError(error: unknown, what: string): Error {
  const result = resultCode(error)
  if (result === null) return error instanceof Error ? error : new Error(what, { cause: error })
  const code = BY_RESULT.get(result) ?? (LOST.has(result) ? 'SESSION_LOST' : 'TOKEN_FAILED')
  const name = /^CKR_\w+/.exec((error as Error).message)?.[0] ?? 'CKR_VENDOR_DEFINED'
  return new HsmError(code, `${what}: ${name}`, {
    details: { ckr: name, result: `0x${result.toString(16)}` },
    cause: error,
  })
}

/** The connection to the token is gone: sessions closed or logged out by others, device removed, module finalized under us. */
const LOST: ReadonlySet<number> = new Set([
  CKR.DEVICE_REMOVED,
  CKR.KEY_HANDLE_INVALID,
  CKR.OBJECT_HANDLE_INVALID,
  CKR.SESSION_CLOSED,
  CKR.SESSION_HANDLE_INVALID,
  CKR.SLOT_ID_INVALID,
  CKR.TOKEN_NOT_PRESENT,
  CKR.USER_NOT_LOGGED_IN,
  CKR.CRYPTOKI_NOT_INITIALIZED,
])

export function isLost(error: unknown): boolean {
  return LOST.has(resultCode(error) ?? -1)
}
