import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  buildDockerArchive,
  pushImage,
  RepositoryStore,
  startRegistry,
  type TestImage,
  tempDir,
  writeLayout,
} from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { fallbackTag, openDockerArchive, openLayout, openRepository, type Repository } from '../src/index.ts'
import { addSignature } from './referrer.ts'

const digests = async (repository: Repository, { digest }: TestImage): Promise<readonly string[]> =>
  (await repository.referrers(digest)).map((one) => one.digest)

describe.each([true, false])('where the registry has a referrers API: %s', (referrers) => {
  test('one goes, the others stay, and again is nothing', async () => {
    await using registry = await startRegistry({ referrers })
    const image = registry.push('app', '1')
    const repository = openRepository(`oci://${registry.host}/app`)
    const one = await addSignature(repository, image, 'one')
    const two = await addSignature(repository, image, 'two')
    for (const _ of [1, 2]) {
      expect(await repository.removeReferrer(one.digest, image.digest)).toBe(true)
      expect(await digests(repository, image)).toEqual([two.digest])
    }
    // Without the API, what no list has is for the registry to collect.
    expect(registry.repository('app').manifests.has(one.digest)).toBe(!referrers)
    expect((await repository.manifest('1')).digest).toBe(image.digest)
  })

  test.each([400, 403, 405])(
    'which deletes nothing (%i): what is listed by us is gone all the same',
    async (status) => {
      await using registry = await startRegistry({ referrers })
      const image = registry.push('app', '1')
      const repository = openRepository(`oci://${registry.host}/app`)
      const { digest } = await addSignature(repository, image, 'one')
      registry.lie({ on: /^DELETE/, fault: { kind: 'status', status } })
      expect(await repository.removeReferrer(digest, image.digest)).toBe(!referrers)
      expect(await digests(repository, image)).toEqual(referrers ? [digest] : [])
    },
  )

  test('which fails: that is said, and it is still listed', async () => {
    await using registry = await startRegistry({ referrers })
    const image = registry.push('app', '1')
    const repository = openRepository(`oci://${registry.host}/app`, { retries: 0 })
    const { digest } = await addSignature(repository, image, 'one')
    registry.lie({ on: /^(DELETE|PUT)/, fault: { kind: 'status', status: 500 } })
    await expect(() => repository.removeReferrer(digest, image.digest)).toThrowCode('REGISTRY_UNAVAILABLE')
    expect(await digests(repository, image)).toEqual([digest])
  })
})

test('while others add, in processes of their own, nothing of theirs is lost', async () => {
  await using registry = await startRegistry({ referrers: false })
  const image = registry.push('app', '1')
  const open = (): Repository => openRepository(`oci://${registry.host}/app`, { settleMs: 20 })
  const old = await Promise.all(['a', 'b', 'c'].map((name) => addSignature(open(), image, name)))
  const [added, removed] = await Promise.all([
    Promise.all([1, 2, 3, 4].map((salt) => addSignature(open(), image, 'new', salt))),
    Promise.all(old.map(({ digest }) => open().removeReferrer(digest, image.digest))),
  ])
  const listed = await digests(open(), image)
  for (const { digest } of added) expect(listed).toContain(digest)
  expect(removed).toHaveLength(3)
  // What others have put back meanwhile goes when nobody does any more.
  for (const { digest } of old) expect(await open().removeReferrer(digest, image.digest)).toBe(true)
  expect(await digests(open(), image)).toHaveLength(added.length)
})

test('what somebody puts back again and again stays', async () => {
  await using registry = await startRegistry({ referrers: false })
  const image = registry.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`, { settleMs: 1 })
  const { digest } = await addSignature(repository, image, 'one')
  const store = registry.repository('app')
  const tag = fallbackTag(image.digest)
  const kept = store.tags.get(tag) as string
  const stubborn = setInterval(() => store.tags.set(tag, kept), 1)
  try {
    expect(await repository.removeReferrer(digest, image.digest)).toBe(false)
  } finally {
    clearInterval(stubborn)
  }
  expect(store.manifests.has(digest)).toBe(true)
})

test('a token for it is asked for; who has none leaves it', async () => {
  for (const grants of ['pull,push', 'pull'] as const) {
    const access = { scheme: 'bearer', username: 'ci', password: 'secret', grants } as const
    await using registry = await startRegistry({ access })
    const image = registry.push('app', '1')
    const credentials = async () => ({ kind: 'password', username: 'ci', password: 'secret' }) as const
    const repository = openRepository(`oci://${registry.host}/app`, { credentials })
    const { digest } = image
    expect(await repository.removeReferrer(digest, digest)).toBe(grants === 'pull,push')
    expect(registry.repository('app').manifests.has(digest)).toBe(grants === 'pull')
  }
})

test('only digests are taken', async () => {
  await using registry = await startRegistry()
  const { digest } = registry.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`)
  await expect(() => repository.removeReferrer('1', digest)).toThrowCode('REFERENCE_INVALID')
  expect((await repository.manifest('1')).digest).toBe(digest)
})

test('in a layout, entry and blob go, and cosign finds it no more among the blobs that it looks through', async () => {
  using dir = tempDir()
  const store = new RepositoryStore()
  const image = pushImage(store, 'v1')
  const path = dir.at('app')
  writeLayout(path, store)
  const layout = await openLayout(path)
  const one = await addSignature(layout, image, 'one')
  const two = await addSignature(layout, image, 'two')
  for (const repository of [layout, await openLayout(path)]) {
    expect(await repository.removeReferrer(one.digest, image.digest)).toBe(true)
    expect(await digests(repository, image)).toEqual([two.digest])
  }
  expect(existsSync(dir.at(`app/blobs/${one.digest.replace(':', '/')}`))).toBe(false)
  expect((await layout.manifest('v1')).digest).toBe(image.digest)
})

test('in a layout with a list of referrers that another tool brought along, it is in that list no more', async () => {
  using dir = tempDir()
  const store = new RepositoryStore()
  const image = pushImage(store, 'v1')
  const path = dir.at('app')
  writeLayout(path, store)
  const layout = await openLayout(path)
  const one = await addSignature(layout, image, 'one')
  const two = await addSignature(layout, image, 'two')
  const entry = ({ mediaType, digest, size }: typeof one) => ({ mediaType, digest, size })
  const list = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [entry(one), entry(two)],
  }
  const bytes = new TextEncoder().encode(JSON.stringify(list))
  await layout.putManifest(bytes, list.mediaType, fallbackTag(image.digest))
  expect(await layout.removeReferrer(one.digest, image.digest)).toBe(true)
  const again = await openLayout(path)
  expect(await digests(again, image)).toEqual([two.digest])
  const { manifests } = JSON.parse(Buffer.from((await again.manifest(fallbackTag(image.digest))).bytes).toString())
  expect(manifests).toEqual([entry(two)])
  expect(readFileSync(dir.at('app/index.json'), 'utf8')).not.toContain(one.digest)
})

test('in an archive, which stays whole for tar', async () => {
  using dir = tempDir()
  const store = new RepositoryStore()
  const image = pushImage(store, 'v1')
  const file = dir.at('app.tar')
  writeFileSync(file, buildDockerArchive(store))
  const archive = await openDockerArchive(file)
  const one = await addSignature(archive, image, 'one')
  const two = await addSignature(archive, image, 'two')
  const before = execFileSync('tar', ['tf', file]).toString().trim().split('\n')
  for (const _ of [1, 2]) expect(await archive.removeReferrer(one.digest, image.digest)).toBe(true)
  const after = execFileSync('tar', ['tf', file]).toString().trim().split('\n')
  expect(after).toEqual(before.filter((name) => !name.includes(one.digest.slice(7))))
  const again = await openDockerArchive(file)
  expect(await digests(again, image)).toEqual([two.digest])
  expect((await again.manifest('v1')).digest).toBe(image.digest)
})
