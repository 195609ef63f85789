import '@chancery/testkit/matchers'
import { encodePem } from '@chancery/codec'
import { concat, inspectArtifact, memorySource, type SigningKey, utf8, verifyArtifact } from '@chancery/core'
import { type Ca, createCa, noise, softwareKey, startTsa, type TestKeyKind } from '@chancery/testkit'
import { timestampClient } from '@chancery/timestamp'
import { beforeAll, describe, expect, test } from 'vitest'
import { blob } from '../../src/blob/blob.ts'
import { MAX_SIGNATURE_FILE } from '../../src/blob/signature-file.ts'
import { allFormats } from '../../src/index.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'

const tarball = utf8('\x1f\x8bnot really\0a tarball')
let ca: Ca
let key: SigningKey
beforeAll(async () => {
  ca = await createCa()
  key = softwareKey(await ca.certify({ key: 'p256' }))
})

async function sign(content: Uint8Array, options: Parameters<typeof signBytes>[3] = {}, by = key): Promise<Uint8Array> {
  return (await signBytes(blob, content, by, options)).sideFile as Uint8Array
}

async function verdict(content: Uint8Array, sideFile: Uint8Array | null): Promise<string> {
  return verifyArtifact(
    memorySource(content, 'input'),
    blob,
    trusting(ca),
    sideFile && memorySource(sideFile, 'input.p7s'),
  ).then(
    () => 'verified',
    (error) => error.code,
  )
}

describe('signing a blob', () => {
  test.each<TestKeyKind>(['rsa2048', 'p256', 'p384', 'p521', 'ed25519'])('with a %s key', async (kind) => {
    const by = softwareKey(await ca.certify({ key: kind }))
    const { content, sideFile, facts } = await signBytes(blob, tarball, by)
    expect(content).toBe(tarball)
    expect(facts.sideFile?.suffix).toBe('.p7s')
    expect(await verdict(tarball, sideFile)).toBe('verified')
  })

  test('with a timestamp', async () => {
    await using tsa = await startTsa({ ca })
    const sideFile = await sign(tarball, { timestamper: timestampClient({ urls: [tsa.url] }) })
    const [report] = await inspectArtifact(memorySource(tarball), blob, memorySource(sideFile))
    expect(report?.timestamp?.time).toMatch(/^20\d\d-.*Z$/)
  })

  test('by a certificate for anything', async () => {
    for (const options of [{ purpose: 'plain' }, { fault: 'wrong-eku' }] as const) {
      const by = softwareKey(await ca.certify({ key: 'p256', ...options }))
      expect(await verdict(tarball, await sign(tarball, {}, by))).toBe('verified')
    }
  })

  test('writes nothing where every authority fails', async () => {
    await using tsa = await startTsa({ ca, fault: 'other-imprint' })
    const timestamper = timestampClient({ urls: ['http://127.0.0.1:1/', tsa.url] })
    let writes = 0
    const output = {
      write: async (): Promise<never> => {
        writes++
        throw new Error('written')
      },
    }
    await expect(() => signBytes(blob, tarball, key, { timestamper, output })).toThrowCode('TIMESTAMP_FAILED')
    expect(writes).toBe(0)
  })

  test('again replaces what is there', async () => {
    const first = await sign(tarball)
    const second = await sign(tarball, { sideFile: first }, softwareKey(await ca.certify({ subject: 'CN=Two' })))
    const reports = await inspectArtifact(memorySource(tarball), blob, memorySource(second))
    expect(reports.map(({ signer }) => signer?.subject)).toEqual(['CN=Two'])
  })

  test('refuses an empty file', async () => {
    await expect(() => blob.describe(memorySource(new Uint8Array()), OPTIONS)).toThrowCode('EMPTY_FILE')
  })

  test('comes only on request, and as the last of formats', () => {
    expect(blob.detect(tarball, 'a.tar.gz')).toBe('no')
    expect(allFormats.at(-1)).toBe(blob)
  })

  test('the description survives JSON and structuredClone', async () => {
    const sideFile = memorySource(await sign(tarball), 'input.p7s')
    for (const append of [false, true]) {
      const description = await blob.describe(memorySource(tarball), { ...OPTIONS, append }, sideFile)
      expect(structuredClone(description)).toEqual(description)
      expect(JSON.parse(JSON.stringify(description))).toEqual(description)
      expect(description.existing === null).toBe(!append)
    }
  })
})

describe('appending', () => {
  test('keeps the others, their timestamps and their certificates', async () => {
    await using tsa = await startTsa({ ca })
    let sideFile = await sign(tarball, { timestamper: timestampClient({ urls: [tsa.url] }) })
    for (const kind of ['rsa2048', 'p384'] as const) {
      const by = softwareKey(await ca.certify({ key: kind, subject: `CN=${kind}` }))
      sideFile = await sign(tarball, { sideFile, append: true }, by)
    }
    const { signatures } = await verifyArtifact(memorySource(tarball), blob, trusting(ca), memorySource(sideFile))
    expect(signatures).toHaveLength(3)
    expect(signatures.filter(({ timestamp }) => timestamp !== null)).toHaveLength(1)
  })

  test('to nothing is signing', async () => {
    expect(await verdict(tarball, await sign(tarball, { append: true }))).toBe('verified')
  })

  test('to a signature by the same certificate replaces it, also one that a timestamp is now added to', async () => {
    await using tsa = await startTsa({ ca })
    const bare = await sign(tarball)
    const timestamper = timestampClient({ urls: [tsa.url] })
    const stamped = await sign(tarball, { sideFile: bare, append: true, timestamper })
    const reports = await inspectArtifact(memorySource(tarball), blob, memorySource(stamped))
    expect(reports.map(({ timestamp }) => timestamp?.authority)).toEqual([expect.stringContaining('Timestamps')])
  })

  test.each<[string, (good: Uint8Array) => Uint8Array, string]>([
    ['of another file', () => new Uint8Array(), 'APPEND_TO_BROKEN'],
    ['that cannot be read', () => Uint8Array.of(0x30, 3, 1, 2), 'DER_MALFORMED'],
    ['of nothing', () => utf8('hello'), 'SIGNATURE_FILE_MALFORMED'],
  ])('to a side file %s is refused', async (_, change, code) => {
    const other = change(tarball)
    const sideFile = memorySource(other.length ? other : await sign(utf8('another file')), 'input.p7s')
    await expect(() => blob.describe(memorySource(tarball), { ...OPTIONS, append: true }, sideFile)).toThrowCode(code)
  })
})

describe('verifying a blob', () => {
  test('reads PEM too, as CMS and as PKCS7, with text around it', async () => {
    const sideFile = await sign(tarball)
    for (const label of ['CMS', 'PKCS7']) {
      expect(await verdict(tarball, utf8(`remark\n${encodePem(label, sideFile)}`))).toBe('verified')
    }
  })

  test.each<[string, (p7s: Uint8Array) => Uint8Array | null, string]>([
    ['no side file', () => null, 'NOT_SIGNED'],
    ['an empty one', () => new Uint8Array(), 'SIGNATURE_FILE_MALFORMED'],
    ['one beyond the limit', () => new Uint8Array(MAX_SIGNATURE_FILE + 1), 'SIGNATURE_FILE_MALFORMED'],
    ['noise', () => noise(100, 1), 'SIGNATURE_FILE_MALFORMED'],
    ['a PEM of another kind', (p7s) => utf8(encodePem('CERTIFICATE', p7s)), 'SIGNATURE_FILE_MALFORMED'],
    ['two PEM blocks', (p7s) => utf8(encodePem('CMS', p7s).repeat(2)), 'SIGNATURE_FILE_MALFORMED'],
    ['a PEM that is cut', (p7s) => utf8(encodePem('CMS', p7s).slice(0, -10)), 'PEM_MALFORMED'],
    ['a byte too many', (p7s) => concat(p7s, Uint8Array.of(0)), 'DER_TRAILING_BYTES'],
    ['a byte too few', (p7s) => p7s.subarray(0, -1), 'DER_MALFORMED'],
  ])('refuses %s', async (_, change, code) => {
    expect(await verdict(tarball, change(await sign(tarball)))).toBe(code)
  })

  test('refuses a changed file', async () => {
    const sideFile = await sign(tarball)
    expect(await verdict(tarball, sideFile)).toBe('verified')
    expect(await verdict(concat(tarball, Uint8Array.of(0)), sideFile)).toBe('DIGEST_MISMATCH')
    expect(await verdict(tarball.subarray(1), sideFile)).toBe('DIGEST_MISMATCH')
    expect(await verdict(new Uint8Array(), sideFile)).toBe('DIGEST_MISMATCH')
  })

  test('refuses it where one of several signatures does not hold', async () => {
    const stranger = await createCa({ name: 'Stranger' })
    const sideFile = await sign(
      tarball,
      { sideFile: await sign(tarball), append: true },
      softwareKey(await stranger.certify()),
    )
    expect(await verdict(tarball, sideFile)).toBe('CHAIN_UNTRUSTED')
  })
})
