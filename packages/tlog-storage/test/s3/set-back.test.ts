import { utf8 } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { type NoteSigner, noteSigner } from '@chancery/tlog'
import { beforeAll, describe, expect, it } from 'vitest'
import { StoredLog } from '../../src/index.ts'
import { s3Store } from '../../src/s3/index.ts'
import { Bucket } from './bucket.ts'

const ORIGIN = 'log.example.com'
let signer: NoteSigner
beforeAll(async () => {
  signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
})
const options = () => ({ origin: ORIGIN, signers: [signer], window: 0 })
const open = (bucket: Bucket): Promise<StoredLog> => StoredLog.open(s3Store(bucket.store('judge')), options())

async function grown(size: number, bucket = new Bucket()): Promise<Bucket> {
  await using log = await StoredLog.create(s3Store(bucket.store('first')), options())
  await Promise.all(Array.from({ length: size }, (_, at) => log.add(utf8(`entry ${at}`))))
  return bucket
}

async function more(bucket: Bucket, count: number): Promise<void> {
  await using log = await open(bucket)
  await Promise.all(Array.from({ length: count }, (_, at) => log.add(utf8(`another ${at}`))))
}

type Objects = Bucket['objects']
const STATE = '.chancery/state'

/** What is as it was before. */
function setBack(bucket: Bucket, before: Objects, ...keys: readonly string[]): void {
  for (const key of keys) {
    const old = before.get(key)
    if (old) bucket.objects.set(key, old)
    else bucket.objects.delete(key)
  }
}

describe('a log in a bucket that was set back', () => {
  it.each([
    [10, 3],
    [250, 10],
    [255, 1],
    [256, 1],
    [256, 300],
    [0, 1],
  ])(
    'from %d and %d entries more is refused, also where checkpoint and state are old together',
    async (size, count) => {
      for (const keys of [[STATE], [STATE, 'checkpoint']]) {
        const bucket = await grown(size)
        const before = new Map(bucket.objects)
        await more(bucket, count)
        setBack(bucket, before, ...keys)
        await expect(() => open(bucket)).toThrowCode('LOG_ROLLED_BACK')
      }
    },
  )

  it('without a word under its writer is refused by it, though every object is old', async () => {
    const bucket = await grown(10)
    const before = new Map(bucket.objects)
    const log = await open(bucket)
    await log.add(utf8('eleventh'))
    bucket.objects.clear()
    for (const [key, object] of before) bucket.objects.set(key, object)
    await expect(() => log.add(utf8('twelfth'))).toThrowCode('LOG_ROLLED_BACK')
  })

  it('where the next tile goes is another, which is not written over', async () => {
    const bucket = await grown(3)
    const options = { type: 'x', cache: 'x', condition: { kind: 'none' } } as const
    const log = await open(bucket)
    await bucket.store('stranger').put('tile/0/000.p/4', utf8('x'), options)
    await expect(() => log.add(utf8('fourth'))).toThrowCode('LOG_ROLLED_BACK')
    expect(bucket.objects.get('tile/0/000.p/4')?.bytes).toEqual(utf8('x'))
    await expect(() => open(bucket)).toThrowCode('LOG_ROLLED_BACK')
    expect(bucket.broken).toEqual([])
    // Whoever takes it away lets the log go on: the entry is in it.
    bucket.objects.delete('tile/0/000.p/4')
    await using again = await open(bucket)
    expect((await again.add(utf8('fifth'))).index).toBe(4)
  })
})

describe('a log in a bucket is not opened', () => {
  const DAMAGES: readonly (readonly [string, (objects: Objects) => void, string])[] = [
    ['without its state', (objects) => objects.delete(STATE), 'LOG_ROLLED_BACK'],
    ['with a state that cannot be read', (objects) => change(objects, STATE, () => utf8('x')), 'LOG_STATE_MALFORMED'],
    ['without a tile', (objects) => objects.delete('tile/0/000.p/3'), 'LOG_DAMAGED'],
    ['without its entries', (objects) => objects.delete('tile/entries/000.p/3'), 'LOG_DAMAGED'],
    ['with other hashes', (objects) => change(objects, 'tile/0/000.p/3', (old) => old.map(() => 7)), 'LOG_DAMAGED'],
    [
      'with a checkpoint cut short',
      (objects) => change(objects, 'checkpoint', (old) => old.slice(0, -1)),
      'LOG_DAMAGED',
    ],
    ['with nothing at all', (objects) => objects.clear(), 'LOG_NOT_FOUND'],
  ]
  it.each(DAMAGES)('%s', async (_, damage, code) => {
    const bucket = await grown(3)
    damage(bucket.objects)
    await expect(() => open(bucket)).toThrowCode(code)
  })

  const STAGED: readonly (readonly [string, string])[] = [
    ['is empty', ''],
    ['is no list', 'x\n'],
    ['is of another version', '{"version":2,"files":[]}\n'],
    ['has a file that is no tile', '{"version":1,"files":[{"path":"checkpoint","size":1}]}\nx'],
    ['has a file outside', '{"version":1,"files":[{"path":"../tile/0/000","size":1}]}\nx'],
    ['ends too early', '{"version":1,"files":[{"path":"tile/0/000","size":2}]}\nx'],
    ['goes on', '{"version":1,"files":[{"path":"tile/0/000","size":1}]}\nxy'],
    ['has a size of another kind', '{"version":1,"files":[{"path":"tile/0/000","size":-1}]}\nxy'],
  ]
  it.each(STAGED)('where the batch that is to be finished %s', async (_, text) => {
    const bucket = await grown(3)
    const [batch] = bucket.objects.get(STATE)?.mark?.split(' ') ?? []
    const options = { type: 'x', cache: 'x', condition: { kind: 'none' } } as const
    await bucket.store('stranger').put(`.chancery/staged-${batch}`, utf8(text), options)
    await expect(() => open(bucket)).toThrowCode('LOG_DAMAGED')
  })

  it('as a new one where something is left of one', async () => {
    for (const left of ['checkpoint', 'tile/0/000.p/3', STATE]) {
      const bucket = await grown(3)
      for (const key of [...bucket.objects.keys()]) if (key !== left) bucket.objects.delete(key)
      const making = StoredLog.create(s3Store(bucket.store('second')), options())
      await expect(making).rejects.toMatchObject({ code: 'LOG_EXISTS' })
    }
  })
})

function change(objects: Objects, key: string, by: (old: Uint8Array) => Uint8Array): void {
  const old = objects.get(key)
  if (old === undefined) throw new Error(`${key} is not there`)
  objects.set(key, { ...old, bytes: by(old.bytes), tag: `${old.tag}x` })
}
