import { constants, createPrivateKey, sign as nodeSign } from 'node:crypto'
import {
  chooseSignatureAlgorithm,
  type DigestName,
  type KeyKind,
  type SignatureAlgorithm,
  type SigningKey,
} from '@chancery/core'
import type { TestKey } from './ca/keys.ts'

export interface SoftwareKeyOptions {
  /** By default `release`. */
  readonly name?: string
  readonly digest?: DigestName
  readonly pss?: boolean
}

/**
 * A signing key in memory, for tests of formats that need no token.
 * @param held a certified key of the test CA, or a bare key (its chain is then empty)
 */
export function softwareKey(
  held: { readonly key: TestKey; readonly chain?: readonly Uint8Array[] },
  options: SoftwareKeyOptions = {},
): SigningKey {
  const kind = (held.key.kind.startsWith('rsa') ? 'rsa' : held.key.kind) as KeyKind
  const algorithm = chooseSignatureAlgorithm(kind, options.digest, options.pss)
  const privateKey = createPrivateKey({ key: Buffer.from(held.key.privateKey), format: 'der', type: 'pkcs8' })
  return {
    info: {
      name: options.name ?? 'release',
      key: kind,
      algorithm: algorithm.id,
      publicKey: held.key.publicKey,
      certificates: held.chain ?? [],
    },
    async sign(message) {
      const input = { key: privateKey, dsaEncoding: 'der', ...padding(algorithm) } as const
      return Uint8Array.from(nodeSign(algorithm.scheme === 'eddsa' ? null : algorithm.digest, message, input))
    },
  }
}

/** RFC 4055 section 3.1: the salt is as long as the hash. */
function padding(algorithm: SignatureAlgorithm): { padding?: number; saltLength?: number } {
  if (algorithm.scheme !== 'rsa-pss') return {}
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}
