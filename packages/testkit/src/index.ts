export type { Authority } from './ca/authority.ts'
export {
  type Ca,
  type CaOptions,
  type CertifiedKey,
  type CertifyOptions,
  type CrlFault,
  type CrlOptions,
  createCa,
  type Issued,
  type IssueOptions,
  type LeafOptions,
  type Purpose,
} from './ca/ca.ts'
export type { Certificate } from './ca/certificate.ts'
export type { Crl } from './ca/crl.ts'
export type { CertificateFault } from './ca/faults.ts'
export { type TestKey, type TestKeyKind, testKey } from './ca/keys.ts'
export { CHECKOUT } from './checkout.ts'
export { type SoftwareKeyOptions, softwareKey } from './software-key.ts'
export { sha256, type Vector, vectors } from './vectors.ts'
