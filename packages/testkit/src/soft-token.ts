import { copyFileSync } from 'node:fs'
import { findSoftHsm, HsmError, initSoftToken, openToken, type Token, type TokenOptions } from '@chancery/hsm'
import { tempDir } from './temp-dir.ts'

export type SoftKeyKind = 'rsa2048' | 'rsa3072' | 'rsa4096' | 'p256' | 'p384' | 'p521' | 'ed25519'

export interface SoftTokenOptions {
  /** By default `chancery-test`. */
  readonly label?: string
  readonly pin?: string
  /** Made on the token at once. */
  readonly keys?: readonly { readonly label: string; readonly kind: SoftKeyKind }[]
}

/** A SoftHSM token that goes with its scope: `await using token = await createSoftToken()`. */
export interface SoftTokenFixture extends AsyncDisposable {
  readonly label: string
  readonly dir: string
  /** Paths. */
  readonly module: string
  readonly softhsmConf: string
  readonly pinFile: string
  readonly pin: string
  /** `pkcs11:token=LABEL`. */
  readonly uri: string
  /** For programs of ours and others: SOFTHSM2_CONF, CHANCERY_MODULE, CHANCERY_PIN. */
  readonly env: Readonly<Record<string, string>>
  /** What `openToken` takes for it. */
  readonly options: TokenOptions
  /** An open token, closed with the fixture. */
  readonly token: Token
  /** URI of a key on it, with module-path and pin-source: all that a command line needs, but for SOFTHSM2_CONF. */
  keyUri(label: string): string
  dispose(): Promise<void>
}

/** Whether tests that need SoftHSM are to be skipped; never in CI, where they run and fail. */
export function softHsmMissing(): boolean {
  try {
    findSoftHsm()
    return false
  } catch (error) {
    if (error instanceof HsmError) return !process.env.CI
    throw error
  }
}

/**
 * A throw-away token. Each has a copy of SoftHSM's module: SoftHSM reads one configuration per loaded library, so copies let one process
 * have several tokens that know nothing of each other.
 */
export async function createSoftToken(options: SoftTokenOptions = {}): Promise<SoftTokenFixture> {
  const { label = 'chancery-test', pin = 'test-pin-4711' } = options
  const dir = tempDir()
  const module = dir.at('libsofthsm2.so')
  copyFileSync(findSoftHsm(), module)
  const pinFile = dir.write('pin', `${pin}\n`)
  const made = await initSoftToken({ dir: dir.path, label, pin: { file: pinFile }, module })
  const uri = `pkcs11:token=${encodeURIComponent(label)}`
  const tokenOptions: TokenOptions = { uri, module, softhsmConf: made.softhsmConf, pin: { file: pinFile } }
  const token = await openToken(tokenOptions)
  for (const key of options.keys ?? []) {
    const rsa = /^rsa(2048|3072|4096)$/.exec(key.kind)
    if (rsa) await token.generateKey({ label: key.label, kind: 'rsa', bits: Number(rsa[1]) as 2048 | 3072 | 4096 })
    else await token.generateKey({ label: key.label, kind: key.kind as 'p256' | 'p384' | 'p521' | 'ed25519' })
  }
  const dispose = async (): Promise<void> => {
    token.close()
    dir[Symbol.dispose]()
  }
  return {
    label,
    dir: dir.path,
    module,
    softhsmConf: made.softhsmConf,
    pinFile,
    pin,
    uri,
    env: { SOFTHSM2_CONF: made.softhsmConf, CHANCERY_MODULE: module, CHANCERY_PIN: pin },
    options: tokenOptions,
    token,
    keyUri: (key) => `${uri};object=${encodeURIComponent(key)}?module-path=${module}&pin-source=file:${pinFile}`,
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}
