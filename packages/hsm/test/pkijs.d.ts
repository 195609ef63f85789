/**
 * What the tests use of pkijs, for the compiler (`paths` in tsconfig.json): its own declarations need the DOM library, and an older one than Node's.
 */
import type { webcrypto } from 'node:crypto'

export interface ICryptoEngine {
  readonly name: string
}
export class CryptoEngine implements ICryptoEngine {
  constructor(options: { name: string; crypto: webcrypto.Crypto })
  readonly name: string
}
interface Schema {
  toBER(sizeOnly: boolean): ArrayBuffer
}
export class Certificate {
  static fromBER(bytes: ArrayBuffer): Certificate
  readonly issuer: object
  readonly serialNumber: object
}
export class EncapsulatedContentInfo {
  constructor(options: { eContentType: string; eContent: object })
}
export class IssuerAndSerialNumber {
  constructor(options: { issuer: object; serialNumber: object })
}
export class SignerInfo {
  constructor(options: { version: number; sid: IssuerAndSerialNumber })
}
export class SignedData {
  constructor(options: {
    version: number
    encapContentInfo: EncapsulatedContentInfo
    signerInfos: SignerInfo[]
    certificates: Certificate[]
  })
  sign(key: webcrypto.CryptoKey, signer: number, hash: string, data: undefined, engine: ICryptoEngine): Promise<void>
  verify(options: { signer: number; checkChain: boolean }, engine: ICryptoEngine): Promise<boolean>
  toSchema(encode: boolean): Schema
}
export class ContentInfo {
  static readonly DATA: string
  static readonly SIGNED_DATA: string
  constructor(options: { contentType: string; content: Schema })
  toSchema(): Schema
}
