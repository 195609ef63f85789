import { utf8 } from '@chancery/core'
import { startRegistry, type TestImage, type TestRegistryOptions } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { fallbackTag, IMAGE_INDEX, openRepository, type Repository } from '../src/index.ts'
import { addSignature, referrer } from './referrer.ts'

async function withImage(
  options: TestRegistryOptions,
  body: (given: {
    registry: Awaited<ReturnType<typeof startRegistry>>
    repository: Repository
    image: TestImage
  }) => Promise<void>,
): Promise<void> {
  await using registry = await startRegistry(options)
  const image = registry.push('app', '1')
  await body({ registry, image, repository: openRepository(`oci://${registry.host}/app`) })
}

test('a registry that says OCI-Subject lists what was put', () =>
  withImage({}, async ({ registry, repository, image }) => {
    const added = await addSignature(repository, image, 'one')
    expect(added).toMatchObject({ listedBy: 'registry', artifactType: 'application/x.one', annotations: { is: 'one' } })
    expect(registry.count(/referrers/)).toBe(0)
    expect(await repository.referrers(image.digest)).toEqual([
      {
        mediaType: added.mediaType,
        digest: added.digest,
        size: added.size,
        artifactType: added.artifactType,
        annotations: added.annotations,
      },
    ])
  }))

test.for([true, false])('pages are joined and other types left out (the registry filters: %s)', (filter) =>
  withImage({ pageSize: 2, filter }, async ({ registry, repository, image }) => {
    for (const name of ['one', 'two', 'one', 'two', 'one'])
      await addSignature(repository, image, name, registry.log.length)
    expect(await repository.referrers(image.digest)).toHaveLength(5)
    expect(registry.count(/referrers/)).toBe(3)
    const ones = await repository.referrers(image.digest, 'application/x.one')
    expect(ones.map(({ artifactType }) => artifactType)).toEqual(Array(3).fill('application/x.one'))
    expect(await repository.referrers(image.digest, 'application/x.three')).toEqual([])
  }),
)

test('without the API the fallback tag has them, with type and annotations', () =>
  withImage({ referrers: false }, async ({ registry, repository, image }) => {
    const one = await addSignature(repository, image, 'one')
    const two = await addSignature(repository, image, 'two')
    expect([one.listedBy, two.listedBy]).toEqual(['tag', 'tag'])
    expect(registry.count(/referrers/)).toBe(1)
    const { mediaType, bytes } = await repository.manifest(fallbackTag(image.digest))
    expect(mediaType).toBe(IMAGE_INDEX)
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual({
      schemaVersion: 2,
      mediaType: IMAGE_INDEX,
      manifests: [one, two].map(({ mediaType, digest, size, artifactType, annotations }) => ({
        mediaType,
        digest,
        size,
        artifactType,
        annotations,
      })),
    })
    expect(await repository.referrers(image.digest, 'application/x.two')).toMatchObject([{ digest: two.digest }])
  }))

test('the same referrer again changes nothing', () =>
  withImage({ referrers: false }, async ({ registry, repository, image }) => {
    await addSignature(repository, image, 'one')
    registry.clearLog()
    await addSignature(repository, image, 'one')
    expect(registry.count(/^PUT .*manifests\/sha256-/)).toBe(0)
    expect(await repository.referrers(image.digest)).toHaveLength(1)
  }))

test('what others wrote into the fallback index stays, with members that are none of ours', () =>
  withImage({ referrers: false }, async ({ repository, image }) => {
    const { mediaType, digest, size } = image
    const foreign = { mediaType, digest, size, platform: { os: 'linux' }, 'x-other': 1 }
    const index = { schemaVersion: 2, mediaType: IMAGE_INDEX, annotations: { by: 'other' }, manifests: [foreign] }
    const bytes = utf8(JSON.stringify(index))
    await repository.putManifest(bytes, IMAGE_INDEX, fallbackTag(digest))
    const added = await addSignature(repository, image, 'one')
    const after = JSON.parse(Buffer.from((await repository.manifest(fallbackTag(digest))).bytes).toString())
    expect(after.annotations).toEqual({ by: 'other' })
    expect(after.manifests).toEqual([foreign, expect.objectContaining({ digest: added.digest })])
  }))

test('a writer whose entry is taken away puts it back', () =>
  withImage({ referrers: false }, async ({ registry, repository, image }) => {
    const { tags } = registry.repository('app')
    const adding = addSignature(repository, image, 'one')
    const tag = fallbackTag(image.digest)
    while (!tags.has(tag)) await new Promise((resolve) => setTimeout(resolve, 1))
    tags.delete(tag)
    await adding
    expect(await repository.referrers(image.digest)).toHaveLength(1)
  }))

test('a writer whose entry is taken away for ever gives up', async () => {
  await using registry = await startRegistry({ referrers: false })
  const image = registry.push('app', '1')
  const { tags } = registry.repository('app')
  const repository = openRepository(`oci://${registry.host}/app`, { settleMs: 1 })
  const thief = setInterval(() => tags.delete(fallbackTag(image.digest)), 0)
  try {
    await expect(() => addSignature(repository, image, 'one')).toThrowCode('REFERRER_LOST')
  } finally {
    clearInterval(thief)
  }
})

test('two writers at once, 50 times, lose nothing', () =>
  withImage({ referrers: false }, async ({ registry, image }) => {
    // Sessions of their own, as two processes have.
    const writers = ['a', 'b'].map(() => openRepository(`oci://${registry.host}/app`, { settleMs: 40 }))
    for (let round = 0; round < 50; round++) {
      // The one who reads first writes last, when the other has seen its own entry in place.
      registry.lie({ fault: { kind: 'slow', milliseconds: 25 }, on: /^PUT .*manifests\/sha256-/, times: 1 })
      const added = await Promise.all(writers.map((writer, i) => addSignature(writer, image, `w${i}`, round)))
      const listed = (await (writers[0] as Repository).referrers(image.digest)).map(({ digest }) => digest)
      for (const { digest } of added) expect(listed).toContain(digest)
    }
    expect(await (writers[0] as Repository).referrers(image.digest)).toHaveLength(100)
  }))

test('ten at once in one session lose nothing', () =>
  withImage({ referrers: false }, async ({ repository, image }) => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => addSignature(repository, image, 'one', i)))
    expect(await repository.referrers(image.digest)).toHaveLength(10)
  }))

test('a tag whose writing broke off is read before it is written again', () =>
  withImage({ referrers: false }, async ({ registry, image }) => {
    const repository = openRepository(`oci://${registry.host}/app`, { backoffMs: 1 })
    registry.lie({ fault: { kind: 'closed', arrives: true }, on: /^PUT .*manifests\/sha256-/, times: 1 })
    await addSignature(repository, image, 'one')
    expect(registry.count(/^PUT .*manifests\/sha256-/)).toBe(1)
    registry.lie({ fault: { kind: 'closed' }, on: /^PUT .*manifests\/sha256-/ })
    await expect(() => addSignature(repository, image, 'two')).toThrowCode('REGISTRY_UNAVAILABLE')
  }))

test('types that a list does not tell are not left out', () =>
  withImage({ referrers: false }, async ({ repository, image }) => {
    const { mediaType, digest, size } = image
    const untold = { mediaType, digest, size, artifactType: 'application/vnd.oci.empty.v1+json' }
    const bytes = utf8(JSON.stringify({ schemaVersion: 2, mediaType: IMAGE_INDEX, manifests: [untold] }))
    await repository.putManifest(bytes, IMAGE_INDEX, fallbackTag(digest))
    expect(await repository.referrers(digest, 'application/x.one')).toEqual([untold])
  }))

test('what refers to nothing is no referrer', () =>
  withImage({}, async ({ repository, image }) => {
    await expect(repository.addReferrer(image.bytes)).rejects.toBeInstanceOf(TypeError)
    await expect(() => repository.addReferrer(referrer({ ...image, digest: 'x' }, 'one'))).toThrowCode(
      'REGISTRY_MALFORMED',
    )
  }))

test.for([
  ['no index', '{"schemaVersion":2}'],
  ['an entry without digest', '{"manifests":[{"mediaType":"a","size":1}]}'],
  ['an entry with a path for a digest', '{"manifests":[{"mediaType":"a","size":1,"digest":"../../x"}]}'],
  ['an entry with a negative size', `{"manifests":[{"mediaType":"a","size":-1,"digest":"sha256:${'a'.repeat(64)}"}]}`],
  ['no JSON', '<html>'],
] as const)('%s is no list of referrers', ([, body]) =>
  withImage({}, async ({ registry, repository, image }) => {
    registry.lie({ fault: { kind: 'body', body, contentType: IMAGE_INDEX }, on: /referrers/ })
    await expect(() => repository.referrers(image.digest)).toThrowCode('REGISTRY_MALFORMED')
  }),
)

test.for([
  '<https://elsewhere.example.com/v2/app/referrers/x>; rel="next"',
  '</v2/app/referrers/DIGEST?again>; rel="next"',
  '<http://user:secret@127.0.0.1/>; rel="next"',
])('a list that goes on at %s is refused', (link) =>
  withImage({}, async ({ registry, repository, image }) => {
    const headers = { link: link.replace('DIGEST', image.digest) }
    registry.lie({ fault: { kind: 'headers', headers }, on: /referrers/ })
    await expect(() => repository.referrers(image.digest)).toThrowCode('REGISTRY_MALFORMED')
    expect(registry.count(/referrers/)).toBeLessThanOrEqual(100)
  }),
)

test('a page for people where the API would be means that there is none', () =>
  withImage({}, async ({ registry, repository, image }) => {
    registry.lie({ fault: { kind: 'body', body: '<html>' }, on: /referrers/ })
    expect(await repository.referrers(image.digest)).toEqual([])
  }))
