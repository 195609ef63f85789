import type { CertifiedKey } from '../ca/ca.ts'
import { findTool } from '../tool.ts'

export const KEYSTORE_ALIAS = 'release'

/**
 * A PKCS#12 file with a key and its chain, for third-party tools that sign.
 * @throws Error where openssl is missing or makes none
 */
export async function keyStore(signer: CertifiedKey, password: string): Promise<Uint8Array> {
  const openssl = findTool('openssl')
  if (!openssl) throw new Error('openssl is not on PATH')
  const made = await openssl.run(['pkcs12', '-export', '-name', KEYSTORE_ALIAS, '-passout', 'env:STORE_PASSWORD'], {
    input: new TextEncoder().encode(signer.key.privateKeyPem + signer.chainPem),
    env: { STORE_PASSWORD: password },
  })
  if (made.code !== 0) throw new Error(`openssl made no key store: ${made.text}`)
  return made.stdout
}
