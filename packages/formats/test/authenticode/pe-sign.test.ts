import '@chancery/testkit/matchers'
import {
  type ByteSource,
  type Embedding,
  type Format,
  memorySource,
  type Signature,
  type SigningKey,
} from '@chancery/core'
import { authenticodePe, type PeDescription } from '@chancery/formats'
import { buildPe, createCa, type PeOptions, peFieldOffset, softwareKey } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults, formatOptions, inspectBytes, signBytes } from './signing.ts'

const pe = authenticodePe as Format
let key: SigningKey
let other: SigningKey

beforeAll(async () => {
  const ca = await createCa()
  key = softwareKey(await ca.certify())
  other = softwareKey(await ca.certify({ key: 'p256', subject: 'CN=Other' }))
})

async function embed(source: ByteSource, described = source, append = false): Promise<Embedding> {
  const description = await authenticodePe.describe(described, formatOptions({ append }))
  const [message] = authenticodePe.toBeSigned(description, key.info)
  const signature: Signature = {
    algorithm: key.info.algorithm,
    value: await key.sign(message as Uint8Array),
    signer: key.info,
    timestampTokens: [],
  }
  return authenticodePe.embed(source, description, [signature])
}

/** Word by word, as the PE specification's tools do: written apart from the code under test. */
function checksumOf(file: Uint8Array, bits: 32 | 64): number {
  const view = new DataView(file.buffer)
  const field = peFieldOffset('CheckSum', bits)
  let sum = 0
  for (let at = 0; at < file.length; at += 2) {
    sum += at === field || at === field + 2 ? 0 : view.getUint16(at, true)
    sum = (sum & 0xffff) + (sum >>> 16)
  }
  return sum + file.length
}

describe('signing a PE file', () => {
  it('changes one piece of the header and adds to the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<32 | 64>(32, 64),
        fc.constantFrom<PeOptions['kind']>('exe', 'dll', 'sys', 'efi'),
        fc.uint8Array({ maxLength: 100 }),
        async (bits, kind = 'exe', overlay) => {
          const bytes = buildPe({ bits, kind, overlay })
          const { content } = await embed(memorySource(bytes))
          const [before, header, after, tail] = content ?? []
          const first = peFieldOffset('CheckSum', bits)
          const end = peFieldOffset('CertificateTable.Size', bits) + 4
          expect(before).toEqual({ kind: 'range', start: 0, end: first })
          expect(header).toMatchObject({ kind: 'bytes', bytes: { length: end - first } })
          expect(end - first).toBeLessThanOrEqual(512)
          expect(after).toEqual({ kind: 'range', start: end, end: bytes.length })
          expect(tail?.kind).toBe('bytes')
          expect(content).toHaveLength(4)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('writes the checksum and the directory right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<32 | 64>(32, 64), fc.uint8Array({ maxLength: 40 }), async (bits, overlay) => {
        const signed = await signBytes(pe, buildPe({ bits, overlay }), key)
        const view = new DataView(signed.buffer)
        const start = view.getUint32(peFieldOffset('CertificateTable.VirtualAddress', bits), true)
        const size = view.getUint32(peFieldOffset('CertificateTable.Size', bits), true)
        expect(start + size).toBe(signed.length)
        expect(start % 8).toBe(0)
        expect(size % 8).toBe(0)
        expect(view.getUint32(start, true)).toBe(size)
        expect(view.getUint32(peFieldOffset('CheckSum', bits), true)).toBe(checksumOf(signed, bits))
      }),
      { numRuns: 30 },
    )
  })

  it('writes the checksum right where the headers lie at an odd place', async () => {
    const bytes = buildPe()
    // One byte of DOS stub more: everything from the PE header on moves up, the padding before the sections shrinks.
    const moved = Uint8Array.from(bytes)
    moved.set(bytes.subarray(0x80, 0x1ff), 0x81)
    moved[0x80] = 0
    moved[0x3c] = 0x81
    const signed = await signBytes(pe, moved, key)
    const view = new DataView(signed.buffer)
    const stored = view.getUint32(peFieldOffset('CheckSum') + 1, true)
    const cleared = Uint8Array.from(signed)
    cleared.fill(0, peFieldOffset('CheckSum') + 1, peFieldOffset('CheckSum') + 5)
    let sum = 0
    for (let at = 0; at < cleared.length; at++) sum += (cleared[at] as number) << (8 * (at % 2))
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
    expect(stored).toBe(sum + signed.length)
    expect(await faults(pe, signed)).toEqual([null])
  })

  it('replaces what was there, so that signing twice by the same key gives the same bytes', async () => {
    const once = await signBytes(pe, buildPe(), key)
    expect(await signBytes(pe, once, key)).toEqual(once)
    const replaced = await inspectBytes(pe, await signBytes(pe, once, other))
    expect(replaced.map(({ signer }) => signer?.subject)).toEqual(['CN=Other'])
  })

  it('appends by nesting into a Windows image, and by another entry to an EFI image', async () => {
    for (const [kind, nested] of [
      ['exe', [false, true, true]],
      ['efi', [false, false, false]],
    ] as const) {
      let signed = await signBytes(pe, buildPe({ kind }), key)
      signed = await signBytes(pe, signed, other, { append: true })
      signed = await signBytes(pe, signed, key, { append: true, digest: 'sha384' })
      const reports = await inspectBytes(pe, signed)
      expect(reports.map((report) => report.nested)).toEqual(nested)
      expect(reports.map(({ integrity }) => integrity)).toEqual(['ok', 'ok', 'ok'])
      expect(reports.map(({ signer }) => signer?.subject ?? '').sort((a, b) => a.localeCompare(b))).toEqual([
        'CN=Other',
        'CN=Release,O=Chancery Test',
        'CN=Release,O=Chancery Test',
      ])
    }
  })

  it('appends to an unsigned image as it signs one', async () => {
    expect(await signBytes(pe, buildPe(), key, { append: true })).toEqual(await signBytes(pe, buildPe(), key))
  })

  it('does not append to a signature that cannot be whole', async () => {
    const signed = await signBytes(pe, buildPe({ overlay: Uint8Array.of(1) }), key)
    const start = new DataView(signed.buffer).getUint32(peFieldOffset('CertificateTable.VirtualAddress'), true)
    signed[start + 8] = 0x31
    await expect(() => authenticodePe.describe(memorySource(signed), formatOptions({ append: true }))).toThrowCode(
      'APPEND_TO_BROKEN',
    )
  })

  it('hashes with the digest that was asked for', async () => {
    for (const digest of ['sha256', 'sha384', 'sha512'] as const) {
      const description = await authenticodePe.describe(memorySource(buildPe()), formatOptions({ digest }))
      expect(description).toMatchObject({ digestAlgorithm: digest })
      expect(await faults(pe, await signBytes(pe, buildPe(), key, { digest }))).toEqual([null])
    }
  })

  it('refuses a source other than the one described', async () => {
    const longer = memorySource(buildPe({ overlay: new Uint8Array(8) }))
    await expect(() => embed(longer, memorySource(buildPe()))).toThrowCode('FILE_CHANGED')
  })

  it('refuses a file that would pass 4 GiB', async () => {
    const bytes = buildPe()
    const huge: ByteSource = {
      ...memorySource(bytes),
      size: 0xffff_0000 - 8,
      digest: async () => [new Uint8Array(32), new Uint8Array(2)],
    }
    await expect(() => embed(huge)).toThrowCode('PE_TOO_LARGE')
    // One that is beyond it by itself is refused before it is hashed.
    const hashed: ByteSource = { ...huge, size: 2 ** 32, digest: () => Promise.reject(new Error('hashed for nothing')) }
    await expect(() => authenticodePe.describe(hashed, formatOptions())).toThrowCode('PE_TOO_LARGE')
  })

  it('refuses a URL that no IA5String holds', async () => {
    for (const url of ['example.com', 'https://exämple.com', 'https://example.com/a b', '']) {
      await expect(() => authenticodePe.describe(memorySource(buildPe()), formatOptions({ url }))).toThrowCode(
        'AUTHENTICODE_URL',
      )
    }
  })
})

describe('the description', () => {
  const describeIt = (): Promise<PeDescription> =>
    authenticodePe.describe(
      memorySource(buildPe()),
      formatOptions({ description: 'Grüße 𝒳', url: 'https://example.com/' }),
    )

  it('is plain data, from which the same message comes after JSON and structuredClone', async () => {
    const description = await describeIt()
    const messages = [description, JSON.parse(JSON.stringify(description)), structuredClone(description)].map((one) =>
      authenticodePe.toBeSigned(one, key.info),
    )
    expect(messages[0]).toHaveLength(1)
    expect(messages[1]).toEqual(messages[0])
    expect(messages[2]).toEqual(messages[0])
  })

  it('is refused where the wire changed its form', async () => {
    const description = await describeIt()
    const changes: readonly Record<string, unknown>[] = [
      { digest: description.digest.slice(2) },
      { digest: description.digest.toUpperCase() },
      { digest: null },
      { digestAlgorithm: 'sha1', digest: '00'.repeat(20) },
      { digestAlgorithm: 'sha512' },
      { description: 7 },
      { url: ['https://example.com/'] },
      { url: 'no URL' },
    ]
    for (const change of changes) {
      const changed = { ...description, ...change } as unknown as PeDescription
      const code = change.url === 'no URL' ? 'AUTHENTICODE_URL' : 'DESCRIPTION_MALFORMED'
      expect(() => authenticodePe.toBeSigned(changed, key.info)).toThrowCode(code)
    }
    expect(() => authenticodePe.toBeSigned(null as unknown as PeDescription, key.info)).toThrowCode(
      'DESCRIPTION_MALFORMED',
    )
  })
})
