import { spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT, createCa, findTool, keyStore, noise, writeJar, writePe } from '@chancery/testkit'
import { commandBundle } from '../../scripts/packing/bundle.ts'
import type { Command } from './measure.ts'

/** Where the files of a benchmark are: a folder that goes with its scope, and the token that `chancery init` made in it. */
export interface Workshop extends Disposable {
  readonly path: string
  /** Path of SoftHSM's PKCS#11 module. */
  readonly module: string
  at(name: string): string
  chancery(...args: readonly string[]): Command
  /** A third-party program, with the token's configuration in its environment. */
  run(name: string, ...args: readonly string[]): Command
  /** Options of osslsigncode for the key that ours signs with: on the token where libp11's engine is installed, else a file key like it. */
  readonly osslKey: readonly string[]
  readonly osslKeyKind: 'token' | 'file'
  readonly jarKey: readonly string[]
  /** Each is made when it is first asked for. */
  pe(): Promise<string>
  blob(): Promise<string>
  jar(): Promise<string>
  smallPes(): Promise<readonly string[]>
}

const GIB = 2 ** 30
export const SMALL_PES = 200
const SMALL_PE = 115 * 1024
const ENGINES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((arch) => `/usr/lib/${arch}/engines-3/pkcs11.so`)
const STORE_PASSWORD = 'not a secret'

export async function openWorkshop(): Promise<Workshop> {
  const path = mkdtempSync(join(tmpdir(), 'chancery-bench-'))
  const dispose = (): void => rmSync(path, { recursive: true, force: true })
  process.once('exit', dispose)
  const at = (name: string): string => join(path, name)
  const env = { SOFTHSM2_CONF: at('.chancery/softhsm2.conf'), STORE_PASSWORD }
  const program = await installProgram(at('node_modules'))
  const chancery = (...args: readonly string[]): Command => ({ argv: [process.execPath, program, ...args], cwd: path })
  const made = start(chancery('init', '--json'))
  const { module } = JSON.parse(made) as { module: string }
  const ca = await createCa({ key: 'rsa2048' })
  const signer = await ca.certify({ key: 'rsa3072' })
  writeFileSync(at('store.p12'), await keyStore(signer, STORE_PASSWORD))
  writeFileSync(at('key.pem'), signer.key.privateKeyPem)
  writeFileSync(at('chain.pem'), signer.chainPem)
  writeFileSync(at('root.pem'), ca.root.certificate.pem)
  const engine = ENGINES.find((file) => existsSync(file))
  const key = 'pkcs11:token=chancery;object=release;type=private'
  const onToken = ['-pkcs11engine', `${engine}`, '-pkcs11module', module, '-key', key, '-readpass', '.chancery/pin']
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let result: Promise<T> | null = null
    return () => {
      result ??= make()
      return result
    }
  }
  return {
    path,
    module,
    at,
    chancery,
    run(name, ...args) {
      const found = findTool(name)
      if (!found) throw new Error(`${name} is missing: npm run setup installs what the benchmark needs`)
      return { argv: [found.path, ...args], cwd: path, env }
    },
    osslKeyKind: engine === undefined ? 'file' : 'token',
    osslKey:
      engine === undefined
        ? ['-certs', 'chain.pem', '-key', 'key.pem']
        : [...onToken, '-certs', '.chancery/release.pem'],
    jarKey: ['-keystore', 'store.p12', '-storetype', 'PKCS12', '-storepass:env', 'STORE_PASSWORD'],
    pe: once(async () => {
      await writePe(at('big.exe'), { size: GIB })
      return 'big.exe'
    }),
    blob: once(async () => {
      const chunk = noise(1 << 20)
      const file = openSync(at('big.bin'), 'w')
      for (let written = 0; written < GIB; written += chunk.length) writeSync(file, chunk)
      closeSync(file)
      return 'big.bin'
    }),
    jar: once(async () => {
      await writeJar(at('big.jar'), { entries: 2000, size: 285e6 })
      return 'big.jar'
    }),
    smallPes: once(async () => {
      mkdirSync(at('small'))
      const names = Array.from({ length: SMALL_PES }, (_, index) => `small/app${index}.exe`)
      await writePe(at(names[0] as string), { size: SMALL_PE })
      const bytes = readFileSync(at(names[0] as string))
      for (const [index, name] of names.entries()) {
        // No two alike: what is hashed once may be remembered.
        bytes.set(noise(64, index + 1), 2048)
        writeFileSync(at(name), bytes)
      }
      return names
    }),
    [Symbol.dispose]: dispose,
  }
}

/** The command line as `npm install chancery` gives it, for a checkout runs it from its sources. @returns the program's path */
async function installProgram(modules: string): Promise<string> {
  const home = join(modules, 'chancery')
  mkdirSync(join(home, 'dist/program'), { recursive: true })
  for (const part of ['package.json', 'bin']) {
    cpSync(join(CHECKOUT, 'packages/cli', part), join(home, part), { recursive: true })
  }
  for (const [name, code] of (await commandBundle(CHECKOUT)).files)
    writeFileSync(join(home, 'dist/program', name), code)
  symlinkSync(join(CHECKOUT, 'node_modules/pkcs11js'), join(modules, 'pkcs11js'))
  return join(home, 'bin/chancery.js')
}

/** Runs a command outside of any measurement. @returns its standard output */
export function start({ argv: [program = '', ...args], cwd, env }: Command): string {
  const done = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } })
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stdout}${done.stderr}`)
  return done.stdout
}
