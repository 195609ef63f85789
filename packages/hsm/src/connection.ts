import { CoreError } from '@chancery/core'
import { CK, CKR, type Handle, hsmError, isLost, resultCode } from './cryptoki.ts'
import { HsmError } from './errors.ts'
import type { Pkcs11Module, Slot } from './module.ts'
import { type PinSource, readPin } from './pin.ts'
import { abortable, BUSY, BUSY_OR_FULL, pause, retryBusy } from './retry.ts'
import { SessionPool } from './session-pool.ts'
import { formatPkcs11Uri, type Pkcs11Uri } from './uri.ts'
import { matchesToken } from './uri-match.ts'

/** One login to a token, and its sessions. Object handles are good for one link only. */
export interface Link {
  /** Of the module, when the link was made. */
  readonly epoch: number
  readonly slot: Slot
  /** Holds the login (a token forgets it with its last session) and serves the short calls, which run one at a time. */
  readonly anchor: Handle
  readonly pool: SessionPool
  /** CKM_* that the token has. */
  readonly mechanisms: ReadonlySet<number>
}

export interface ConnectionOptions {
  readonly uri: Pkcs11Uri
  readonly pin: PinSource | null
  readonly sessions: number
}

/** Why a pool was closed, when its waiters should try the next link. */
const MOVED = new Error('the connection is made anew')

const MAX_CONNECTS = 6

/** How a token looks whose file another process was rewriting when SoftHSM read it; or one that is really not there, or has no PIN. */
function isHalfRead(error: unknown, known: unknown): boolean {
  if (resultCode(error) === CKR.USER_PIN_NOT_INITIALIZED) return true
  return known instanceof HsmError && (known.code === 'TOKEN_NOT_FOUND' || known.code === 'TOKEN_BUSY')
}

/** Keeps a login to one token; reconnects, once per operation, when sessions are lost. */
export class TokenConnection {
  readonly module: Pkcs11Module
  readonly #options: ConnectionOptions
  #link: Link | null = null
  #connecting: Promise<Link> | null = null
  #closed = false
  /** After the first connection, the very token that was found then. */
  #serial: Pkcs11Uri | null = null

  constructor(module: Pkcs11Module, options: ConnectionOptions) {
    this.module = module
    this.#options = options
  }

  /** @throws HsmError TOKEN_NOT_FOUND, TOKEN_AMBIGUOUS, PIN_*, LOGIN_REFUSED, SESSION_LIMIT, TOKEN_BUSY, TOKEN_FAILED */
  async link(signal?: AbortSignal): Promise<Link> {
    if (this.#closed) throw new CoreError('ABORTED', 'the token was closed')
    if (this.#link && this.#link.epoch !== this.module.epoch) this.#drop(this.#link)
    if (this.#link) return this.#link
    this.#connecting ??= this.module
      .exclusively(() => this.#connect())
      .finally(() => {
        this.#connecting = null
      })
    return abortable(this.#connecting, signal)
  }

  /** Runs short calls on the anchor session. */
  async query<T>(what: string, operation: (link: Link) => T, signal?: AbortSignal): Promise<T> {
    return this.#withLink(what, (link) => retryBusy(() => operation(link), signal), signal)
  }

  /** Runs `operation` in a session of its own. */
  async inSession<T>(
    what: string,
    operation: (link: Link, session: Handle) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const inSession = async (link: Link): Promise<T> => {
      const session = await link.pool.acquire(signal)
      let healthy = false
      try {
        const result = await operation(link, session)
        healthy = true
        return result
      } finally {
        link.pool.release(session, healthy)
      }
    }
    return this.run(what, inSession, signal)
  }

  /** Runs what takes its time. */
  async run<T>(what: string, operation: (link: Link) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const counted = async (link: Link): Promise<T> => {
      this.module.uses++
      try {
        return await operation(link)
      } finally {
        this.module.uses--
      }
    }
    return abortable(this.#withLink(what, counted, signal), signal)
  }

  async #withLink<T>(what: string, operation: (link: Link) => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let tried = 0; ; ) {
      const link = await this.link(signal)
      try {
        return await operation(link)
      } catch (error) {
        if (error === MOVED) continue
        if (!isLost(error) || ++tried === 2) throw hsmError(error, what)
        this.#drop(link)
      }
    }
  }

  /** Logs in for the one operation that was initialised in `session` (CKA_ALWAYS_AUTHENTICATE). */
  async authenticate(link: Link, session: Handle, pin: string): Promise<void> {
    await this.#login(link.slot, session, CK.CKU_CONTEXT_SPECIFIC, pin)
  }

  /** The PIN, where the token or a key wants one. @throws HsmError PIN_MISSING */
  pin(): Promise<string> {
    return readPin(this.#options.pin)
  }

  /** Ends the use of the token. Nobody is logged out: the login is the process's, and others may rely on it. */
  close(): void {
    this.#closed = true
    if (this.#link) this.#drop(this.#link, new CoreError('ABORTED', 'the token was closed'))
  }

  #drop(link: Link, reason: Error = MOVED): void {
    if (this.#link !== link) return
    this.#link = null
    this.module.uses--
    link.pool.close(reason)
    this.#closeSession(link, link.anchor)
  }

  async #connect(): Promise<Link> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.#connectOnce()
      } catch (error) {
        const finalized = resultCode(error) === CKR.CRYPTOKI_NOT_INITIALIZED
        const known = hsmError(error, 'connecting to the token')
        if (tried === MAX_CONNECTS) throw known
        // Somebody in this process finalized the module under us.
        if (finalized) await this.module.initialize()
        else if (isHalfRead(error, known) && this.module.isSoftHsm) await this.module.restart()
        else throw known
      }
      await pause(tried)
    }
  }

  async #connectOnce(): Promise<Link> {
    const { cryptoki } = this.module
    const slot = await retryBusy(() => this.#findSlot())
    const open = (): Handle => cryptoki.C_OpenSession(slot.handle, CK.CKF_SERIAL_SESSION)
    const anchor = await retryBusy(open, undefined, BUSY_OR_FULL)
    const opened = { epoch: this.module.epoch }
    try {
      if ((slot.flags & CK.CKF_LOGIN_REQUIRED) !== 0) {
        const pin = await this.pin()
        const { state } = cryptoki.C_GetSessionInfo(anchor)
        if (state !== CK.CKS_RO_USER_FUNCTIONS && state !== CK.CKS_RW_USER_FUNCTIONS) {
          await this.#login(slot, anchor, CK.CKU_USER, pin)
        }
      }
      const mechanisms = new Set(cryptoki.C_GetMechanismList(slot.handle))
      const pool = new SessionPool(
        this.module.parallel ? this.#options.sessions : 1,
        (first) => retryBusy(open, undefined, first ? BUSY_OR_FULL : BUSY),
        (session) => this.#closeSession(opened, session),
      )
      const { token, manufacturer, model, serial } = slot
      this.#serial ??= { token, manufacturer, model, serial }
      this.#link = { ...opened, slot, anchor, pool, mechanisms }
      this.module.uses++
      return this.#link
    } catch (error) {
      this.#closeSession(opened, anchor)
      throw error
    }
  }

  #findSlot(): Slot {
    const uri = this.#serial ?? this.#options.uri
    const found = this.module.slots().filter((slot) => matchesToken(uri, slot))
    const [slot] = found
    if (slot && found.length === 1) return slot
    const { pinValue: _, pinSource: __, ...shown } = uri
    throw new HsmError(
      slot ? 'TOKEN_AMBIGUOUS' : 'TOKEN_NOT_FOUND',
      slot ? `${found.length} tokens match ${formatPkcs11Uri(shown)}` : `no token matches ${formatPkcs11Uri(shown)}`,
      { details: { module: this.module.path, tokens: this.module.slots().map((one) => one.token) } },
    )
  }

  /** One try with a PIN; the token counts the wrong ones, so a refused one is not tried again in this process. */
  async #login(slot: Slot, session: Handle, user: number, pin: string): Promise<void> {
    if ((slot.flags & CK.CKF_USER_PIN_LOCKED) !== 0)
      throw new HsmError('PIN_LOCKED', `the PIN of ${slot.token} is locked`)
    if (this.module.isRefused(slot.serial, pin)) {
      throw new HsmError('PIN_INCORRECT', `the PIN of ${slot.token} was refused before and is not tried again`)
    }
    try {
      await retryBusy(() => this.module.cryptoki.C_Login(session, user, pin))
    } catch (error) {
      if (resultCode(error) === CKR.USER_ALREADY_LOGGED_IN) return
      const ours = hsmError(error, `login to ${slot.token}`)
      if (ours instanceof HsmError && ours.code === 'PIN_INCORRECT') this.module.refuse(slot.serial, pin)
      throw ours instanceof HsmError && ours.code === 'PIN_INCORRECT' ? ours : error
    }
  }

  #closeSession(link: Pick<Link, 'epoch'>, session: Handle): void {
    // After a restart the number may be another session's.
    if (link.epoch !== this.module.epoch) return
    try {
      this.module.cryptoki.C_CloseSession(session)
    } catch {
      // Lost sessions cannot be closed, and need not be.
    }
  }
}
