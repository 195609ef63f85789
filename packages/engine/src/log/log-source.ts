import { resolve } from 'node:path'
import { readText } from '@chancery/files'
import type { TileReader } from '@chancery/tlog'
import { folderStore, TlogStorageError } from '@chancery/tlog-storage'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import { type LogHttp, logHttp, logUrl, shownUrl, unavailable } from './http-client.ts'
import { openLogStore } from './log-stores.ts'
import { parseS3Address } from './s3-address.ts'
import type { S3StoreConfig } from './store-reader.ts'

/** Where a log is read: where we keep it, or a web server. */
export interface LogSource extends TileReader, AsyncDisposable {
  /** Path or URL, for people. */
  readonly name: string
}

const MAX_CHECKPOINT = 1_000_000
/** 256 entries of 65,535 bytes, each behind its length. */
const MAX_BUNDLE = 256 * 65_537
const TIMEOUT_MS = 30_000

/**
 * @param where folder, URL or s3://BUCKET/PREFIX; by default where the configuration's log is kept
 * @param ca paths of authorities, PEM
 * @throws EngineError LOG_NOT_CONFIGURED, OPTION_INVALID; FilesError
 */
export async function openLogSource(
  context: Context,
  where: string | undefined,
  ca: readonly string[] | undefined,
): Promise<LogSource> {
  if (where === undefined) {
    const { config } = context
    if (config.log?.kind === 'own') return openLogStore(config.log.store)
    const place = config.path === null ? 'there is no chancery.yaml' : `${config.path} has no log of our own`
    throw new EngineError('LOG_NOT_CONFIGURED', `no log is named, and ${place}`)
  }
  if (!isUrl(where)) return folderStore(resolve(context.cwd, where))
  if (/^s3:/i.test(where)) return openLogStore(bucketNamed(context, where, ca))
  return httpSource(logUrl(where, 'the log'), logHttp(await readAuthorities(context, ca)))
}

export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(text)
}

export function readAuthorities({ cwd }: Context, ca: readonly string[] = []): Promise<readonly string[]> {
  return Promise.all(ca.map((path) => readText(resolve(cwd, path))))
}

/** The server is that of the configuration's log where the bucket is, else what the environment says. @throws EngineError OPTION_INVALID */
function bucketNamed({ cwd, config }: Context, where: string, ca: readonly string[] = []): S3StoreConfig {
  const address = parseS3Address(where)
  if (address === null || ca.length > 1) {
    const why = address === null ? 'is no s3://BUCKET/PREFIX' : 'has one authority, in one file of --log-ca'
    throw new EngineError('OPTION_INVALID', `the log ${where}: ${why}`)
  }
  const store = config.log?.kind === 'own' && config.log.store.kind === 's3' ? config.log.store : null
  const known = store?.bucket === address.bucket ? store : { region: null, endpoint: null, pathStyle: null, ca: null }
  const [own] = ca
  return { ...known, kind: 's3', ...address, ca: own === undefined ? known.ca : resolve(cwd, own) }
}

/** A log's files over HTTP: what is not there is null, and only that. */
function httpSource(base: URL, http: LogHttp): LogSource {
  return {
    name: shownUrl(base),
    async read(path, signal) {
      const url = new URL(path, base)
      const maxBytes = path.startsWith('tile/entries/') ? MAX_BUNDLE : MAX_CHECKPOINT
      const { status, body } = await http.get(url, { maxBytes, timeoutMs: TIMEOUT_MS }, signal)
      if (status === 200) return body
      if (status === 404 || status === 410) return null
      throw unavailable(url, `answers ${status}`)
    },
    async [Symbol.asyncDispose]() {
      http[Symbol.dispose]()
    },
  }
}

/** @throws TlogStorageError LOG_NOT_FOUND */
export async function readCheckpoint(source: LogSource, signal?: AbortSignal): Promise<Uint8Array> {
  const bytes = await source.read('checkpoint', signal)
  if (bytes !== null) return bytes
  throw new TlogStorageError('LOG_NOT_FOUND', `${source.name} has no checkpoint`, { details: { log: source.name } })
}
