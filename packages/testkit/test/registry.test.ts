import { expect, test } from 'vitest'
import { startRegistry, type TestRegistry, tempDir, tool } from '../src/index.ts'
import { digestOf } from '../src/registry/store.ts'

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const BLOB = Buffer.from('0123456789')
const DIGEST = digestOf(BLOB)

function ask(registry: TestRegistry, method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, registry.origin), { method, ...init })
}

test('blobs are pushed in one request, in two and in chunks, mounted, read in part and deleted', async () => {
  await using registry = await startRegistry()
  const send = (method: string, path: string, init?: RequestInit) => ask(registry, method, path, init)
  const begin = async (query = ''): Promise<string> => {
    const begun = await send('POST', `/v2/app/blobs/uploads/${query}`)
    expect(begun.status).toBe(202)
    return begun.headers.get('location') as string
  }
  expect((await send('POST', `/v2/one/blobs/uploads/?digest=${DIGEST}`, { body: BLOB })).status).toBe(201)
  expect((await send('POST', `/v2/two/blobs/uploads/?mount=${DIGEST}&from=one`)).status).toBe(201)
  await begin(`?mount=${DIGEST}&from=none`)
  expect((await send('PUT', `${await begin()}&digest=${DIGEST}`, { body: BLOB })).status).toBe(201)

  let location = await begin()
  for (const [range, part, status] of [
    ['0-4', '01234', 202],
    ['9-9', '9', 416],
    ['5-9', '56789', 202],
  ] as const) {
    const patched = await send('PATCH', location, { body: part, headers: { 'content-range': range } })
    expect(patched.status).toBe(status)
    location = patched.headers.get('location') as string
  }
  expect((await send('PUT', `${location}&digest=${digestOf(Buffer.from('other'))}`)).status).toBe(400)
  expect((await send('PUT', `${location}&digest=${DIGEST}`)).status).toBe(404)

  const part = await send('GET', `/v2/app/blobs/${DIGEST}`, { headers: { range: 'bytes=2-3' } })
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '23', 'bytes 2-3/10'])
  expect((await send('HEAD', `/v2/app/blobs/${DIGEST}`)).headers.get('content-length')).toBe('10')
  expect((await send('DELETE', `/v2/app/blobs/${DIGEST}`)).status).toBe(202)
  expect((await send('GET', `/v2/app/blobs/${DIGEST}`)).status).toBe(404)
})

test('a manifest needs its blobs but not its subject, and is listed under it', async () => {
  await using registry = await startRegistry({ pageSize: 1 })
  const image = registry.push('app', '1')
  const subject = { mediaType: image.mediaType, digest: image.digest, size: image.size }
  const { config } = JSON.parse(Buffer.from(image.bytes).toString())
  const put = (value: object, reference = 'x') =>
    ask(registry, 'PUT', `/v2/app/manifests/${reference}`, {
      body: JSON.stringify(value),
      headers: { 'content-type': MANIFEST },
    })
  const about = (artifactType: string) => ({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType,
    config,
    layers: [],
    subject,
  })
  expect((await put({ ...about('a/b'), layers: [{ digest: DIGEST }] })).status).toBe(404)
  expect((await put({ ...about('a/b'), mediaType: 'text/plain' })).status).toBe(400)
  expect((await put(about('a/b'), DIGEST)).status).toBe(400)
  expect((await put(about('a/b'))).headers.get('oci-subject')).toBe(image.digest)
  const absent = digestOf(Buffer.from('absent'))
  expect((await put({ ...about('a/b'), subject: { ...subject, digest: absent } })).headers.get('oci-subject')).toBe(
    absent,
  )
  await put(about('c/d'))

  const list = async (query: string) => {
    const response = await ask(registry, 'GET', `/v2/app/referrers/${image.digest}${query}`)
    const { manifests } = (await response.json()) as { manifests: { artifactType: string }[] }
    return { types: manifests.map((one) => one.artifactType), headers: response.headers }
  }
  const first = await list('')
  expect(first.types).toEqual(['a/b'])
  expect(first.headers.get('link')).toMatch(/^<\/v2\/app\/referrers\/sha256:.*>; rel="next"$/)
  const filtered = await list(`?artifactType=${encodeURIComponent('c/d')}`)
  expect([filtered.types, filtered.headers.get('oci-filters-applied')]).toEqual([['c/d'], 'artifactType'])
  expect((await ask(registry, 'GET', '/v2/app/referrers/latest')).status).toBe(400)
  expect((await ask(registry, 'GET', `/v2/none/referrers/${DIGEST}`)).status).toBe(200)
  expect((await ask(registry, 'GET', '/v2/app/tags/list?n=1')).headers.get('link')).toContain('last=1')
})

test.for([true, false])(
  'stock crane and cosign push, sign and verify (referrers API: %s)',
  async (referrers, context) => {
    const crane = tool('crane', context)
    const cosign = tool('cosign', context)
    const access = { scheme: 'bearer', username: 'ci', password: 'for-tests' } as const
    await using registry = await startRegistry({ referrers, access })
    using dir = tempDir()
    const auth = Buffer.from('ci:for-tests').toString('base64')
    dir.write('config.json', JSON.stringify({ auths: { [registry.host]: { auth } } }))
    const env = { DOCKER_CONFIG: dir.path, HOME: dir.path, COSIGN_PASSWORD: '', SIGSTORE_NO_CACHE: '1' }
    const run = async (program: typeof crane, ...args: string[]): Promise<string> => {
      const { code, text } = await program.run(args, { env, cwd: dir.path })
      expect(code, text).toBe(0)
      return text
    }
    registry.push('team/app', 'old')
    await run(crane, 'copy', `${registry.host}/team/app:old`, `${registry.host}/team/copy:new`)
    const digest = (await run(crane, 'digest', `${registry.host}/team/copy:new`)).trim()
    expect(digest).toBe(registry.push('team/app', 'old').digest)

    await run(cosign, 'generate-key-pair')
    await run(cosign, 'signing-config', 'create', '--out', 'sc.json')
    const image = `${registry.host}/team/copy@${digest}`
    await run(cosign, 'sign', '--key', 'cosign.key', '--signing-config', 'sc.json', '-y', image)
    await run(cosign, 'verify', '--key', 'cosign.pub', '--insecure-ignore-tlog', image)
    expect(registry.repository('team/copy').tags.has(digest.replace(':', '-'))).toBe(!referrers)
    const other = `${registry.host}/team/app@${digest}`
    expect(
      (await cosign.run(['verify', '--key', 'cosign.pub', '--insecure-ignore-tlog', other], { env, cwd: dir.path }))
        .code,
    ).not.toBe(0)
  },
)
