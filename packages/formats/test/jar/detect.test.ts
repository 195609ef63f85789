import '@chancery/testkit/matchers'
import { detectFormat, formatRegistry, memorySource, utf8 } from '@chancery/core'
import { bombEntry, buildJar, buildZip, type ZipEntry, type ZipOptions } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { allFormats } from '../../src/index.ts'
import { jar } from '../../src/jar/jar.ts'
import { OPTIONS } from '../in-memory.ts'

const formats = formatRegistry(allFormats)
const idOf = async (bytes: Uint8Array, name: string): Promise<string | null> =>
  (await detectFormat(memorySource(bytes, name), formats))?.id ?? null

const MANIFEST: ZipEntry = { name: 'META-INF/MANIFEST.MF', data: 'Manifest-Version: 1.0\r\n\r\n' }
const FILE: ZipEntry = { name: 'a', data: 'x' }
const BINARY_XML = Uint8Array.of(3, 0, 8, 0, 1, 2, 3, 4)

describe('what is a JAR', () => {
  test.each<[string, readonly ZipEntry[], string, string | null]>([
    ['a manifest first', [MANIFEST, FILE], 'x.bin', 'jar'],
    ['a manifest last', [FILE, { name: 'META-INF/' }, MANIFEST], 'x.zip', 'jar'],
    ['a manifest in small letters', [FILE, { ...MANIFEST, name: 'meta-inf/manifest.mf' }], 'x', 'jar'],
    ['signature files without a manifest', [FILE, { name: 'META-INF/X.SF', data: '' }], 'x', 'jar'],
    ['an app bundle', [FILE, { name: 'BundleConfig.pb', data: 'x' }], 'x', 'jar'],
    ['a ZIP, whatever it is called', [FILE], 'x.jar', null],
    [
      'an EPUB',
      [
        { name: 'mimetype', data: 'application/epub+zip' },
        { name: 'META-INF/container.xml', data: 'x' },
      ],
      'x.epub',
      null,
    ],
    ['an empty ZIP', [], 'x.jar', null],
  ])('%s', async (_, entries, name, id) => {
    expect(await idOf(buildZip(entries), name)).toBe(id)
  })

  test.each([
    ['x.jar', 'jar'],
    ['x.WAR', 'jar'],
    ['x.apk', 'jar'],
    ['x.zip', null],
  ])('a damaged archive called %s: %s', async (name, id) => {
    expect(await idOf(buildZip([FILE, MANIFEST]).slice(0, -1), name)).toBe(id)
  })

  test('a script or a program in front is what it is', async () => {
    expect(await idOf(buildJar({ prefix: utf8('#!/bin/sh\nexec java -jar "$0"\n') }), 'x.jar')).not.toBe('jar')
  })

  test('other files', async () => {
    for (const bytes of [new Uint8Array(), utf8('PK'), utf8('text'), utf8('PK\u0003\u0004')]) {
      expect(await idOf(bytes, 'x')).not.toBe('jar')
    }
  })
})

describe('an Android manifest', () => {
  const manifest = { name: 'AndroidManifest.xml', data: utf8('<manifest/>') }
  const code = { name: 'classes.dex', data: utf8('dex') }

  test.each([
    ['with code is an APK, whatever the file is called', 'x.zip', [manifest, code], 'jar'],
    ['in a file that is called so is an APK', 'base.apk', [manifest], 'jar'],
    ['alone makes nothing of a ZIP', 'x.zip', [manifest], null],
  ] as const)('%s', async (_, name, entries, format) => {
    const source = memorySource(buildZip([...entries]), name)
    expect((await detectFormat(source, formatRegistry([jar])))?.id ?? null).toBe(format)
  })

  test('and code beside a JAR manifest are still an APK, and refused', async () => {
    const source = memorySource(buildZip([MANIFEST, manifest, code]), 'x.jar')
    await expect(() => jar.describe(source, OPTIONS)).toThrowCode('UNSUPPORTED_FORMAT')
  })
})

describe('an APK is recognised and refused', () => {
  const binary: ZipEntry = { name: 'AndroidManifest.xml', data: BINARY_XML }
  const block = utf8('APK Sig Block 42')
  test.each<[string, readonly ZipEntry[], ZipOptions?]>([
    ['by its manifest', [FILE, binary]],
    ['by its manifest, signed as a JAR', [MANIFEST, binary]],
    ['by its signing block', [MANIFEST, FILE], { gap: block }],
  ])('%s', async (_, entries, options) => {
    const source = memorySource(buildZip(entries, options), 'x.apk')
    expect(await detectFormat(source, formats)).toBe(jar)
    await expect(() => jar.describe(source, OPTIONS)).toThrowCode('UNSUPPORTED_FORMAT')
    await expect(() => jar.readSignatures(source, null)).toThrowCode('UNSUPPORTED_FORMAT')
  })

  test('a library with a manifest in text is none', async () => {
    const source = memorySource(buildZip([MANIFEST, { name: 'AndroidManifest.xml', data: '<manifest/>' }]))
    expect(await jar.readSignatures(source, null)).toEqual([])
  })
})

test('a ZIP that is no JAR is not made one', async () => {
  const source = memorySource(buildZip([FILE]))
  await expect(() => jar.describe(source, OPTIONS)).toThrowCode('FORMAT_MISMATCH')
})

test('more signature files than anyone needs', async () => {
  const files = Array.from({ length: 65 }, (_, i): ZipEntry => ({ name: `META-INF/S${i}.SF`, data: '' }))
  await expect(() => jar.readSignatures(memorySource(buildZip([MANIFEST, ...files])), null)).toThrowCode(
    'JAR_TOO_MANY_SIGNERS',
  )
})

test.each<[string, ZipEntry, string]>([
  [
    'a directory that says it is empty',
    { name: 'd/', data: 'class', method: 'deflated', local: { size: 0 }, central: { size: 0 } },
    'COMPRESSED_DATA_CORRUPT',
  ],
  [
    'an entry that inflates to more than it says',
    { ...FILE, data: 'xx', local: { size: 1 }, central: { size: 1 } },
    'COMPRESSED_DATA_CORRUPT',
  ],
  ['an encrypted entry', { ...FILE, local: { flags: 1 }, central: { flags: 1 } }, 'ZIP_UNSUPPORTED'],
  ['a zip bomb', bombEntry('bomb', 300), 'ZIP_BOMB'],
  ['one name twice', { ...MANIFEST }, 'ZIP_DUPLICATE'],
])('%s is not signed', async (_, entry, code) => {
  await expect(() => jar.describe(memorySource(buildZip([MANIFEST, entry])), OPTIONS)).toThrowCode(code)
})
