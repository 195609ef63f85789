import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rm, rmdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import { CoreError, type KeyKind, utf8 } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import { initSoftToken, openToken, type SoftToken, type Token } from '@chancery/hsm'
import { type CertificateWish, DevelopmentCa } from './certificate-maker.ts'
import { CONFIG_NAME, exists } from './config.ts'
import type { CommonOptions } from './context.ts'
import { EngineError } from './errors.ts'
import { isLogOrigin } from './log/log-reader.ts'

export interface InitOptions extends CommonOptions {
  /** Folder; made where it does not exist. */
  readonly dir: string
  /** Path of SoftHSM's module; by default where the distributions put it. */
  readonly module?: string
  /** Origin of a transparency log for what is signed: a host name. None is made without it. */
  readonly log?: string | undefined
}

/** Paths of what was made; `token` is its label. */
export interface InitReport {
  readonly version: 1
  readonly config: string
  readonly trust: string
  readonly attestationKey: string
  readonly module: string
  readonly token: string
}

const TOKEN_LABEL = 'chancery'
const KEYS = [
  ['ca', 'p256'],
  ['release', 'rsa'],
  ['attestation', 'p256'],
  ['tsa', 'p256'],
] as const satisfies readonly (readonly [label: string, kind: KeyKind])[]
const CA_DAYS = 3650
/** What certificate authorities may give at most since March 2026 (CA/Browser Forum ballot CSC-31). */
const LEAF_DAYS = 459
const TSA_DAYS = 1825

/**
 * The embedded default: a SoftHSM token with a random PIN, a development CA and TSA whose keys are in it, and a chancery.yaml that needs no
 * environment. For trying, testing and development: whoever reads the folder can sign.
 * @throws EngineError CONFIG_EXISTS, and nothing changed; HsmError
 */
export async function initialise(options: InitOptions): Promise<InitReport> {
  const dir = resolve(options.cwd ?? process.cwd(), options.dir)
  const config = join(dir, CONFIG_NAME)
  const home = join(dir, '.chancery')
  if (options.log !== undefined && !isLogOrigin(options.log)) {
    throw new EngineError('OPTION_INVALID', `--log ${options.log}: is no host name such as log.example.com`)
  }
  if (await exists(config)) throw new EngineError('CONFIG_EXISTS', `${config} exists`, { details: { config } })
  if (await exists(home)) {
    throw new EngineError('CONFIG_EXISTS', `${home} exists, and no ${CONFIG_NAME} beside it`, {
      details: { home },
      howToFix: 'Choose another folder with --dir; where the folder is what an interrupted init left, remove it.',
    })
  }
  const outermost = await mkdir(home, { recursive: true, mode: 0o700 })
  try {
    await chmod(home, 0o700)
    await writeFileDurable(join(home, '.gitignore'), utf8('*\n'))
    const pinFile = join(home, 'pin')
    await writeFileDurable(pinFile, utf8(`${randomBytes(16).toString('hex')}\n`), 0o600)
    const made = await initSoftToken(
      { dir: home, label: TOKEN_LABEL, pin: { file: pinFile }, module: options.module },
      options.signal,
    )
    const { module, softhsmConf } = made
    const pin = { file: pinFile }
    using token = await openToken({ uri: `pkcs11:token=${TOKEN_LABEL}`, module, softhsmConf, pin }, options.signal)
    const publicKeys = await fillToken(token, home, options.signal)
    const text = configText(dir, made, options.log)
    if (options.log !== undefined) {
      const { makeInitialLog } = await import('./log/initial-log.ts')
      await makeInitialLog(token, { home, config: { path: config, text }, publicKeys, env: options.env ?? {} })
    }
    if (options.signal?.aborted) throw new CoreError('ABORTED', 'stopped before the configuration was written')
    await writeFileDurable(config, utf8(text))
    return {
      version: 1,
      config,
      trust: join(home, 'ca.pem'),
      attestationKey: join(home, 'attestation.pub'),
      module: made.module,
      token: made.label,
    }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    if (outermost !== home) await rmdir(dir).catch(() => {})
    throw error
  }
}

/** Keys, and the certificates that the development CA gives them, as PEM files. */
async function fillToken(token: Token, home: string, signal: AbortSignal | undefined): Promise<PublicKeys> {
  const write = (name: string, text: string): Promise<void> => writeFileDurable(join(home, name), utf8(text))
  const publicKeys = new Map<string, Uint8Array>()
  for (const [label, kind] of KEYS) {
    if (signal?.aborted) throw new CoreError('ABORTED', `stopped before the key ${label} was made`)
    // Not told to stop: the token goes on making the key, and would write it into a folder that is being removed.
    const { publicKey } = await token.generateKey({ label, kind })
    if (publicKey === null) throw new TypeError(`SoftHSM does not tell the public key of ${label}`)
    publicKeys.set(label, publicKey)
  }
  const publicKeyOf = (label: (typeof KEYS)[number][0]): Uint8Array => publicKeys.get(label) as Uint8Array
  for (const label of ['attestation', 'release'] as const) {
    await write(`${label}.pub`, encodePem('PUBLIC KEY', publicKeyOf(label)))
  }
  const name = 'CN=Chancery Development CA'
  const ca = new DevelopmentCa(name, await token.signingKey({ label: 'ca' }), new Date())
  const issue = async (wish: CertificateWish): Promise<string> => encodePem('CERTIFICATE', await ca.issue(wish))
  const root = await issue({ subject: name, publicKey: publicKeyOf('ca'), use: 'authority', days: CA_DAYS })
  const release = await issue({
    subject: 'CN=Chancery Development Release',
    publicKey: publicKeyOf('release'),
    use: 'code-signing',
    days: LEAF_DAYS,
  })
  const tsa = await issue({
    subject: 'CN=Chancery Development TSA',
    publicKey: publicKeyOf('tsa'),
    use: 'timestamping',
    days: TSA_DAYS,
  })
  await write('ca.pem', root)
  await write('release.pem', release + root)
  await write('tsa.pem', tsa + root)
  return publicKeys
}

/** By the labels of the keys; SubjectPublicKeyInfo, DER. */
type PublicKeys = ReadonlyMap<string, Uint8Array>

function configText(dir: string, { module, softhsmConf, label }: SoftToken, log: string | undefined): string {
  const key = (name: string, certificate: string | null): string => `  ${name}:
    uri: "pkcs11:token=${label};object=${name}"
    module: ${JSON.stringify(module)}
    softhsm: ${JSON.stringify(relative(dir, softhsmConf))}
    pin: { file: .chancery/pin }${certificate === null ? '' : `\n    certificate: ${certificate}`}`
  return `# Made by \`chancery init\`: keys in a SoftHSM token, for development. Replace uri, module and pin to sign with your HSM.
keys:
${key('release', '.chancery/release.pem')}
${key('attestation', null)}
${key('tsa', '.chancery/tsa.pem')}${log === undefined ? '' : `\n${key('log', null)}`}
timestamp: { key: tsa }
trust: [.chancery/ca.pem, .chancery/release.pub, .chancery/attestation.pub${log === undefined ? '' : ', .chancery/log.vkey'}]
${log === undefined ? '' : `log: { dir: .chancery/log, origin: ${log}, key: log }\n`}`
}
