import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { CK, CKR, type Cryptoki, type Handle, hsmError, resultCode } from './cryptoki.ts'
import { HsmError } from './errors.ts'
import { loadPkcs11js } from './pkcs11js.ts'
import { retryBusy } from './retry.ts'
import type { Pkcs11Uri } from './uri.ts'
import type { TokenFacts } from './uri-match.ts'

export interface Slot extends TokenFacts {
  readonly handle: Handle
  /** CKF_* of the token. */
  readonly flags: number
}

/**
 * A PKCS#11 module, initialised once in this process and never finalized while it is used: others in the process may use it too.
 */
export class Pkcs11Module {
  readonly path: string
  readonly cryptoki: Cryptoki
  /** False where the module cannot lock: it is then used from one thread, without parallel signing. */
  parallel = true
  /** Grows when the module is initialised anew: handles of before mean nothing then, or worse, something else. */
  epoch = 0
  /** Logins of ours, and operations under way. */
  uses = 0
  readonly #softhsmConf: string | null
  /** We initialised it, and not somebody before us. */
  #ours = false
  #last: Promise<unknown> = Promise.resolve()
  /** Keyed hashes of PINs that were refused: a wrong one is tried once in a process, whoever asks. */
  readonly #refused = new Set<string>()
  readonly #salt = randomBytes(16)

  constructor(path: string, cryptoki: Cryptoki, softhsmConf: string | null) {
    this.path = path
    this.cryptoki = cryptoki
    this.#softhsmConf = softhsmConf
  }

  get softhsmConf(): string | null {
    return this.#softhsmConf
  }

  /** @throws HsmError MODULE_FAILED, TOKEN_BUSY */
  async initialize(signal?: AbortSignal): Promise<void> {
    try {
      await retryBusy(() => this.#initializeOnce(), signal)
    } catch (error) {
      if (resultCode(error) === null) throw error
      throw new HsmError('MODULE_FAILED', `${this.path} does not initialise`, {
        details: { module: this.path, softhsm: this.#softhsmConf },
        cause: hsmError(error, 'C_Initialize'),
      })
    }
  }

  #initializeOnce(): void {
    const before = process.env.SOFTHSM2_CONF
    // SoftHSM finds its configuration with getenv() in C_Initialize only; an assignment to process.env is a setenv().
    if (this.#softhsmConf !== null) process.env.SOFTHSM2_CONF = this.#softhsmConf
    try {
      try {
        this.cryptoki.C_Initialize({ flags: CK.CKF_OS_LOCKING_OK })
      } catch (error) {
        if (resultCode(error) !== CKR.CANT_LOCK) throw error
        this.parallel = false
        this.cryptoki.C_Initialize({ flags: 0 })
      }
      this.#ours = true
      this.epoch++
    } catch (error) {
      if (resultCode(error) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw error
    } finally {
      if (before === undefined) delete process.env.SOFTHSM2_CONF
      else process.env.SOFTHSM2_CONF = before
    }
  }

  get isSoftHsm(): boolean {
    return unpad(this.cryptoki.C_GetInfo().manufacturerID).startsWith('SoftHSM')
  }

  /**
   * SoftHSM reads its token files once, in C_Initialize. What another process was rewriting then is missing, or has no PIN, for as long as
   * the module lives. So it is finalized and initialised again, but only where that hurts nobody: we initialised it, and nothing of ours is
   * open in it.
   */
  async restart(): Promise<void> {
    if (!this.#ours || this.uses > 0) return
    this.cryptoki.C_Finalize()
    await this.initialize()
  }

  /** Runs one connection after the other, so that a restart meets none half made. */
  exclusively<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#last.then(operation)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** The slots that hold an initialised token; with `blank`, those that hold one still to be initialised. */
  slots(blank = false): Slot[] {
    const { cryptoki } = this
    const library = cryptoki.C_GetInfo()
    const slots: Slot[] = []
    for (const handle of cryptoki.C_GetSlotList(true)) {
      const token = tokenInfo(cryptoki, handle)
      if (!token || ((token.flags & CK.CKF_TOKEN_INITIALIZED) === 0) !== blank) continue
      const slot = cryptoki.C_GetSlotInfo(handle)
      slots.push({
        handle,
        flags: token.flags,
        token: unpad(token.label),
        manufacturer: unpad(token.manufacturerID),
        serial: unpad(token.serialNumber),
        model: unpad(token.model),
        libraryManufacturer: unpad(library.manufacturerID),
        libraryDescription: unpad(library.libraryDescription),
        libraryVersion: library.libraryVersion,
        slotManufacturer: unpad(slot.manufacturerID),
        slotDescription: unpad(slot.slotDescription),
        // CK_ULONG in the machine's byte order; identifiers beyond 32 bits do not occur.
        slotId: handle.readUInt32LE(0),
      })
    }
    return slots
  }

  isRefused(serial: string, pin: string): boolean {
    return this.#refused.has(this.#pinHash(serial, pin))
  }

  refuse(serial: string, pin: string): void {
    this.#refused.add(this.#pinHash(serial, pin))
  }

  #pinHash(serial: string, pin: string): string {
    return createHash('sha256').update(this.#salt).update(`${serial}\0${pin}`).digest('hex')
  }
}

/** null where the token was pulled, or is not one this module reads: other slots may still serve. */
function tokenInfo(cryptoki: Cryptoki, handle: Handle): ReturnType<Cryptoki['C_GetTokenInfo']> | null {
  try {
    return cryptoki.C_GetTokenInfo(handle)
  } catch (error) {
    const result = resultCode(error)
    if (result === CKR.TOKEN_NOT_PRESENT || result === CKR.DEVICE_REMOVED || result === CKR.TOKEN_NOT_RECOGNIZED)
      return null
    throw error
  }
}

function unpad(text: string): string {
  return text.replace(/[ \0]+$/, '')
}

/** The modules of a process. */
export class ModuleRegistry {
  readonly #modules = new Map<string, Pkcs11Module>()
  readonly #load: (path: string) => Cryptoki

  constructor(load: (path: string) => Cryptoki = loadModule) {
    this.#load = load
  }

  /**
   * @param softhsmConf undefined: whatever SOFTHSM2_CONF says
   * @throws HsmError PKCS11JS_MISSING, MODULE_MISSING, MODULE_FAILED, SOFTHSM_CONF_MISSING, SOFTHSM_CONF_CONFLICT
   */
  async open(path: string, softhsmConf: string | undefined, signal?: AbortSignal): Promise<Pkcs11Module> {
    const file = resolve(path)
    if (!existsSync(file)) {
      throw new HsmError('MODULE_MISSING', `there is no PKCS#11 module ${path}`, { details: { module: path } })
    }
    const key = realpathSync(file)
    const conf = softhsmConf === undefined ? null : configuration(softhsmConf)
    const inherited = process.env.SOFTHSM2_CONF ? resolve(process.env.SOFTHSM2_CONF) : null
    const known = this.#modules.get(key)
    if (known) {
      if (conf !== null && conf !== known.softhsmConf) {
        throw new HsmError('SOFTHSM_CONF_CONFLICT', `${path} already runs with another SoftHSM configuration`, {
          details: { module: path, running: known.softhsmConf, asked: conf },
        })
      }
      return known
    }
    // A worker thread's process.env is a copy that getenv() does not see.
    if (conf !== null && conf !== inherited && !isMainThread) {
      throw new HsmError('SOFTHSM_CONF_CONFLICT', 'a worker thread cannot set SOFTHSM2_CONF', {
        howToFix: 'Set SOFTHSM2_CONF before the process starts, or use the token from the main thread.',
      })
    }
    const module = new Pkcs11Module(key, this.#load(key), conf ?? inherited)
    await module.initialize(signal)
    this.#modules.set(key, module)
    return module
  }
}

function configuration(path: string): string {
  const file = resolve(path)
  if (existsSync(file)) return file
  // SoftHSM would answer CKR_GENERAL_ERROR, as it does when it is merely busy.
  throw new HsmError('SOFTHSM_CONF_MISSING', `there is no SoftHSM configuration ${path}`, {
    details: { softhsm: path },
  })
}

function loadModule(path: string): Cryptoki {
  const { PKCS11 } = loadPkcs11js()
  try {
    return new PKCS11(path)
  } catch (cause) {
    throw new HsmError('MODULE_FAILED', `${path} is no PKCS#11 module that loads here`, {
      details: { module: path },
      cause,
    })
  }
}

export const processModules: ModuleRegistry = new ModuleRegistry()

const MODULE_FOLDERS = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/opt/homebrew/lib']

/**
 * The module of a token: the path given, else the URI's module-path, else its module-name, searched as `NAME.so` and `libNAME.so`
 * (`.dylib`, `.dll`) in the system's library folders and their folders `pkcs11` and `softhsm`.
 * @throws HsmError MODULE_NOT_GIVEN, MODULE_MISSING
 */
export function locateModule(path: string | undefined, uri: Pkcs11Uri): string {
  const given = path ?? uri.modulePath
  if (given) return given
  const name = uri.moduleName
  if (!name) throw new HsmError('MODULE_NOT_GIVEN', 'no PKCS#11 module was named')
  if (/[/\\]/.test(name)) throw new HsmError('URI_INVALID', 'PKCS#11 URI: module-name is a path')
  const found = findLibrary(name)
  if (found) return found
  throw new HsmError('MODULE_MISSING', `no PKCS#11 module ${name} in the usual folders`, { details: { name } })
}

/** The first library of that name in the usual folders, null where there is none. */
export function findLibrary(name: string, folders: readonly string[] = libraryFolders()): string | null {
  for (const folder of folders) {
    for (const prefix of ['', 'lib']) {
      for (const suffix of ['.so', '.dylib', '.dll']) {
        const file = join(folder, `${prefix}${name}${suffix}`)
        if (existsSync(file)) return file
      }
    }
  }
  return null
}

function libraryFolders(): string[] {
  // Debian keeps libraries in a folder per architecture: /usr/lib/x86_64-linux-gnu.
  const architectures = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').filter((entry) => entry.includes('-linux-'))
    : []
  const roots = [...MODULE_FOLDERS, ...architectures.map((entry) => join('/usr/lib', entry))]
  return roots.flatMap((root) => [root, join(root, 'pkcs11'), join(root, 'softhsm')])
}
