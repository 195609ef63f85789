import { resolve } from 'node:path'
import { type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { NO_CONFIG } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { EngineError } from '../src/index.ts'
import { type Manifest, readManifest } from '../src/release/manifest.ts'

let dir: TempDir
beforeAll(() => {
  dir = tempDir()
})
afterAll(() => dir[Symbol.dispose]())

const LEAST = 'name: a\nversion: "1"\ninput: dist\nfiles: [{ paths: x }]\n'

function read(text: string | Uint8Array, env: Context['env'] = {}, version?: string): Promise<Manifest> {
  dir.write('release.yaml', text)
  return readManifest({ cwd: dir.path, env, config: NO_CONFIG, signal: undefined }, undefined, version)
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const error = await read(text).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof EngineError)) throw new Error(`nothing was refused: ${String(error)}`)
  expect(error.code).toBe('MANIFEST_INVALID')
  return error.details.problems as readonly string[]
}

describe('a manifest', () => {
  it('of the least that there must be has defaults for the rest', async () => {
    const { path, sha256, entries, ...manifest } = await read(LEAST)
    expect(manifest).toEqual({
      name: 'a',
      version: '1',
      purl: 'pkg:generic/a@1',
      packageId: null,
      input: dir.at('dist'),
      out: dir.at('release'),
      key: null,
      checksums: 'SHA256SUMS',
      ignore: [],
      images: [],
    })
    expect([path, sha256]).toEqual([dir.at('release.yaml'), expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(entries).toEqual([
      {
        ...{ at: 'files[0]', paths: ['x'], min: 1, max: null, out: '', key: null, signedBy: null, sbom: null },
        ...{ format: undefined, description: undefined, url: undefined },
      },
    ])
  })

  it.each([
    ['count: 3', 3, 3],
    ['count: 0', 0, 0],
    ['min: 2', 2, null],
    ['min: 0', 0, null],
    ['max: 4', 1, 4],
    ['max: 0', 0, 0],
    ['min: 0, max: 5', 0, 5],
  ])('bounds how many files there are: %s', async (bounds, min, max) => {
    const { entries } = await read(LEAST.replace('paths: x', `paths: x, ${bounds}`))
    expect(entries[0]).toMatchObject({ min, max })
  })

  it('has its version from the option, then the environment, then the file', async () => {
    const env = { CHANCERY_RELEASE_VERSION: '2' }
    expect((await read(LEAST, env, '3')).version).toBe('3')
    expect((await read(LEAST, env)).purl).toBe('pkg:generic/a@2')
    expect((await read(LEAST)).version).toBe('1')
    expect((await read(LEAST.replace('version: "1"\n', ''), env)).version).toBe('2')
  })

  it('spells what a package URL must not hold', async () => {
    const { purl } = await read(LEAST.replace('name: a', 'name: "a b/c@d"').replace('"1"', '"1/2 é"'))
    expect(purl).toBe('pkg:generic/a%20b%2Fc%40d@1%2F2%20%C3%A9')
    expect((await read(`${LEAST}purl: pkg:npm/%40acme/tools\n`)).purl).toBe('pkg:npm/%40acme/tools@1')
  })

  it('has images that are signed, and others that are recorded', async () => {
    const digest = `sha256:${'0'.repeat(64)}`
    const { images } = await read(
      `${LEAST}images: [{ reference: "a.test/b:v{version}" }, { reference: "oci://a.test/c@${digest}", key: k, format: [cosign], annotations: { a: b }, recursive: true }, a.test/d:1@${digest}]\n`,
    )
    expect(images).toEqual([
      {
        ...{ at: 'images[0]', reference: 'oci://a.test/b:v1', repository: 'a.test/b', tag: 'v1', digest: null },
        signing: { key: null, formats: ['bundle'], annotations: {}, recursive: false },
      },
      {
        ...{ at: 'images[1]', reference: `oci://a.test/c@${digest}`, repository: 'a.test/c', tag: null, digest },
        signing: { key: 'k', formats: ['cosign'], annotations: { a: 'b' }, recursive: true },
      },
      {
        ...{ at: 'images[2]', reference: `oci://a.test/d:1@${digest}`, repository: 'a.test/d', tag: '1', digest },
        signing: null,
      },
    ])
  })

  it('finds its files from its own folder, and folders below the release as they are meant', async () => {
    const entry = 'paths: x, out: ./a/b/, sbom: bom.json, signed-by: { trust: [ca.pem], san: dns:a.example }'
    const { out, entries } = await read(`${LEAST.replace('paths: x', entry)}out: ../out\n`)
    expect(out).toBe(resolve(dir.path, '../out'))
    const signedBy = { trust: [dir.at('ca.pem')], sans: ['dns:a.example'] }
    expect(entries[0]).toMatchObject({ out: 'a/b', sbom: dir.at('bom.json'), signedBy })
  })
})

describe('a manifest is refused', () => {
  it.each([
    ['with an unknown member', `${LEAST}fiels: []\n`, ['fiels: is unknown (did you mean "files"?)']],
    [
      'with one in an entry',
      LEAST.replace('paths: x', 'paths: x, signedby: {}'),
      [/^files\[0\]\.signedby: .*"signed-by"/],
    ],
    [
      'with one in signed-by',
      LEAST.replace('paths: x', 'paths: x, signed-by: { trust: a, subjcet: b }'),
      [/"subject"/],
    ],
    [
      'whose version is a number',
      LEAST.replace('"1"', '1.10'),
      [/^version: 1.1 is a number in YAML; put it between quotes$/],
    ],
    ['without a version', LEAST.replace('version: "1"\n', ''), [/^version: is missing; .*--version-name/]],
    ['whose name holds a line break', LEAST.replace('name: a', 'name: "a\\nb"'), ['name: is no text of one line']],
    ['whose purl has a version', `${LEAST}purl: pkg:npm/a@1\n`, [/^purl: /]],
    ['whose purl is none', `${LEAST}purl: npm/a\n`, [/^purl: /]],
    ['whose output lies in its input', `${LEAST}out: dist/out\n`, ['out: and input lie one in the other']],
    ['whose input lies in its output', `${LEAST}out: .\n`, ['out: and input lie one in the other']],
    ['whose input is its output', `${LEAST}out: dist\n`, ['out: and input lie one in the other']],
    ['whose checksums are a path', `${LEAST}checksums: ../SUMS\n`, ['checksums: is no file name']],
    ['whose checksums are hidden', `${LEAST}checksums: .sums\n`, ['checksums: is no file name']],
    ['without entries', LEAST.replace('files: [{ paths: x }]', 'files: []'), ['files: is no list of entries']],
    ['with an entry without paths', LEAST.replace('paths: x', 'count: 1'), ['files[0].paths: is missing']],
    [
      'with no paths in an entry',
      LEAST.replace('paths: x', 'paths: []'),
      ['files[0].paths: is neither a text nor a list of texts'],
    ],
    ['whose entry leads out of the release', LEAST.replace('paths: x', 'paths: x, out: ../y'), [/^files\[0\]\.out: /]],
    ['whose entry names a place', LEAST.replace('paths: x', 'paths: x, out: /y'), [/^files\[0\]\.out: /]],
    [
      'with a format that there is not',
      LEAST.replace('paths: x', 'paths: x, format: jra'),
      [/^files\[0\]\.format: jra .*"jar"/],
    ],
    [
      'with count and min',
      LEAST.replace('paths: x', 'paths: x, count: 1, min: 1'),
      ['files[0]: has count, or min and max'],
    ],
    [
      'with more at least than at most',
      LEAST.replace('paths: x', 'paths: x, min: 2, max: 1'),
      ['files[0].max: is less than min'],
    ],
    [
      'with a count that is none',
      LEAST.replace('paths: x', 'paths: x, count: -1'),
      ['files[0].count: is no whole number'],
    ],
    [
      'that says how to sign what others signed',
      LEAST.replace('paths: x', 'paths: x, key: k, format: jar, signed-by: { trust: a }'),
      [/^files\[0\]\.format: is not for/, /^files\[0\]\.key: is not for/],
    ],
    [
      'that trusts nobody for them',
      LEAST.replace('paths: x', 'paths: x, signed-by: { subject: CN=a }'),
      ['files[0].signed-by.trust: is missing'],
    ],
    [
      'with images that say too little or too much, each by its place',
      `${LEAST}images: [a.test/b:1, { key: k }, { reference: a.test/b:1, fromat: bundle }, { reference: b:1 }, { reference: a.test/c:1, format: cosing, annotations: { build: 7 }, recursive: 1 }]\n`,
      [
        /^images\[0\]: has no digest; .*`reference: a\.test\/b:1`$/,
        'images[1].reference: is missing',
        'images[2].fromat: is unknown (did you mean "format"?)',
        /^images\[3\]\.reference: .* has no registry$/,
        /^images\[4\]\.format: cosing .*"cosign"/,
        'images[4].annotations.build: is no text; put it between quotes',
        'images[4].recursive: is neither true nor false',
        'images[2]: is images[0] once more',
      ],
    ],
    ['whose images are no list', `${LEAST}images: a.test/b:1\n`, ['images: is no list']],
    ['that is no mapping', '- a\n', [/^the file: is no mapping$/, /./, /./, /./, /./]],
    ['that is empty', '', [/^name: is missing/, /^version: is missing/, /^input: is missing/, /^files: /]],
    ['that is no YAML', 'a: [\n', [/^line 2, column 1: /]],
  ])('%s', async (_, text, expected) => {
    const problems = await problemsOf(text)
    expect(problems).toHaveLength(expected.length)
    for (const [index, one] of expected.entries()) {
      if (typeof one === 'string') expect(problems[index]).toBe(one)
      else expect(problems[index]).toMatch(one)
    }
  })

  it('that is not there, or no text', async () => {
    await expect(read(Uint8Array.of(0xff, 0xfe))).rejects.toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }))
    const context = { cwd: dir.path, env: {}, signal: undefined } as unknown as Context
    await expect(readManifest(context, 'none.yaml', undefined)).rejects.toThrow(
      expect.objectContaining({ code: 'MANIFEST_NOT_FOUND' }),
    )
  })
})
