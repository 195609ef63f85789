import { concat } from '@chancery/core'
import { TlogStorageError } from '../errors.ts'
import type { ListedObject, ObjectStore, PutCondition, PutOptions, StoredObject } from './object-store.ts'
import type { S3Client, S3Command, S3Commands, S3Output } from './s3-client.ts'
import { asStoreError, isConditionFailed, isMissing } from './s3-errors.ts'

export interface S3ObjectsOptions {
  readonly bucket: string
  /** Before every key: empty, or `some/prefix/`. */
  readonly prefix: string
}

/** Milliseconds for a request with all its attempts. */
const TIMEOUT = 120_000
/** What is kept beside an object's content. */
const MARK = 'chancery-batch'
const PAGE = 1000

/** The objects below a prefix of a bucket, over the SDK's client, which is destroyed with it. */
export function s3Objects(client: S3Client, commands: S3Commands, options: S3ObjectsOptions): ObjectStore {
  return new S3Objects(client, commands, options)
}

class S3Objects implements ObjectStore {
  readonly name: string
  readonly #client: S3Client
  readonly #commands: S3Commands
  readonly #bucket: string
  readonly #prefix: string

  constructor(client: S3Client, commands: S3Commands, { bucket, prefix }: S3ObjectsOptions) {
    this.name = `s3://${bucket}/${prefix}`.replace(/\/$/, '')
    this.#client = client
    this.#commands = commands
    this.#bucket = bucket
    this.#prefix = prefix
  }

  async get(key: string, maxBytes: number, signal?: AbortSignal): Promise<StoredObject | null> {
    const stop = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...(signal ? [signal] : [])])
    try {
      const output = await this.#send(this.#command('GetObjectCommand', { Key: this.#prefix + key }), stop)
      return {
        bytes: await bytesOf(output, maxBytes, `${this.name}/${key}`),
        tag: tagOf(output, this.name),
        mark: output.Metadata?.[MARK] ?? null,
      }
    } catch (error) {
      if (isMissing(error)) return null
      throw asStoreError(error, this.name, `reading ${key}`, signal)
    }
  }

  async put(key: string, bytes: Uint8Array, { condition, type, cache, mark }: PutOptions): Promise<string | null> {
    const input = {
      Key: this.#prefix + key,
      Body: bytes,
      ContentType: type,
      CacheControl: cache,
      ...(mark !== undefined && { Metadata: { [MARK]: mark } }),
      ...headerOf(condition),
    }
    try {
      return tagOf(await this.#send(this.#command('PutObjectCommand', input)), this.name)
    } catch (error) {
      if (condition.kind !== 'none' && isConditionFailed(error)) return null
      throw asStoreError(error, this.name, `writing ${key}`)
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += PAGE) await this.#removePage(keys.slice(from, from + PAGE))
  }

  async #removePage(keys: readonly string[]): Promise<void> {
    const [first = ''] = keys
    const all = keys.map((key) => ({ Key: this.#prefix + key }))
    const command =
      keys.length === 1
        ? this.#command('DeleteObjectCommand', { Key: this.#prefix + first })
        : this.#command('DeleteObjectsCommand', { Delete: { Objects: all, Quiet: true } })
    try {
      await this.#send(command)
    } catch (error) {
      throw asStoreError(error, this.name, `removing ${first}`)
    }
  }

  async list(prefix: string): Promise<readonly ListedObject[]> {
    const input = { Prefix: this.#prefix + prefix, MaxKeys: PAGE }
    try {
      const { Contents = [] } = await this.#send(this.#command('ListObjectsV2Command', input))
      return Contents.map(({ Key = '', LastModified }) => ({
        key: Key.slice(this.#prefix.length),
        written: LastModified?.getTime() ?? 0,
      }))
    } catch (error) {
      throw asStoreError(error, this.name, `listing ${prefix}`)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.destroy()
  }

  #command(name: keyof S3Commands, input: Readonly<Record<string, unknown>>): S3Command {
    const Command = this.#commands[name] as unknown as new (input: object) => S3Command
    return new Command({ Bucket: this.#bucket, ...input })
  }

  #send(command: S3Command, stop: AbortSignal = AbortSignal.timeout(TIMEOUT)): Promise<S3Output> {
    return this.#client.send(command, { abortSignal: stop })
  }
}

function headerOf(condition: PutCondition): { readonly IfMatch?: string; readonly IfNoneMatch?: string } {
  switch (condition.kind) {
    case 'absent':
      return { IfNoneMatch: '*' }
    case 'unchanged':
      return { IfMatch: condition.tag }
    case 'none':
      return {}
  }
}

/** Without one nothing can be compared. */
function tagOf({ ETag }: S3Output, name: string): string {
  if (ETag) return ETag
  throw new TlogStorageError('LOG_STORE_UNSAFE', `${name}: the server gives no ETag, and so nothing to compare`)
}

async function bytesOf({ Body, ContentLength = 0 }: S3Output, maxBytes: number, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = ContentLength
  const body = Body as AsyncIterable<Uint8Array> & { destroy?(): void }
  if (length <= maxBytes) {
    length = 0
    for await (const chunk of body) {
      length += chunk.length
      if (length > maxBytes) break
      chunks.push(chunk)
    }
  }
  if (length <= maxBytes) return concat(...chunks)
  body.destroy?.()
  throw new TlogStorageError('LOG_DAMAGED', `${name} has more than ${maxBytes} bytes`, { details: { log: name } })
}
