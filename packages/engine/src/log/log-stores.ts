import { readFile } from 'node:fs/promises'
import { readText } from '@chancery/files'
import { folderStore, type LogStore } from '@chancery/tlog-storage'
import { EngineError } from '../errors.ts'
import type { SecretSource } from '../member-reader.ts'
import type { LogStoreConfig, PostgresStoreConfig, S3StoreConfig } from './store-reader.ts'

/**
 * Where a log of ours is kept, to be written to or read.
 * @throws EngineError LOG_PASSWORD_MISSING; TlogStorageError LOG_STORE_CLIENT_MISSING; FilesError
 */
export async function openLogStore(config: LogStoreConfig): Promise<LogStore> {
  switch (config.kind) {
    case 'folder':
      return folderStore(config.dir)
    case 'postgres':
      return openPostgres(config)
    case 's3':
      return openS3(config)
  }
}

async function openPostgres({
  origin,
  host,
  port,
  database,
  user,
  password,
  ca,
}: PostgresStoreConfig): Promise<LogStore> {
  const server = {
    host,
    port: port ?? undefined,
    database,
    user: user ?? undefined,
    password: password === null ? undefined : await readPassword(password),
    ca: ca === null ? undefined : [await readText(ca)],
  }
  const { nameOf, openPool, postgresStore } = await import('@chancery/tlog-storage/postgres')
  return postgresStore(openPool(server), { origin, name: nameOf(server) })
}

async function openS3({ bucket, prefix, region, endpoint, pathStyle, ca }: S3StoreConfig): Promise<LogStore> {
  const place = {
    bucket,
    prefix: prefix ?? undefined,
    region: region ?? undefined,
    endpoint: endpoint ?? undefined,
    pathStyle: pathStyle ?? undefined,
    ca: ca === null ? undefined : [await readText(ca)],
  }
  const { openObjects, s3Store } = await import('@chancery/tlog-storage/s3')
  return s3Store(openObjects(place))
}

/** Without the line break that files and pasted secrets end in. */
async function readPassword(source: SecretSource): Promise<string> {
  const isVariable = 'env' in source
  const text = isVariable ? process.env[source.env] : await readFile(source.file, 'utf8').catch(() => undefined)
  const password = text?.replace(/[\r\n]+$/, '')
  if (password) return password
  const place = isVariable ? `the environment variable ${source.env}` : source.file
  throw new EngineError('LOG_PASSWORD_MISSING', `${place} holds no password`, { details: { place } })
}
