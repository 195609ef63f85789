import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { utf8 } from '@chancery/core'
import { CK, hsmError } from './cryptoki.ts'
import { HsmError } from './errors.ts'
import { findLibrary, type ModuleRegistry, processModules } from './module.ts'
import { type PinSource, readPin } from './pin.ts'
import { retryBusy } from './retry.ts'

export interface SoftTokenOptions {
  /** Folder for `softhsm2.conf` and `tokens/`; made where it does not exist. */
  readonly dir: string
  /** At most 32 bytes of UTF-8. */
  readonly label: string
  /** The user PIN of the new token; SoftHSM wants 4 to 255 bytes. */
  readonly pin: PinSource
  /** Path of SoftHSM's module; by default where the distributions put it. */
  readonly module?: string | undefined
}

/** Where a new token is: what {@link openToken} needs beside the PIN. */
export interface SoftToken {
  readonly module: string
  readonly softhsmConf: string
  readonly label: string
}

/** C_InitToken takes a label of exactly this many bytes, padded with blanks. */
const LABEL_LENGTH = 32

/**
 * Path of SoftHSM's module.
 * @param folders to search; by default where the distributions put it
 * @throws HsmError SOFTHSM_MISSING
 */
export function findSoftHsm(folders?: readonly string[]): string {
  const found = findLibrary('softhsm2', folders)
  if (found) return found
  throw new HsmError('SOFTHSM_MISSING', 'SoftHSM is not installed')
}

/**
 * Makes a SoftHSM token with a configuration of its own, as `chancery init` does. The security officer's PIN is random and kept nowhere:
 * who loses the user PIN of such a token makes a new one.
 * @throws HsmError SOFTHSM_MISSING, TOKEN_EXISTS, PIN_MISSING, and those of {@link openToken} about modules
 */
export async function initSoftToken(
  options: SoftTokenOptions,
  signal?: AbortSignal,
  modules: ModuleRegistry = processModules,
): Promise<SoftToken> {
  const path = options.module ?? findSoftHsm()
  const label = paddedLabel(options.label)
  const pin = await readPin(options.pin)
  const softhsmConf = await writeConfiguration(resolve(options.dir))
  const module = await modules.open(path, softhsmConf, signal)
  const { cryptoki } = module
  try {
    if (module.slots().some(({ token }) => token === options.label)) {
      throw new HsmError('TOKEN_EXISTS', `there is a token ${options.label}`, { details: { token: options.label } })
    }
    // SoftHSM always shows one slot with a blank token.
    const [blank] = module.slots(true)
    if (!blank)
      throw new HsmError('MODULE_FAILED', `${path} offers no slot for a new token`, { details: { module: path } })
    const officerPin = randomBytes(16).toString('hex')
    cryptoki.C_InitToken(blank.handle, officerPin, label)
    const session = await retryBusy(
      () => cryptoki.C_OpenSession(blank.handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION),
      signal,
    )
    try {
      await retryBusy(() => cryptoki.C_Login(session, CK.CKU_SO, officerPin), signal)
      cryptoki.C_InitPIN(session, pin)
      cryptoki.C_Logout(session)
    } finally {
      cryptoki.C_CloseSession(session)
    }
  } catch (error) {
    throw hsmError(error, 'initialising the token')
  }
  return { module: path, softhsmConf, label: options.label }
}

async function writeConfiguration(dir: string): Promise<string> {
  const tokens = join(dir, 'tokens')
  const file = join(dir, 'softhsm2.conf')
  await mkdir(tokens, { recursive: true, mode: 0o700 })
  // The token files hold the keys, encrypted under a PIN that can be guessed offline.
  await chmod(tokens, 0o700)
  if (!existsSync(file)) {
    const lines = [`directories.tokendir = ${tokens}`, 'objectstore.backend = file', 'log.level = ERROR', '']
    await writeFile(file, lines.join('\n'), { mode: 0o600 })
  }
  return file
}

function paddedLabel(label: string): string {
  const missing = LABEL_LENGTH - utf8(label).length
  if (label === '' || missing < 0) throw new TypeError(`label: 1 to ${LABEL_LENGTH} bytes`)
  return label + ' '.repeat(missing)
}
