import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { buildPe } from '@chancery/testkit'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codes, MANIFEST, release, releaseBench, spoilt } from './release-bench.ts'
import { schemaOf } from './schemas.ts'
import type { Workbench } from './workbench.ts'

const valid = schemaOf('release')

let bench: Workbench
let spdx: Uint8Array
beforeAll(async () => {
  bench = await releaseBench()
  cpSync(bench.at('dist'), bench.at('built'), { recursive: true })
  spdx = bench.read('spdx.json')
  return () => bench[Symbol.dispose]()
})
beforeEach(() => {
  for (const name of ['dist', 'release']) rmSync(bench.at(name), { recursive: true, force: true })
  cpSync(bench.at('built'), bench.at('dist'), { recursive: true })
  write('release.yaml', MANIFEST)
  write('spdx.json', spdx)
})
/** Nothing was signed: the case is over before a key is used. */
afterEach(() => expect(bench.list('release').filter((name) => !name.startsWith('stray'))).toEqual([]))

const write = (name: string, text: string | Uint8Array): void => writeFileSync(bench.at(name), text)
const manifest = (from: string | RegExp, to: string): void => {
  const text = MANIFEST.replace(from, to)
  expect(text).not.toBe(MANIFEST)
  write('release.yaml', text)
}

type Case = [what: string, change: () => void, exitCode: number, codes: string[], says?: string[]]

const FILES: readonly Case[] = [
  [
    'files that nobody declared, all of them',
    () => {
      write('dist/debug.log', 'x')
      write('dist/.env', 'SECRET=1')
      mkdirSync(bench.at('dist/deep/er'), { recursive: true })
      write('dist/deep/er/extra.exe', buildPe())
      symlinkSync('app.exe', bench.at('dist/link'))
      write('dist/orphan.p7s', 'x')
    },
    2,
    ['RELEASE_FILES_UNDECLARED'],
    ['debug.log', '.env', 'deep/er/extra.exe', 'link', 'orphan.p7s'],
  ],
  ['too few files', () => rmSync(bench.at('dist/module.psm1')), 2, ['RELEASE_FILE_COUNT'], ['files[0]', '*.psm1']],
  [
    'too many files',
    () => {
      for (const name of ['a', 'b', 'c']) write(`dist/scripts/${name}.sh`, '#!/bin/sh\n')
    },
    2,
    ['RELEASE_FILE_COUNT'],
    ['files[2]', '4 files', '1 to 3'],
  ],
  [
    'one file too many where a number is exact',
    () => write('dist/more.exe', buildPe()),
    2,
    ['RELEASE_FILE_COUNT'],
    ['3 files', '2 are declared'],
  ],
  ['no file where one is declared', () => rmSync(bench.at('dist/lib.jar')), 2, ['RELEASE_FILE_COUNT'], ['lib.jar']],
  [
    'a file that two entries declare',
    () => manifest('paths: lib.jar', 'paths: [lib.jar, app.exe]'),
    2,
    ['RELEASE_FILE_TWICE'],
    ['dist/app.exe', 'files[0]', 'files[1]'],
  ],
  [
    'a pattern that leads out of the input',
    () => manifest('paths: lib.jar', 'paths: [lib.jar, ../chancery.yaml]'),
    2,
    ['MANIFEST_INVALID'],
    ['../chancery.yaml'],
  ],
  [
    'a folder where a file is meant',
    () => manifest('paths: lib.jar', 'paths: [lib.jar, scripts]'),
    2,
    ['PATH_IS_DIRECTORY'],
  ],
  [
    'no input at all',
    () => rmSync(bench.at('dist'), { recursive: true }),
    2,
    ['FILE_NOT_FOUND', 'FILE_NOT_FOUND'],
    ['dist'],
  ],
  ['an empty file', () => write('dist/data.bin', ''), 1, ['EMPTY_FILE']],
  [
    'a file of another format',
    () => manifest('paths: lib.jar', 'paths: lib.jar\n    format: script'),
    2,
    ['FORMAT_MISMATCH'],
  ],
  [
    'a file of no known kind',
    () => manifest('    format: blob\n', ''),
    2,
    ['FORMAT_NOT_RECOGNISED'],
    ['dist/data.bin'],
  ],
  ['two files with one name', () => manifest('    out: vendor\n', ''), 2, ['OUTPUT_COLLISION']],
  [
    'a file that is called like the checksums',
    () => manifest('checksums: SHA256SUMS', 'checksums: data.bin'),
    2,
    ['OUTPUT_COLLISION'],
  ],
  ['an SBOM that is none', () => write('spdx.json', '{"name":"data"}'), 2, ['SBOM_UNKNOWN'], ['spdx.json']],
  [
    'an SBOM that is not there',
    () => manifest('sbom: spdx.json', 'sbom: none.json'),
    2,
    ['FILE_NOT_FOUND'],
    ['none.json'],
  ],
  [
    'what is in the output folder and not of this release',
    () => {
      mkdirSync(bench.at('release/stray'), { recursive: true })
      write('release/stray/old.exe', 'x')
    },
    2,
    ['RELEASE_OUTPUT_FOREIGN'],
    ['stray/old.exe'],
  ],
  ['a key that is not configured', () => manifest('key: release', 'key: relaese'), 2, ['KEY_UNKNOWN'], ['"release"']],
  [
    'several things at once, each by its name',
    () => {
      write('dist/debug.log', 'x')
      write('dist/data.bin', '')
      rmSync(bench.at('dist/lib.jar'))
      manifest('key: release', 'key: none')
    },
    2,
    ['RELEASE_FILE_COUNT', 'RELEASE_FILES_UNDECLARED', 'EMPTY_FILE', 'KEY_UNKNOWN'],
  ],
]

const THIRD_PARTY: readonly Case[] = [
  [
    'an unsigned third-party file',
    () => write('dist/vendor/codec.exe', buildPe()),
    1,
    ['NOT_SIGNED'],
    ['dist/vendor/codec.exe'],
  ],
  [
    'one that was changed after it was signed',
    () => write('dist/vendor/data.bin', spoilt(bench.read('built/vendor/data.bin'))),
    1,
    ['DIGEST_MISMATCH'],
  ],
  ['one without its signature file', () => rmSync(bench.at('dist/vendor/data.bin.p7s')), 1, ['NOT_SIGNED']],
  [
    'those by somebody else',
    () => manifest(/subject: .*/, 'subject: CN=Someone Else'),
    1,
    ['SIGNER_UNEXPECTED', 'SIGNER_UNEXPECTED'],
  ],
  [
    'those under other anchors',
    () => manifest('trust: vendor-ca.pem', 'trust: .chancery/ca.pem'),
    1,
    ['CHAIN_UNTRUSTED', 'CHAIN_UNTRUSTED'],
  ],
  [
    'those by another key',
    () => manifest(/subject: .*/, `key: "${'00'.repeat(32)}"`),
    1,
    ['SIGNER_UNEXPECTED', 'SIGNER_UNEXPECTED'],
  ],
  [
    'those without an alternative name',
    () => manifest(/subject: .*/, 'san: [dns:vendor.example.com]'),
    1,
    ['SIGNER_UNEXPECTED', 'SIGNER_UNEXPECTED'],
  ],
]

describe('release refuses, before a key is used,', () => {
  it.each([...FILES, ...THIRD_PARTY])('%s', async (_, change, exitCode, expected, says = []) => {
    change()
    const ran = await release(bench)
    expect(codes(ran), ran.stderr).toEqual(expected)
    expect([ran.code, ran.json.files, ran.json.record, ran.json.checksums]).toEqual([exitCode, [], null, null])
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    const text = ran.json.failed.map(({ path, message }) => `${path} ${message}`).join('\n')
    for (const word of says) expect(text).toContain(word)
  })

  it.each([
    ['a manifest that is not there', ['none.yaml'], () => {}, 2, 'MANIFEST_NOT_FOUND'],
    ['a manifest with unknown members', [], () => manifest('count: 2', 'cuont: 2'), 2, 'MANIFEST_INVALID'],
    ['two manifests', ['release.yaml', 'other.yaml'], () => {}, 2, 'OPTION_INVALID'],
    ['no key at all', [], () => manifest('key: release\n', ''), 2, 'KEY_NOT_GIVEN'],
    ['a trust that has not the key of records', ['--trust', '.chancery/ca.pem'], () => {}, 2, 'TRUST_NOT_GIVEN'],
    ['a configuration without that key', ['--config', 'bare.yaml'], () => {}, 2, 'ATTESTATION_KEY_MISSING'],
    ['timestamps and none', ['--timestamp', 'http://x', '--no-timestamp'], () => {}, 2, 'OPTIONS_CONFLICT'],
  ])('%s', async (_, args, change, exitCode, code) => {
    const yaml = bench.read('chancery.yaml').toString()
    write('bare.yaml', yaml.replace(/ {2}attestation:\n(?: {4}.*\n)+/, ''))
    change()
    const ran = await release(bench, ...args)
    expect([ran.code, codes(ran)], ran.stderr).toEqual([exitCode, [code]])
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  })
})
