import { setTimeout as sleep } from 'node:timers/promises'
import { utf8 } from '@chancery/core'
import { type S3Server, s3Missing, softwareKey, startS3, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { type NoteSigner, noteSigner } from '@chancery/tlog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoredLog } from '../../src/index.ts'
import { type ObjectStore, type S3Command, s3Store } from '../../src/s3/index.ts'
import { behind, sdkError } from './between.ts'
import { Bucket } from './bucket.ts'

const ORIGIN = 'log.example.com'
let signer: NoteSigner
beforeAll(async () => {
  signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
})
const options = () => ({ origin: ORIGIN, signers: [signer], window: 0 })
const create = (objects: ObjectStore): Promise<StoredLog> => StoredLog.create(s3Store(objects), options())
const open = (objects: ObjectStore): Promise<StoredLog> => StoredLog.open(s3Store(objects), options())

function without(command: S3Command, ...members: readonly string[]): S3Command {
  const input = Object.fromEntries(Object.entries(command.input).filter(([name]) => !members.includes(name)))
  const Command = command.constructor as new (input: object) => S3Command
  return new Command(input)
}

describe.skipIf(s3Missing())('a store is not written to', () => {
  let server: S3Server
  beforeAll(async () => {
    server = await startS3()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const UNSAFE: readonly (readonly [string, readonly string[]])[] = [
    ['that knows no conditions', ['IfMatch', 'IfNoneMatch']],
    ['that creates what is there', ['IfNoneMatch']],
    ['that replaces what has changed', ['IfMatch']],
    ['that forgets metadata', ['Metadata']],
  ]
  it.each(UNSAFE)('%s, as a new log and as one that is there', async (_, members) => {
    const bucket = await server.createBucket()
    const unsafe = (): ObjectStore => behind(server, bucket, (command, send) => send(without(command, ...members)))
    await expect(() => create(unsafe())).toThrowCode('LOG_STORE_UNSAFE')
    const safe = (): ObjectStore => behind(server, bucket, (command, send) => send(command))
    await (await create(safe())).close()
    await expect(() => open(unsafe())).toThrowCode('LOG_STORE_UNSAFE')
    await (await open(safe())).close()
  })

  it('that says that it has no conditions', async () => {
    const bucket = await server.createBucket()
    const unsafe = behind(server, bucket, (command, send) =>
      command.input.IfNoneMatch || command.input.IfMatch
        ? Promise.reject(sdkError('NotImplemented', 501))
        : send(command),
    )
    await expect(() => create(unsafe)).toThrowCode('LOG_STORE_UNSAFE')
  })
})

describe('a store that compares first and writes later', () => {
  it('is not written to', async () => {
    const bucket = new Bucket()
    const real = bucket.store('one')
    const racing: ObjectStore = {
      ...real,
      async put(key, bytes, put) {
        const there = await real.get(key, 1e6)
        const holds =
          put.condition.kind === 'none' ||
          (put.condition.kind === 'absent' ? there === null : there?.tag === put.condition.tag)
        await sleep(1)
        return holds ? real.put(key, bytes, { ...put, condition: { kind: 'none' } }) : null
      },
    }
    await expect(() => create(racing)).toThrowCode('LOG_STORE_UNSAFE')
  })
})

describe('a log in a bucket', () => {
  it('leaves nothing behind but the log, its lease and its state', async () => {
    const bucket = new Bucket()
    await using log = await create(bucket.store('one'))
    await Promise.all(Array.from({ length: 300 }, (_, at) => log.add(utf8(`entry ${at}`))))
    await log.close()
    expect([...bucket.objects.keys()].sort()).toEqual([
      '.chancery/lease',
      '.chancery/state',
      'checkpoint',
      'tile/0/000',
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/44',
    ])
  })

  it('is cleared of what nobody can refer to any more, a day after the state was replaced', async () => {
    const bucket = new Bucket()
    await (await create(bucket.store('one'))).close()
    const options = { type: 'x', cache: 'x', condition: { kind: 'none' } } as const
    const store = bucket.store('stranger')
    const abandoned = ['.chancery/staged-0000000000000000', '.chancery/probe-1']
    for (const key of [...abandoned, '.chancery/of-another', 'other']) await store.put(key, utf8('x'), options)
    const isThere = (): boolean => abandoned.every((key) => bucket.objects.has(key))
    // However long nobody writes, a batch may still take place.
    bucket.time += 100 * 24 * 60 * 60 * 1000
    await (await open(bucket.store('two'))).close()
    expect(isThere()).toBe(true)
    await using log = await open(bucket.store('two'))
    await log.add(utf8('an entry'))
    await (await open(bucket.store('three'))).close()
    const left = [...bucket.objects.keys()].filter((key) => !key.startsWith('tile/'))
    expect(left.sort()).toEqual(['.chancery/lease', '.chancery/of-another', '.chancery/state', 'checkpoint', 'other'])
  })
})
