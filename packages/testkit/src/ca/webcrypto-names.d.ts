/**
 * The declarations of @peculiar/x509 and @peculiar/webcrypto name the types of Web Crypto as the DOM library does.
 * We compile without the DOM, so those names come from Node's own.
 */
import type { webcrypto } from 'node:crypto'

declare global {
  interface Algorithm extends webcrypto.Algorithm {}
  interface Crypto extends webcrypto.Crypto {}
  interface CryptoKey extends webcrypto.CryptoKey {}
  interface CryptoKeyPair extends webcrypto.CryptoKeyPair {}
  interface EcdsaParams extends webcrypto.EcdsaParams {}
  interface EcKeyGenParams extends webcrypto.EcKeyGenParams {}
  interface EcKeyImportParams extends webcrypto.EcKeyImportParams {}
  interface KeyAlgorithm extends webcrypto.KeyAlgorithm {}
  interface RsaHashedImportParams extends webcrypto.RsaHashedImportParams {}
  interface SubtleCrypto extends webcrypto.SubtleCrypto {}
  type AlgorithmIdentifier = webcrypto.AlgorithmIdentifier
  type BufferSource = webcrypto.BufferSource
  type KeyType = webcrypto.KeyType
  type KeyUsage = webcrypto.KeyUsage
}
