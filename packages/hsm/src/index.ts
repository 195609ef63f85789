export { HSM_ERRORS, HsmError, type HsmErrorCode } from './errors.ts'
export type { GenerateKeyOptions } from './key-store.ts'
export type { SignatureWish } from './mechanism.ts'
export type { PinSource } from './pin.ts'
export { findSoftHsm, initSoftToken, type SoftToken, type SoftTokenOptions } from './soft-hsm.ts'
export {
  type KeyQuery,
  openToken,
  type SigningKeyOptions,
  type Token,
  type TokenOptions,
  type VersatileKey,
} from './token.ts'
export type { KeyFacts } from './token-contents.ts'
export { formatPkcs11Uri, type ObjectType, type Pkcs11Uri, parsePkcs11Uri, type VendorAttribute } from './uri.ts'
export { type HsmCrypto, hsmCrypto, type KeyPairOptions } from './web-crypto.ts'
