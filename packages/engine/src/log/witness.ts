import { resolve } from 'node:path'
import { concat } from '@chancery/core'
import { listen, type ServerAnswer, type ServerRequest } from '@chancery/http/server'
import {
  cosigner,
  decideAddCheckpoint,
  encodeCosignatures,
  encodeNoteKey,
  makeSignature,
  type NoteKey,
  type NoteSigner,
  type OpenedCheckpoint,
  parseAddCheckpoint,
  type WatchedLog,
} from '@chancery/tlog'
import { type CommonOptions, openContext, withModule } from '../context.ts'
import { KeyRing } from '../key-ring.ts'
import { listening, type ServerOptions } from '../server-options.ts'
import { noLogKey, readLogKeys } from './log-keys.ts'
import { type LogRequest, logRequest } from './log-request.ts'
import { originDigest, WitnessState } from './witness-state.ts'

export interface WitnessOptions extends CommonOptions, ServerOptions {
  /** Paths of verifier keys: whose checkpoints are cosigned. */
  readonly logKeys: readonly string[]
  /** A key of the configuration, or a pkcs11: URI: Ed25519. */
  readonly key: string
  readonly module?: string | undefined
  /** What verifiers know it by, like `witness.example.com/w1`. */
  readonly name: string
  /** Folder of what it has cosigned. */
  readonly dir: string
  readonly onRequest?: ((entry: LogRequest) => void) | undefined
}

export interface WitnessReport {
  readonly version: 1
  readonly url: string
  readonly name: string
  /** For policies. */
  readonly verifierKey: string
  /** `size` null: nothing was cosigned yet. */
  readonly logs: readonly { readonly origin: string; readonly size: number | null }[]
}

export interface ServedWitness extends AsyncDisposable {
  readonly report: WitnessReport
}

const PORT = 8081

/**
 * A witness (c2sp.org/tlog-witness) that listens, until it is disposed of.
 * @throws EngineError TRUST_INVALID, OPTION_INVALID, WITNESS_STATE_BUSY, WITNESS_STATE_INVALID; HttpError SERVER_LISTEN_FAILED, SERVER_CERTIFICATE_INVALID,
 * SERVER_KEY_EXPOSED; TlogError NOTE_KEY_UNSUITABLE, NOTE_KEY_MALFORMED; HsmError
 */
export async function serveWitness(options: WitnessOptions): Promise<ServedWitness> {
  const context = withModule(await openContext(options), options.module)
  const where = listening(context.cwd, options)
  const logs = await watchedLogs(options.logKeys.map((path) => resolve(context.cwd, path)))
  const keys = new KeyRing(context)
  const opened: AsyncDisposable[] = [keys]
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]()
  }
  try {
    const key = await keys.open(options.key, { module: options.module })
    const seconds = (): number => Math.floor(Date.now() / 1000)
    const signer = (now: () => number): NoteSigner => cosigner(options.name, key, now)
    const { key: noteKey } = signer(seconds)
    const origins = logs.map(({ origin }) => origin)
    const state = await WitnessState.open(resolve(context.cwd, options.dir), origins, noteKey)
    opened.push(state)
    const desk = new WitnessDesk(logs, state, signer, seconds)
    const server = await listen((request) => desk.answer(request), {
      ...where,
      port: options.port ?? PORT,
      concurrency: MAX_WAITING,
      maxBody: MAX_REQUEST,
      onRequest: (entry) => options.onRequest?.(logRequest(entry)),
    })
    opened.push(server)
    const report = {
      version: 1,
      url: server.url,
      name: options.name,
      verifierKey: encodeNoteKey(noteKey),
      logs: origins.map((origin) => ({ origin, size: state.latest(origin)?.checkpoint.size ?? null })),
    } as const
    return { report, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

/** @throws EngineError TRUST_INVALID; FilesError */
async function watchedLogs(paths: readonly string[]): Promise<readonly WatchedLog[]> {
  const logs = new Map<string, NoteKey[]>()
  for (const path of paths) {
    const keys = await readLogKeys(path)
    if (keys.length === 0) throw noLogKey(path)
    for (const key of keys) logs.set(key.name, [...(logs.get(key.name) ?? []), key])
  }
  return [...logs].map(([origin, keys]) => ({ origin, keys }))
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' }
/** Bytes of a request, and requests at once: one is looked at, the others wait. */
const MAX_REQUEST = 1_000_000
const MAX_WAITING = 64

/** What a witness answers. Requests take turns: looking up what was cosigned and recording what is, is one step. */
class WitnessDesk {
  readonly #logs: readonly WatchedLog[]
  readonly #state: WitnessState
  readonly #signer: (now: () => number) => NoteSigner
  readonly #seconds: () => number
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    logs: readonly WatchedLog[],
    state: WitnessState,
    signer: (now: () => number) => NoteSigner,
    seconds: () => number,
  ) {
    this.#logs = logs
    this.#state = state
    this.#signer = signer
    this.#seconds = seconds
  }

  async answer(request: ServerRequest): Promise<ServerAnswer> {
    const { method, path } = request
    if (path !== '/add-checkpoint') return this.#shown(method, path)
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    const body = await request.body()
    const answered = this.#turn.then(() => this.#addCheckpoint(body))
    this.#turn = answered.catch(() => {})
    return answered
  }

  /** What was cosigned last, for monitors: `GET /<SHA-256 of the origin>/checkpoint`. */
  #shown(method: string, path: string): ServerAnswer {
    const [, digest] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
    const log = this.#logs.find(({ origin }) => originDigest(origin) === digest)
    if (!log) return { status: 404 }
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } }
    const latest = this.#state.latest(log.origin)
    return latest
      ? { status: 200, headers: { ...TEXT, 'cache-control': 'no-cache' }, body: latest.note }
      : { status: 404 }
  }

  async #addCheckpoint(body: Uint8Array): Promise<ServerAnswer> {
    const decision = decideAddCheckpoint(body, this.#logs, (origin) => this.#state.latest(origin)?.checkpoint ?? null)
    if (decision.kind === 'refused') {
      const { status, contentType, body: text, reason, evidence } = decision
      if (evidence) await this.#state.keepEvidence(parseAddCheckpoint(body).checkpoint)
      return { status, headers: { 'content-type': contentType }, body: text, note: `refused: ${reason}` }
    }
    const { checkpoint } = decision
    const lines = await this.#cosign(checkpoint, parseAddCheckpoint(body).checkpoint)
    return { status: 200, headers: TEXT, body: lines, note: `cosigned ${checkpoint.origin} ${checkpoint.size}` }
  }

  async #cosign(checkpoint: OpenedCheckpoint, note: Uint8Array): Promise<Uint8Array> {
    const { origin } = checkpoint
    // A clock that was set back makes no cosignature older than the last.
    const time = Math.max(this.#seconds(), this.#state.latest(origin)?.time ?? 0)
    const lines = encodeCosignatures([
      await makeSignature(
        checkpoint.note.text,
        this.#signer(() => time),
      ),
    ])
    await this.#state.record(origin, { checkpoint, note: concat(note, lines), time })
    return lines
  }
}
