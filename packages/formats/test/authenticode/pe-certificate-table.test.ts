import '@chancery/testkit/matchers'
import { concat, type Format, memorySource, type SigningKey } from '@chancery/core'
import { authenticodePe } from '@chancery/formats'
import { buildPe, createCa, peFieldOffset, softwareKey } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults, signBytes } from './signing.ts'

const pe = authenticodePe as Format
const IMAGE = buildPe()
let entry: Uint8Array

beforeAll(async () => {
  const key: SigningKey = softwareKey(await (await createCa()).certify())
  const signed = await signBytes(pe, IMAGE, key)
  entry = signed.subarray(IMAGE.length)
})

/** The image with another certificate table. */
function withTable(...parts: readonly Uint8Array[]): Uint8Array {
  const table = concat(...parts)
  const file = concat(IMAGE, table)
  const view = new DataView(file.buffer)
  view.setUint32(peFieldOffset('CertificateTable.VirtualAddress'), IMAGE.length, true)
  view.setUint32(peFieldOffset('CertificateTable.Size'), table.length, true)
  return file
}

function changed(change: (view: DataView) => void, ...more: readonly Uint8Array[]): Uint8Array {
  const bytes = concat(entry, ...more)
  change(new DataView(bytes.buffer))
  return bytes
}

describe('the certificate table', () => {
  it('may hold several signatures, all of which count', async () => {
    expect(await faults(pe, withTable(entry, entry))).toEqual([null, null])
    const broken = Uint8Array.from(entry)
    const inSignature = entry.length - 40
    broken[inSignature] = (broken[inSignature] as number) ^ 1
    expect(await faults(pe, withTable(entry, broken))).toEqual([null, 'SIGNATURE_INVALID'])
  })

  it('may hold zeros behind a signature, inside its entry', async () => {
    const padded = changed((view) => view.setUint32(0, entry.length + 64, true), new Uint8Array(64))
    expect(await faults(pe, withTable(padded))).toEqual([null])
  })

  it('holds no data behind a signature: CVE-2013-3900', async () => {
    const payload = new Uint8Array(64)
    payload[63] = 1
    const inside = changed((view) => view.setUint32(0, entry.length + 64, true), payload)
    expect(await faults(pe, withTable(inside))).toEqual(['PE_CERTIFICATE_PADDING'])
    expect(await faults(pe, withTable(entry, inside))).toEqual([null, 'PE_CERTIFICATE_PADDING'])
  })

  it('holds no data in the bytes that align an entry', async () => {
    const length = entry.length + 1
    const aligned = changed((view) => view.setUint32(0, length, true), Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 9))
    expect(await faults(pe, withTable(aligned))).toEqual(['PE_CERTIFICATE_PADDING'])
  })

  it.each([
    ['revision 1', 4, 0x0100],
    ['X.509', 6, 0x0001],
    ['EFI PKCS1.15', 6, 0x0ef0],
  ])('holds PKCS #7 of revision 2 and nothing else: %s', async (_, at, value) => {
    expect(await faults(pe, withTable(changed((view) => view.setUint16(at, value, true))))).toEqual([
      'PE_CERTIFICATE_TYPE',
    ])
  })

  it.each([
    ['beyond the table', (length: number) => length + 8],
    ['near 2^32', () => 0xffff_ffff],
    ['shorter than its own header', () => 7],
    ['zero', () => 0],
    ['so short that garbage follows', () => 16],
  ])('has lengths that are true: %s', async (_, lie) => {
    const file = withTable(changed((view) => view.setUint32(0, lie(entry.length), true)))
    await expect(() => authenticodePe.readSignatures(memorySource(file), null)).toThrowCode(
      'PE_CERTIFICATE_TABLE_MALFORMED',
    )
  })

  it('is at most 16 MiB long and has at most 64 entries', async () => {
    const empty = (count: number): Uint8Array =>
      concat(...Array.from({ length: count }, () => Uint8Array.of(8, 0, 0, 0, 0, 2, 2, 0)))
    expect(await faults(pe, withTable(empty(64)))).toHaveLength(64)
    for (const file of [withTable(empty(65)), withTable(new Uint8Array(16 * 1024 * 1024 + 8))]) {
      await expect(() => authenticodePe.readSignatures(memorySource(file), null)).toThrowCode(
        'PE_CERTIFICATE_TABLE_MALFORMED',
      )
    }
  })

  it('reports an entry without a signature, rather than calling the file unsigned', async () => {
    expect(await faults(pe, withTable(Uint8Array.of(8, 0, 0, 0, 0, 2, 2, 0)))).toEqual(['DER_MALFORMED'])
    const zeros = Uint8Array.of(16, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    expect((await faults(pe, withTable(zeros)))[0]).not.toBeNull()
  })
})
