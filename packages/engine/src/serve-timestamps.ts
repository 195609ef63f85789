import { resolve } from 'node:path'
import { certificateFacts, parseCertificate } from '@chancery/codec'
import type { CertificateFacts } from '@chancery/core'
import { FilesError, readText, writeFileDurable } from '@chancery/files'
import {
  DEFAULT_POLICY,
  type RequestEntry,
  serveTimestamps,
  TimestampError,
  type TimestampServer,
  timestampResponder,
} from '@chancery/timestamp'
import { type CommonOptions, type Context, openContext, withModule } from './context.ts'
import { EngineError } from './errors.ts'
import { KeyRing } from './key-ring.ts'
import { listening, type ServerOptions } from './server-options.ts'

export interface ServeTimestampsOptions extends CommonOptions, ServerOptions {
  /** A key of the configuration, or a pkcs11: URI; by default that of `timestamp: { key }`, or `tsa`. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  /** Path of the key's certificate, PEM, leaf first. */
  readonly certificate?: string | undefined
  /** Dotted. */
  readonly policy?: string | undefined
  readonly accuracyMs?: number | undefined
  /** Path of the file that remembers the latest time told. */
  readonly clockFile?: string | undefined
  readonly onRequest?: ((entry: ServedRequest) => void) | undefined
}

/** One request, for a log. */
export type ServedRequest = RequestEntry

/** What is served, and where. */
export interface ServeReport {
  readonly version: 1
  readonly url: string
  readonly key: string
  readonly policy: string
  readonly certificate: CertificateFacts
}

export interface ServedTimestamps extends AsyncDisposable {
  readonly report: ServeReport
}

const DEFAULTS = { port: 3161, perMinute: 600, accuracyMs: 1000 }

/**
 * A timestamp authority that listens, until it is disposed of.
 * @throws EngineError KEY_NOT_GIVEN; OPTION_INVALID; HttpError SERVER_LISTEN_FAILED, SERVER_CERTIFICATE_INVALID, SERVER_KEY_EXPOSED; TimestampError
 * TIMESTAMP_KEY_UNSUITABLE, TIMESTAMP_CLOCK_BACK; HsmError
 */
export async function serveTimestampAuthority(options: ServeTimestampsOptions): Promise<ServedTimestamps> {
  const context = withModule(await openContext(options), options.module)
  const { policy = DEFAULT_POLICY, accuracyMs = DEFAULTS.accuracyMs, onRequest } = options
  const where = listening(context.cwd, options)
  const memory = options.clockFile === undefined ? null : await openMemory(resolve(context.cwd, options.clockFile))
  const keys = new KeyRing(context)
  let server: TimestampServer
  let info: Awaited<ReturnType<KeyRing['open']>>['info']
  try {
    const key = await keys.open(keyName(context, options.key), {
      module: options.module,
      certificate: options.certificate,
    })
    info = key.info
    const responder = timestampResponder({ key, policy, accuracyMs, notBefore: memory?.latest ?? null })
    server = await serveTimestamps(responder, {
      ...where,
      port: options.port ?? DEFAULTS.port,
      perMinute: options.perMinute ?? DEFAULTS.perMinute,
      onRequest(entry) {
        if (entry.note?.granted) memory?.told(entry.note.time)
        onRequest?.(entry)
      },
    })
  } catch (error) {
    await keys[Symbol.asyncDispose]()
    throw error
  }
  const certificate = certificateFacts(parseCertificate(info.certificates[0] as Uint8Array))
  return {
    report: { version: 1, url: server.url, key: info.name, policy, certificate },
    async [Symbol.asyncDispose]() {
      await server.close()
      await keys[Symbol.asyncDispose]()
      await memory?.close()
    },
  }
}

function keyName({ config }: Context, named: string | undefined): string {
  if (named !== undefined) return named
  if (config.timestamp?.kind === 'key') return config.timestamp.key
  if (Object.hasOwn(config.keys, 'tsa')) return 'tsa'
  throw new EngineError('KEY_NOT_GIVEN', 'neither --key nor chancery.yaml says which key stamps')
}

interface ClockMemory {
  readonly latest: Date | null
  told(time: Date): void
  close(): Promise<void>
}

/** Between two writes; as much may be forgotten when the process is killed. Milliseconds. */
const WRITE_EVERY = 5000

/** @throws TimestampError TIMESTAMP_CLOCK_BACK; FilesError */
async function openMemory(path: string): Promise<ClockMemory> {
  const latest = await latestIn(path)
  if (latest && Date.now() < latest.getTime()) {
    const message = `the clock says ${new Date().toISOString()}, and tokens were stamped at ${latest.toISOString()} already`
    throw new TimestampError('TIMESTAMP_CLOCK_BACK', message)
  }
  let last = latest
  let written = latest
  let writing: Promise<void> = Promise.resolve()
  const write = async (): Promise<void> => {
    if (last === null || last === written) return
    written = last
    await writeFileDurable(path, new TextEncoder().encode(`${last.toISOString()}\n`))
  }
  return {
    latest,
    told(time) {
      last = time
      if (written !== null && time.getTime() - written.getTime() < WRITE_EVERY) return
      // Told anew with the next token where it fails; closing says why.
      writing = writing.then(write).catch(() => {})
    },
    async close() {
      await writing
      await write()
    },
  }
}

async function latestIn(path: string): Promise<Date | null> {
  let text: string
  try {
    text = (await readText(path, 1024)).trim()
  } catch (error) {
    if (error instanceof FilesError && error.code === 'FILE_NOT_FOUND') return null
    throw error
  }
  const time = new Date(text)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(time.getTime())) return time
  throw new EngineError('OPTION_INVALID', `--clock-file ${path}: does not hold a time`)
}
