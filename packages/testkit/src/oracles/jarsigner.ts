import type { CertifiedKey } from '../ca/ca.ts'
import { tempDir } from '../temp-dir.ts'
import { type SkipContext, type ToolResult, tool } from '../tool.ts'
import { KEYSTORE_ALIAS, keyStore } from './key-store.ts'
import type { Trust, Verdict } from './verdict.ts'

export interface Jarsigner {
  /** @param args beyond key store and jar: `-tsa URL`, `-sigfile NAME`, `-signedjar FILE` */
  sign(jar: string, signer: CertifiedKey, args?: readonly string[]): Promise<ToolResult>
  /** As `jarsigner -verify -strict` decides: a warning is a refusal. It knows no other time than now. */
  verify(jar: string, trust: Pick<Trust, 'trust'>, args?: readonly string[]): Promise<Verdict>
}

const ENV = { STORE_PASSWORD: 'not a secret' }
const STORE_PASSWORD = ['-storepass:env', 'STORE_PASSWORD'] as const

export function jarsigner(context: SkipContext): Jarsigner {
  const program = tool('jarsigner', context)
  const keytool = tool('keytool', context)
  return {
    async sign(jar, signer, args = []) {
      using dir = tempDir()
      const store = dir.write('keys.p12', await keyStore(signer, ENV.STORE_PASSWORD))
      const keys = ['-keystore', store, '-storetype', 'PKCS12', ...STORE_PASSWORD]
      return program.run([...keys, ...args, jar, KEYSTORE_ALIAS], { env: ENV })
    },
    async verify(jar, { trust }, args = []) {
      using dir = tempDir()
      const store = dir.at('trust.p12')
      const anchors = trust.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
      for (const [index, anchor] of anchors.entries()) {
        const file = dir.write(`${index}.pem`, anchor)
        const entry = ['-alias', `anchor${index}`, '-file', file]
        const made = await keytool.run(
          ['-importcert', '-noprompt', '-keystore', store, '-storetype', 'PKCS12', ...STORE_PASSWORD, ...entry],
          { env: ENV },
        )
        if (made.code !== 0) throw new Error(`keytool made no trust store: ${made.text}`)
      }
      const keys = ['-keystore', store, ...STORE_PASSWORD]
      const { code, text } = await program.run(['-verify', '-strict', '-verbose', '-certs', ...keys, ...args, jar], {
        env: ENV,
      })
      return { accepted: code === 0 && text.includes('jar verified.'), text }
    },
  }
}
