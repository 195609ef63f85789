import { createHash } from 'node:crypto'
import { type Answer, listen, type ServerAnswer } from '@chancery/http/server'
import { parseCheckpoint, parseNote, parseTilePath, type TileReader } from '@chancery/tlog'
import { type CommonOptions, openContext } from '../context.ts'
import { listening, type ServerOptions } from '../server-options.ts'
import { type LogRequest, logRequest } from './log-request.ts'
import { openLogSource, readCheckpoint } from './log-source.ts'

export interface ServeLogOptions extends CommonOptions, ServerOptions {
  /** Folder; by default that of the configuration's log. */
  readonly dir?: string | undefined
  readonly onRequest?: ((entry: LogRequest) => void) | undefined
}

export interface ServeLogReport {
  readonly version: 1
  readonly url: string
  readonly origin: string
  /** Where it is kept, for people. */
  readonly log: string
}

export interface ServedLog extends AsyncDisposable {
  readonly report: ServeLogReport
}

const PORT = 8080

/**
 * The read API of c2sp.org/tlog-tiles: any static web server would do as well.
 * @throws EngineError LOG_NOT_CONFIGURED, OPTION_INVALID; HttpError SERVER_LISTEN_FAILED, SERVER_CERTIFICATE_INVALID, SERVER_KEY_EXPOSED; TlogStorageError LOG_NOT_FOUND; TlogError NOTE_MALFORMED, CHECKPOINT_MALFORMED
 */
export async function serveLog(options: ServeLogOptions): Promise<ServedLog> {
  const context = await openContext(options)
  const where = listening(context.cwd, options)
  const source = await openLogSource(context, options.dir, undefined)
  try {
    const { origin } = parseCheckpoint(parseNote(await readCheckpoint(source)).text)
    const server = await listen(tilesOf(source), {
      ...where,
      port: options.port ?? PORT,
      onRequest: (entry) => options.onRequest?.(logRequest(entry)),
    })
    return {
      report: { version: 1, url: server.url, origin, log: source.name },
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]()
        await source[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await source[Symbol.asyncDispose]()
    throw error
  }
}

const TEXT = 'text/plain; charset=utf-8'
const CHECKPOINT_HEADERS = { 'content-type': TEXT, 'cache-control': 'public, max-age=2, must-revalidate' }
const TILE_HEADERS = {
  'content-type': 'application/octet-stream',
  'cache-control': 'public, max-age=31536000, immutable',
}

/** Names are read, not joined: what is no checkpoint and no tile is not there, whatever else is kept there. */
function tilesOf(log: TileReader): Answer {
  return async ({ method, path }): Promise<ServerAnswer> => {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } }
    const name = path.slice(1)
    const tile = parseTilePath(name)
    if (tile === null && name !== 'checkpoint') return { status: 404 }
    const body = await log.read(name)
    if (body === null) return { status: 404, headers: { 'cache-control': 'no-store' } }
    const etag = createHash('sha256').update(body).digest('base64url')
    const headers = tile === null ? CHECKPOINT_HEADERS : TILE_HEADERS
    // Hashes have nothing that could be packed.
    return { status: 200, headers, body, etag, compressible: tile?.level === 'entries' }
  }
}
