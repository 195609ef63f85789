/** Registries that fail, refuse and lie: a code for each, and bounded memory. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { type RegistryFault, softHsmMissing } from '@chancery/testkit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ImageBench, imageBench, outcome, signaturesOf } from './image-bench.ts'

const PEAK = new URL('../peak-memory.js', import.meta.url).href
/** Largest resident set that a command may have, MiB. */
const LIMIT = 150
const RELEASE = ['--trust', '.chancery/release.pub']
const MANIFEST = /^GET .*\/manifests\/1$/

describe.skipIf(softHsmMissing())('a registry that', () => {
  let bench: ImageBench
  let image: string
  beforeAll(async () => {
    bench = await imageBench()
    image = bench.at('team/app:1')
    bench.push('team/app', '1')
    const ran = await bench.run('sign', image, '--key', 'release', '--no-attest')
    expect(ran.code, ran.stderr).toBe(0)
    return () => bench[Symbol.asyncDispose]()
  })
  beforeEach(() => bench.registry.beHonest())

  it.each<[string, RegistryFault, number, string]>([
    ['answers 401', { kind: 'status', status: 401 }, 3, 'REGISTRY_UNAUTHORIZED'],
    ['answers 403', { kind: 'status', status: 403 }, 3, 'REGISTRY_DENIED'],
    ['answers 404', { kind: 'status', status: 404 }, 2, 'IMAGE_NOT_FOUND'],
    ['asks to wait for an hour', { kind: 'status', status: 429, retryAfter: '3600' }, 3, 'REGISTRY_LIMITED'],
    ['answers 500', { kind: 'status', status: 500 }, 3, 'REGISTRY_UNAVAILABLE'],
    ['breaks off', { kind: 'cut' }, 3, 'REGISTRY_UNAVAILABLE'],
    ['lies about the digest', { kind: 'lying-digest' }, 1, 'DIGEST_MISMATCH'],
    ['is a web page', { kind: 'body', body: '<html>' }, 1, 'REGISTRY_MALFORMED'],
    ['announces a gigabyte', { kind: 'endless', announced: true }, 1, 'MANIFEST_TOO_LARGE'],
    ['never ends', { kind: 'endless' }, 1, 'MANIFEST_TOO_LARGE'],
  ])('%s', async (_, fault, exit, code) => {
    bench.registry.lie({ fault, on: MANIFEST })
    const file = bench.work.at('peak')
    const env = { NODE_OPTIONS: `--import=${PEAK}`, PEAK_MEMORY: file }
    for (const args of [
      ['sign', image, '--key', 'release', '--no-attest'],
      ['verify', image, ...RELEASE],
      ['inspect', image],
    ]) {
      const ran = await bench.work.run([...args, '--json'], { env })
      expect(outcome(ran)).toEqual([exit, code])
      expect(Number(readFileSync(file, 'utf8')) / 1024).toBeLessThan(LIMIT)
    }
  })

  it('fails once and then answers is asked again', async () => {
    bench.registry.lie({ fault: { kind: 'status', status: 503 }, times: 1, on: /manifests/ })
    expect(outcome(await bench.run('verify', image, ...RELEASE))).toEqual([0, 'verified'])
  })

  it('cannot be asked for one of two signatures does not change the verdict that rests on the other; for the only one, it may be tried again', async () => {
    const [first] = signaturesOf(await bench.run('verify', image, ...RELEASE))
    const at = first?.reference.split('@')[1] as string
    bench.registry.lie({ fault: { kind: 'status', status: 500 }, on: new RegExp(`GET .*/manifests/${at}`) })
    expect(outcome(await bench.run('verify', image, ...RELEASE))).toEqual([3, 'REGISTRY_UNAVAILABLE'])
    await bench.run('sign', image, '--key', 'release', '--no-attest', '--oci-format', 'cosign')
    expect(outcome(await bench.run('verify', image, ...RELEASE))).toEqual([0, 'verified'])
  })

  it.each([/^PUT .*\/manifests\/sha256:/, /^POST .*\/blobs\/uploads/])('refuses to store: %s', async (on) => {
    bench.registry.lie({ fault: { kind: 'status', status: 403 }, on })
    bench.push('team/store', String(on.source.length))
    const ran = await bench.run('sign', bench.at(`team/store:${on.source.length}`), '--key', 'release', '--no-attest')
    expect(outcome(ran)).toEqual([3, 'REGISTRY_DENIED'])
  })

  it('gives back something else than was pushed is found out', async () => {
    bench.push('team/exchanged', '1')
    bench.registry.lie({ fault: { kind: 'lying-digest' }, on: /^GET .*\/team\/exchanged\/(blobs|manifests)\/sha256:/ })
    const ran = await bench.run('sign', bench.at('team/exchanged:1'), '--key', 'release', '--no-attest')
    expect(outcome(ran)).toEqual([1, 'DIGEST_MISMATCH'])
  })

  it('keeps more referrers than anybody judges', async () => {
    await using other = await imageBench({ referrers: false })
    const { digest } = other.push('team/many', '1')
    const mediaType = 'application/vnd.oci.image.manifest.v1+json'
    const manifests = Array.from({ length: 257 }, (_, i) => ({
      mediaType,
      digest: `sha256:${i.toString(16).padStart(64, '0')}`,
      size: 100,
    }))
    const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }
    const bytes = new TextEncoder().encode(JSON.stringify(index))
    const store = other.registry.repository('team/many')
    const list = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    store.manifests.set(list, { mediaType: index.mediaType, digest: list, bytes })
    store.tags.set(digest.replace(':', '-'), list)
    expect(outcome(await other.run('verify', other.at('team/many:1'), ...RELEASE))).toEqual([
      1,
      'IMAGE_REFERRERS_TOO_MANY',
    ])
  })

  it('wants a login gets it once for many images, and a wrong one is told', async () => {
    const access = { scheme: 'basic', username: 'ci', password: 'not-in-any-log' } as const
    await using closed = await imageBench({ access })
    const images = ['1', '2', '3'].map((tag) => {
      closed.push('team/app', tag)
      return closed.at(`team/app:${tag}`)
    })
    expect(outcome(await closed.run('sign', ...images, '--key', 'release', '--no-attest'))).toEqual([
      3,
      'REGISTRY_UNAUTHORIZED',
    ])
    const auth = Buffer.from('ci:not-in-any-log').toString('base64')
    writeFileSync(closed.work.at('config.json'), JSON.stringify({ auths: { [closed.registry.host]: { auth } } }))
    const args = ['sign', ...images, '--key', 'release', '--no-attest', '--json']
    const ran = await closed.work.run(args, { env: { DOCKER_CONFIG: closed.work.path } })
    expect([ran.code, ran.json.files.length]).toEqual([0, 3])
    expect(ran.stdout + ran.stderr).not.toMatch(/not-in-any-log/)
    expect(ran.stdout + ran.stderr).not.toContain(auth)
  })
})
