import '@chancery/testkit/matchers'
import { memorySource } from '@chancery/core'
import { authenticodePe } from '@chancery/formats'
import { buildPe, type PeOptions, type PeSection, peFieldOffset } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { formatOptions } from './signing.ts'

const section = (claims: { start?: number; length?: number }): readonly PeSection[] => [
  { name: '.text', data: Uint8Array.of(0xc3), claims },
]

/** Each with the code by which it is refused, for signing and for verifying alike. */
const REFUSED: readonly (readonly [string, Uint8Array, string])[] = [
  ['an empty file', new Uint8Array(0), 'UNEXPECTED_END'],
  ['a file cut off in the DOS header', buildPe().subarray(0, 30), 'UNEXPECTED_END'],
  ['a file cut off in the PE header', buildPe().subarray(0, 0x90), 'UNEXPECTED_END'],
  ['a file cut off in the optional header', buildPe().subarray(0, 0x120), 'UNEXPECTED_END'],
  ['a file cut off in the section table', buildPe().subarray(0, 0x18f), 'UNEXPECTED_END'],
  ['a DOS program', buildPe({ fields: { e_lfanew: 0x40 } }), 'BAD_MAGIC'],
  ['e_lfanew behind the end', buildPe({ fields: { e_lfanew: 0x7fff_ffff } }), 'UNEXPECTED_END'],
  ['e_lfanew near 2^32', buildPe({ fields: { e_lfanew: 0xffff_fffc } }), 'UNEXPECTED_END'],
  ['another kind of file', new TextEncoder().encode('#!/bin/sh\n'.repeat(9)), 'BAD_MAGIC'],
  ['a ROM image', buildPe({ fields: { Magic: 0x107 } }), 'PE_HEADER_MALFORMED'],
  ['no optional header', buildPe({ fields: { SizeOfOptionalHeader: 0 } }), 'UNEXPECTED_END'],
  [
    'an optional header that ends before the directory',
    buildPe({ fields: { SizeOfOptionalHeader: 144 } }),
    'PE_NO_CERTIFICATE_DIRECTORY',
  ],
  ['four data directories', buildPe({ fields: { NumberOfRvaAndSizes: 4 } }), 'PE_NO_CERTIFICATE_DIRECTORY'],
  [
    'four data directories in PE32',
    buildPe({ bits: 32, fields: { NumberOfRvaAndSizes: 4 } }),
    'PE_NO_CERTIFICATE_DIRECTORY',
  ],
  ['4097 sections', buildPe({ fields: { NumberOfSections: 4097 } }), 'PE_TOO_MANY_SECTIONS'],
  ['65535 sections', buildPe({ fields: { NumberOfSections: 65535 } }), 'PE_TOO_MANY_SECTIONS'],
  ['more sections than the file has room for', buildPe({ fields: { NumberOfSections: 4096 } }), 'UNEXPECTED_END'],
  ['a section that ends behind the file', buildPe({ sections: section({ length: 513 }) }), 'PE_SECTION_TRUNCATED'],
  [
    'a section whose end is beyond 2^32',
    buildPe({ sections: section({ start: 512, length: 0xffff_ffff }) }),
    'PE_SECTION_TRUNCATED',
  ],
  ['a section over the headers', buildPe({ sections: section({ start: 0x80 }) }), 'PE_SECTION_UNHASHED'],
  [
    'a section that the loader rounds down onto the headers',
    buildPe({ sections: section({ start: 0x1ff }) }),
    'PE_SECTION_UNHASHED',
  ],
  [
    'an EFI image with a gap',
    buildPe({
      kind: 'efi',
      sections: [
        { name: '.text', data: new Uint8Array(600) },
        { name: '.data', data: new Uint8Array(1024), claims: { start: 0x600, length: 512 } },
      ],
      fields: { SizeOfHeaders: 0x200 - 8 },
    }),
    'PE_SECTION_GAP',
  ],
  [
    'an EFI image with overlapping sections',
    buildPe({
      kind: 'efi',
      sections: [
        { name: '.text', data: new Uint8Array(512) },
        { name: '.data', data: new Uint8Array(512), claims: { start: 0x200 } },
      ],
    }),
    'PE_SECTION_GAP',
  ],
  [
    'a directory with a place and no length',
    buildPe({ fields: { 'CertificateTable.VirtualAddress': 1024 } }),
    'PE_CERTIFICATE_TABLE_MISPLACED',
  ],
  [
    'a directory with a length and no place',
    buildPe({ fields: { 'CertificateTable.Size': 8 } }),
    'PE_CERTIFICATE_TABLE_MISPLACED',
  ],
  ['a table behind the end', table(buildPe(), 4096, 64), 'PE_CERTIFICATE_TABLE_MISPLACED'],
  [
    'a table that is not the end',
    table(buildPe({ overlay: new Uint8Array(64) }), 1536, 56),
    'PE_CERTIFICATE_TABLE_MISPLACED',
  ],
  ['a table near 2^32', table(buildPe(), 0xffff_fff8, 0xffff_ffff), 'PE_CERTIFICATE_TABLE_MISPLACED'],
  [
    'a table at no multiple of eight',
    table(buildPe({ overlay: new Uint8Array(64) }), 1540, 60),
    'PE_CERTIFICATE_TABLE_MISPLACED',
  ],
  ['a section that reaches into the table', table(buildPe(), 1528, 8), 'PE_SECTION_UNHASHED'],
]

function table(file: Uint8Array, start: number, size: number): Uint8Array {
  const view = new DataView(file.buffer)
  view.setUint32(peFieldOffset('CertificateTable.VirtualAddress'), start, true)
  view.setUint32(peFieldOffset('CertificateTable.Size'), size, true)
  return file
}

describe('a PE file that contradicts itself', () => {
  it.each(REFUSED)('%s is refused', async (_, bytes, code) => {
    await expect(() => authenticodePe.describe(memorySource(bytes), formatOptions())).toThrowCode(code)
    await expect(() => authenticodePe.readSignatures(memorySource(bytes), null)).toThrowCode(code)
  })
})

describe('a PE file that Windows takes', () => {
  it.each<readonly [string, PeOptions]>([
    ['no sections', { sections: [] }],
    [
      '4096 sections, most without data',
      { sections: Array.from({ length: 4096 }, () => ({ name: '.bss', data: new Uint8Array(0) })) },
    ],
    ['a section that has no data', { sections: [{ name: '.bss', data: new Uint8Array(8), claims: { start: 0 } }] }],
    [
      'sections with a gap',
      {
        sections: [
          { name: '.text', data: new Uint8Array(1024), claims: { length: 512 } },
          { name: '.data', data: Uint8Array.of(1) },
        ],
      },
    ],
    ['five data directories', { fields: { NumberOfRvaAndSizes: 5 } }],
  ])('%s is described', async (_, options) => {
    const description = await authenticodePe.describe(memorySource(buildPe(options)), formatOptions())
    expect(description.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(await authenticodePe.readSignatures(memorySource(buildPe(options)), null)).toEqual([])
  })
})

describe('detection', () => {
  it.each<readonly [string, Uint8Array, string, string]>([
    ['a PE file by any name', buildPe(), 'README.txt', 'yes'],
    ['a DOS program named .exe', buildPe({ fields: { e_lfanew: 0x40 } }), 'a.exe', 'maybe'],
    ['a DOS program by another name', buildPe({ fields: { e_lfanew: 0x40 } }), 'a.com', 'no'],
    ['a PE file that is cut short', buildPe().subarray(0, 70), 'A.DLL', 'maybe'],
    ['an empty .sys', new Uint8Array(0), 'a.sys', 'maybe'],
    ['an empty file by another name', new Uint8Array(0), 'a', 'no'],
    ['text named .exe', new TextEncoder().encode('hello'), 'a.exe', 'no'],
    ['text that begins with MZ', new TextEncoder().encode('MZungu'), 'a.txt', 'no'],
  ])('%s', (_, bytes, name, verdict) => {
    expect(authenticodePe.detect(bytes.subarray(0, 4096), name)).toBe(verdict)
  })
})
