import '@chancery/testkit/matchers'
import { createHash } from 'node:crypto'
import { type ByteSource, concat, type Format, memorySource, type SigningKey, utf8 } from '@chancery/core'
import { powershell } from '@chancery/formats'
import { createCa, powerShellScript, softwareKey } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults, formatOptions, signBytes } from './signing.ts'

const ps = powershell as Format
let key: SigningKey

beforeAll(async () => {
  key = softwareKey(await (await createCa()).certify())
})

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'))
const digestOf = async (bytes: Uint8Array): Promise<string> =>
  (await powershell.describe(memorySource(bytes), formatOptions())).digest
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('the text that is hashed', () => {
  it.each(['utf8', 'utf8-bom', 'utf16le'] as const)('is UTF-16LE, the mark included: %s', async (encoding) => {
    for (const newline of ['\r\n', '\n'] as const) {
      const bytes = powerShellScript({ encoding, newline })
      const text = new TextDecoder(encoding === 'utf16le' ? 'utf-16le' : 'utf-8', { ignoreBOM: true }).decode(bytes)
      expect(await digestOf(bytes)).toBe(sha256(utf16(text)))
    }
  })

  it('has the same digest in UTF-8 with a mark and in UTF-16LE', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
        fc.pre(!text.includes('\0'))
        expect(await digestOf(utf8(`\ufeff${text}`))).toBe(await digestOf(utf16(`\ufeff${text}`)))
      }),
      { numRuns: 100 },
    )
  })

  it('is converted right where a character lies across two chunks', async () => {
    for (const padding of [0, 1, 2, 3]) {
      const text = `${'#'.repeat(1024 * 1024 - padding)}𝒳 Grüße`
      expect(await digestOf(utf8(text))).toBe(sha256(utf16(text)))
    }
  })

  it('is the same before and after signing, whatever ends it', async () => {
    for (const end of ['', '\n', '\r\n', '\r', '\r\n\r\n', '#', '# SIG #']) {
      for (const mark of ['', '\ufeff']) {
        const bytes = utf8(`${mark}Write-Output 'Grüße'${end}`)
        const signed = await signBytes(ps, bytes, key)
        expect(await digestOf(signed)).toBe(await digestOf(bytes))
        expect(await faults(ps, signed)).toEqual([null])
        expect(signed.subarray(0, bytes.length)).toEqual(bytes)
      }
    }
  })
})

describe('a text that has no one meaning is refused', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'EMPTY_FILE'],
    ['a mark alone', Uint8Array.of(0xef, 0xbb, 0xbf), 'EMPTY_FILE'],
    ['a mark of UTF-16 alone', Uint8Array.of(0xff, 0xfe), 'EMPTY_FILE'],
    ['Windows-1252', concat(utf8("'Gr"), Uint8Array.of(0xfc), utf8("sse'")), 'POWERSHELL_ENCODING'],
    ['UTF-8 cut off in a character', utf8("'Grüße'").subarray(0, 4), 'POWERSHELL_ENCODING'],
    ['an overlong encoding', Uint8Array.of(0x23, 0xc0, 0xaf), 'POWERSHELL_ENCODING'],
    ['a surrogate in UTF-8', Uint8Array.of(0x23, 0xed, 0xa0, 0x80), 'POWERSHELL_ENCODING'],
    ['invalid UTF-8 behind a mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0xff), 'POWERSHELL_ENCODING'],
    ['UTF-16BE', Uint8Array.of(0xfe, 0xff, 0, 0x23), 'POWERSHELL_ENCODING'],
    ['UTF-16LE of an odd length', Uint8Array.of(0xff, 0xfe, 0x23), 'POWERSHELL_ENCODING'],
    ['U+0000 in UTF-16LE', utf16('\ufeff#\0'), 'POWERSHELL_ENCODING'],
    ['U+0000 in UTF-8', utf8('#\0'), 'POWERSHELL_ENCODING'],
    ['UTF-16LE without a mark', utf16('Write-Output 1'), 'POWERSHELL_ENCODING'],
  ])('%s', async (_, bytes, code) => {
    await expect(() => powershell.describe(memorySource(bytes), formatOptions())).toThrowCode(code)
  })

  it('more than 64 MiB', async () => {
    const limit = 64 * 1024 * 1024
    const source = (size: number): ByteSource => ({ ...memorySource(utf8('#')), size })
    await expect(() => powershell.describe(source(limit + 1), formatOptions())).toThrowCode('POWERSHELL_TOO_LARGE')
    await expect(() => powershell.readSignatures(source(limit + 1), null)).toThrowCode('POWERSHELL_TOO_LARGE')
    // At the limit it is read, which this source cannot.
    await expect(() => powershell.describe(source(limit), formatOptions())).toThrowCode('UNEXPECTED_END')
  })
})

describe('detection', () => {
  it.each<readonly [string, Uint8Array, string, string]>([
    ['text by name', utf8('1'), 'a.ps1', 'maybe'],
    ['text by name, whatever its case', utf8('1'), 'A.PSM1', 'maybe'],
    ['an empty file by name', new Uint8Array(0), 'a.psd1', 'maybe'],
    ['UTF-16LE by name', powerShellScript({ encoding: 'utf16le' }), 'a.ps1', 'maybe'],
    ['UTF-16BE by name, to be refused', Uint8Array.of(0xfe, 0xff, 0, 0x23), 'a.ps1', 'maybe'],
    ['text by another name', utf8('1'), 'a.txt', 'no'],
    ['a binary named .ps1', Uint8Array.of(0x4d, 0x5a, 0, 1), 'a.ps1', 'no'],
    ['a #! line for pwsh', utf8('#!/usr/bin/env pwsh\n1'), 'tool', 'yes'],
    ['a #! line for pwsh-preview', utf8('#!/usr/bin/pwsh-preview -NoProfile\n1'), 'tool', 'yes'],
    ['a #! line for sh, named .ps1', utf8('#!/bin/sh\necho'), 'a.ps1', 'no'],
    ['XML kinds', utf8('<a/>'), 'a.ps1xml', 'no'],
    ['a block by name', utf8('1\r\n# SIG # Begin signature block\r\n'), 'a.ps1', 'yes'],
    ['a block without extension', utf8('1\r\n# SIG # Begin signature block\r\n'), 'tool', 'yes'],
    ['a block in another kind of file', utf8('1\r\n# SIG # Begin signature block\r\n'), 'a.md', 'no'],
  ])('%s', (_, head, name, verdict) => {
    expect(powershell.detect(head, name)).toBe(verdict)
  })
})
