import type { CertifiedKey } from '../ca/ca.ts'
import { tempDir } from '../temp-dir.ts'
import { type SkipContext, type Tool, type ToolResult, tool } from '../tool.ts'
import { KEYSTORE_ALIAS, keyStore } from './key-store.ts'
import type { Trust, Verdict } from './verdict.ts'

export interface Jarsigner {
  /** @param args beyond key store and jar: `-tsa URL`, `-sigfile NAME`, `-signedjar FILE` */
  sign(jar: string, signer: CertifiedKey, args?: readonly string[]): Promise<ToolResult>
  /** As `jarsigner -verify -strict` decides: a severe warning is a refusal. It knows no other time than now. */
  verify(jar: string, trust: Pick<Trust, 'trust'>, args?: readonly string[]): Promise<Verdict>
}

const ENV = { STORE_PASSWORD: 'not a secret' }
const STORE_PASSWORD = ['-storepass:env', 'STORE_PASSWORD'] as const

/** A bit of its exit code: the store holds the anchors, not the signer's own certificate. Every other bit is a refusal. */
const NOT_SIGNED_BY_ALIAS = 32

export function jarsigner(context: SkipContext): Jarsigner {
  const program = tool('jarsigner', context)
  const keytool = tool('keytool', context)
  return {
    async sign(jar, signer, args = []) {
      using dir = tempDir()
      const store = dir.write('keys.p12', await keyStore(signer, ENV.STORE_PASSWORD))
      const keys = ['-keystore', store, '-storetype', 'PKCS12', ...STORE_PASSWORD]
      return await program.run([...keys, ...args, jar, KEYSTORE_ALIAS], { env: ENV })
    },
    async verify(jar, { trust }, args = []) {
      using dir = tempDir()
      const store = dir.write('trust.p12', await trustStore(keytool, trust))
      const keys = ['-keystore', store, ...STORE_PASSWORD]
      const { code, text } = await program.run(['-verify', '-strict', '-verbose', '-certs', ...keys, ...args, jar], {
        env: ENV,
      })
      const severe = (code ?? -1) & ~NOT_SIGNED_BY_ALIAS
      return { accepted: severe === 0 && /^jar verified/m.test(text), text }
    },
  }
}

const trustStores = new Map<string, Promise<Uint8Array>>()

/** A PKCS#12 file of anchors, made once per process: each costs a Java machine. */
function trustStore(keytool: Tool, trust: string): Promise<Uint8Array> {
  const store = trustStores.get(trust) ?? buildTrustStore(keytool, trust)
  trustStores.set(trust, store)
  return store
}

async function buildTrustStore(keytool: Tool, trust: string): Promise<Uint8Array> {
  using dir = tempDir()
  const keys = ['-keystore', dir.at('trust.p12'), '-storetype', 'PKCS12', ...STORE_PASSWORD]
  const anchors = trust.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  for (const [index, anchor] of anchors.entries()) {
    const entry = ['-alias', `anchor${index}`, '-file', dir.write(`${index}.pem`, anchor)]
    const made = await keytool.run(['-importcert', '-noprompt', ...keys, ...entry], { env: ENV })
    if (made.code !== 0) throw new Error(`keytool made no trust store: ${made.text}`)
  }
  return dir.read('trust.p12')
}
