import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, tempDir } from '@chancery/testkit'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { NO_CONFIG } from '../src/config.ts'
import { readManifest } from '../src/release/manifest.ts'
import { parseYaml } from '../src/yaml-text.ts'

const PAGE = readFileSync(join(CHECKOUT, 'docs/release.md'), 'utf8')
const [MANIFEST = '', IMAGES = ''] = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block]) => block)
const schema = JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema/release-manifest.v1.json'), 'utf8'))
/** `required` in conditions is about members that stand elsewhere. */
const matches = new Ajv({ allErrors: true, strictRequired: false }).compile(schema)

interface Verdict {
  /** What the schema, that is an editor, says. */
  readonly editor: boolean
  /** What reading says. */
  readonly read: boolean
}

async function judge(text: string): Promise<Verdict> {
  using dir = tempDir()
  dir.write('release.yaml', text)
  const version = text.includes('version:') ? undefined : '1'
  const read = readManifest({ cwd: dir.path, env: {}, config: NO_CONFIG, signal: undefined }, undefined, version).then(
    () => true,
    () => false,
  )
  const { data } = await parseYaml(text)
  return { editor: matches(data), read: await read }
}

const LEAST = 'name: a\nversion: "1"\ninput: dist\nfiles: [{ paths: x }]\n'
const entry = (members: string): string => LEAST.replace('paths: x', members)

describe('the schema of manifests', () => {
  it.each([
    ['of this project', readFileSync(join(CHECKOUT, 'release.yaml'), 'utf8')],
    ['of the page', MANIFEST],
    ['of the page, with images that are signed', MANIFEST.replace(/^images:.*/ms, IMAGES)],
    ['with the least in it', LEAST],
    ['without a version, which comes from elsewhere', LEAST.replace('version: "1"\n', '')],
    [
      'with everything in it',
      `${entry('paths: [x, "!y"], min: 0, max: 5, out: a/b, format: jar, key: k, description: d, url: u, sbom: s')}out: o\nkey: k\npurl: pkg:npm/%40acme/tools\npackage-id: i\nchecksums: SUMS\nignore: x\nimages: [a.test/b@sha256:${'0'.repeat(64)}]\n`,
    ],
    [
      'with others’ files',
      entry('paths: x, count: 0, signed-by: { trust: [a, b], subject: CN=a, issuer: [CN=b], key: [c], san: dns:d }'),
    ],
  ])('takes a manifest %s, as reading does', async (_, text) => {
    expect([await judge(text), matches.errors]).toEqual([{ editor: true, read: true }, null])
  })

  it.each([
    ['an unknown member', `${LEAST}fiels: []\n`],
    ['an unknown member in an entry', entry('paths: x, signedby: {}')],
    ['an unknown member in signed-by', entry('paths: x, signed-by: { trust: a, subjcet: b }')],
    ['a version that is a number', LEAST.replace('"1"', '1.10')],
    ['no name', LEAST.replace('name: a\n', '')],
    ['no input', LEAST.replace('input: dist\n', '')],
    ['no files', LEAST.replace('files: [{ paths: x }]\n', '')],
    ['a name with a line break', LEAST.replace('name: a', 'name: "a\\nb"')],
    ['a purl with a version', `${LEAST}purl: pkg:npm/a@1\n`],
    ['a purl that is none', `${LEAST}purl: npm/a\n`],
    ['checksums in another folder', `${LEAST}checksums: ../SUMS\n`],
    ['hidden checksums', `${LEAST}checksums: .sums\n`],
    ['no entries', LEAST.replace('files: [{ paths: x }]', 'files: []')],
    ['an entry without paths', entry('count: 1')],
    ['an entry with an empty list of paths', entry('paths: []')],
    ['an entry that leads out of the release', entry('paths: x, out: ../y')],
    ['an entry that leads out on its way', entry('paths: x, out: a/../../y')],
    ['an entry at the root', entry('paths: x, out: /y')],
    ['an entry on another drive', entry('paths: x, out: "C:y"')],
    ['an unknown format', entry('paths: x, format: jra')],
    ['count and min', entry('paths: x, count: 1, min: 1')],
    ['a negative count', entry('paths: x, count: -1')],
    ['how to sign what others signed', entry('paths: x, format: jar, signed-by: { trust: a }')],
    ['nobody to trust', entry('paths: x, signed-by: { subject: CN=a }')],
    ['a list instead of a mapping', '- a\n'],
  ])('refuses %s, as reading does', async (_, text) => {
    expect(await judge(text)).toEqual({ editor: false, read: false })
  })

  it.each([
    ['a digest, to be recorded', `a.test/b@sha256:${'0'.repeat(64)}`],
    ['a tag, to be signed', '{ reference: localhost/b:1 }'],
    ['its scheme and the version of the release', '{ reference: "oci://a.test:5000/b/c:v{version}" }'],
    [
      'everything',
      `{ reference: a.test/b:1@sha256:${'0'.repeat(64)}, key: k, format: [bundle, cosign], annotations: { a: b }, recursive: true }`,
    ],
    ['one format', '{ reference: a.test/b:1, format: notary-jws }'],
  ])('takes an image with %s, as reading does', async (_, image) => {
    expect([await judge(`${LEAST}images: [${image}]\n`), matches.errors]).toEqual([{ editor: true, read: true }, null])
  })

  it.each([
    ['alone without a digest', 'a.test/b:1'],
    ['that says too little', '{ key: k }'],
    ['with an unknown member', '{ reference: a.test/b:1, formats: bundle }'],
    ['with neither tag nor digest', '{ reference: a.test/b }'],
    ['without a registry', '{ reference: "team/b:1" }'],
    ['on disk', '{ reference: "oci-layout:dist/image:1" }'],
    ['with an unknown format', '{ reference: a.test/b:1, format: notary }'],
    ['with no format', '{ reference: a.test/b:1, format: [] }'],
    ['with a number to annotate', '{ reference: a.test/b:1, annotations: { build: 7 } }'],
    ['with a list of annotations', '{ reference: a.test/b:1, annotations: [a=b] }'],
    ['that is recursive in words', '{ reference: a.test/b:1, recursive: "yes" }'],
    ['that is a number', '7'],
  ])('refuses an image %s, as reading does', async (_, image) => {
    expect(await judge(`${LEAST}images: [${image}]\n`)).toEqual({ editor: false, read: false })
  })

  it('says of every member what it is for', () => {
    const { entry: one, 'signed-by': others, image } = schema.definitions
    for (const { properties } of [schema, one, others, image]) {
      for (const [name, member] of Object.entries(properties) as [string, { description?: string; $ref?: string }][])
        expect(member.description ?? member.$ref, name).toBeTruthy()
    }
  })
})
