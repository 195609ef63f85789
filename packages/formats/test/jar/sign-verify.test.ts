import '@chancery/testkit/matchers'
import {
  applyParts,
  type Format,
  type FormatOptions,
  fromBase64,
  fromUtf8,
  memorySource,
  type PlainData,
  utf8,
  verifyArtifact,
} from '@chancery/core'
import {
  buildJar,
  type Ca,
  createCa,
  type JarKind,
  softwareKey,
  startTsa,
  type TestKeyKind,
  vectors,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { jar } from '../../src/jar/jar.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'
import { edited, namesOf, rebuilt, textOf } from './archive.ts'

const format = jar as Format
const HELLO = 'com/example/Hello.class'

let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

async function sign(bytes: Uint8Array, name = 'release', subject = 'O=Chancery Test, CN=Release'): Promise<Uint8Array> {
  const key = softwareKey(await ca.certify({ key: 'p256', subject }), { name })
  return (await signNamed(bytes, key, name)).content
}

function signNamed(
  bytes: Uint8Array,
  key: ReturnType<typeof softwareKey>,
  signerName: string,
): ReturnType<typeof signBytes> {
  const named: Format = {
    ...format,
    describe: (source, options) => format.describe(source, { ...options, signerName }),
  }
  return signBytes(named, bytes, key)
}

async function signersOf(bytes: Uint8Array): Promise<readonly (string | undefined)[]> {
  const { signatures } = await verifyArtifact(memorySource(bytes), format, trusting(ca))
  return signatures.map(({ signer }) => signer?.subject)
}

describe('signing a JAR', () => {
  test.each<[TestKeyKind, string, string]>([
    ['rsa2048', 'RSA', 'SHA-256'],
    ['rsa3072', 'RSA', 'SHA-256'],
    ['p256', 'EC', 'SHA-256'],
    ['p384', 'EC', 'SHA-384'],
    ['p521', 'EC', 'SHA-512'],
    ['ed25519', 'EC', 'SHA-512'],
  ])('with a %s key: a block .%s, digests %s', async (kind, extension, digest) => {
    const key = softwareKey(await ca.certify({ key: kind }))
    const { content } = await signBytes(format, buildJar(), key)
    const { signatures } = await verifyArtifact(memorySource(content), format, trusting(ca))
    expect(signatures).toMatchObject([{ signatureAlgorithm: key.info.algorithm, integrity: 'ok', chain: 'trusted' }])
    expect((await namesOf(content)).slice(0, 3)).toEqual([
      'META-INF/MANIFEST.MF',
      'META-INF/RELEASE.SF',
      `META-INF/RELEASE.${extension}`,
    ])
    expect(await textOf(content, 'META-INF/MANIFEST.MF')).toContain(`${digest}-Digest: `)
    expect(await textOf(content, 'META-INF/RELEASE.SF')).toContain(`${digest}-Digest-Manifest: `)
  })

  test('with RSA-PSS', async () => {
    const { content } = await signBytes(format, buildJar(), softwareKey(await ca.certify(), { pss: true }))
    const { signatures } = await verifyArtifact(memorySource(content), format, trusting(ca))
    expect(signatures[0]?.signatureAlgorithm).toBe('rsa-pss-sha256')
  })

  test('with a timestamp, which outlives the certificate', async () => {
    await using tsa = await startTsa({ ca })
    const timestamper = tsa
    const hour = 3_600_000
    const short = await ca.certify({ notAfter: new Date(ca.clock.getTime() + hour) })
    const { content, facts } = await signBytes(format, buildJar(), softwareKey(short), { timestamper })
    expect(facts.timestamp?.authority).toContain('Timestamps')
    const later = trusting(ca, new Date(ca.clock.getTime() + 24 * hour))
    expect((await verifyArtifact(memorySource(content), format, later)).signatures).toHaveLength(1)
    const { content: bare } = await signBytes(format, buildJar(), softwareKey(short))
    await expect(() => verifyArtifact(memorySource(bare), format, later)).toThrowCode('CERTIFICATE_EXPIRED')
  })

  test.each<JarKind>(['jar', 'war', 'ear', 'aab'])('a %s', async (kind) => {
    const unsigned = buildJar({ kind })
    const signed = await sign(unsigned)
    expect(await signersOf(signed)).toEqual(['CN=Release,O=Chancery Test'])
    const kept = (await namesOf(unsigned)).filter((name) => name !== 'META-INF/MANIFEST.MF')
    expect((await namesOf(signed)).slice(3)).toEqual(kept)
  })

  test('the result depends on nothing but the input', async () => {
    const key = softwareKey(await ca.certify({ key: 'rsa2048' }))
    const [first, second] = [await signBytes(format, buildJar(), key), await signBytes(format, buildJar(), key)]
    expect(second.content).toEqual(first.content)
  })

  test('no line of ours is longer than 72 bytes', async () => {
    const signed = await sign(buildJar({ entries: [{ name: `a/${'é漢😀x'.repeat(60)}`, data: 'x' }] }))
    for (const name of ['META-INF/MANIFEST.MF', 'META-INF/RELEASE.SF']) {
      const lines = (await textOf(signed, name)).split('\r\n')
      expect(Math.max(...lines.map((line) => utf8(line).length))).toBeLessThanOrEqual(70)
      expect(lines.some((line) => line.startsWith(' '))).toBe(true)
    }
  })

  test('a request for it survives JSON and structuredClone', async () => {
    const source = memorySource(buildJar())
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const description = await format.describe(source, OPTIONS)
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
    expect(structuredClone(description)).toEqual(description)
    const travelled = JSON.parse(JSON.stringify(structuredClone(description))) as PlainData
    expect(format.toBeSigned(travelled, key.info)).toEqual(format.toBeSigned(description, key.info))
  })
})

describe('the manifest', () => {
  const manifest = [
    'Manifest-Version: 1.0',
    'Main-Class: com.example.Hello',
    '',
    `Name: ${HELLO}`,
    'Sealed: true',
    'SHA-256-Digest: AAAA',
    'X: y',
    '',
    'Name: gone',
    'SHA1-Digest: AAAA',
    '',
    '',
  ].join('\n')

  test('keeps what it says, and gets what it lacks', async () => {
    const text = await textOf(await sign(buildJar({ manifest })), 'META-INF/MANIFEST.MF')
    const [main, hello, gone, properties] = text.split(/\r?\n\r?\n/)
    expect(main).toBe('Manifest-Version: 1.0\nMain-Class: com.example.Hello')
    expect(hello).toMatch(/^Name: com\/example\/Hello.class\nSealed: true\nX: y\nSHA-256-Digest: [A-Za-z0-9+/]{43}=$/)
    expect(gone).toBe('Name: gone\nSHA1-Digest: AAAA')
    expect(properties).toMatch(/^Name: com\/example\/hello.properties\r\nSHA-256-Digest: /)
  })

  test('stays as it is, byte for byte, where it is right', async () => {
    const once = await sign(buildJar())
    const twice = await sign(once, 'second', 'O=Chancery Test, CN=Second')
    expect(await textOf(twice, 'META-INF/MANIFEST.MF')).toBe(await textOf(once, 'META-INF/MANIFEST.MF'))
  })

  test.each([
    ['no header', 'Manifest-Version: 1.0\r\n\r\nnonsense\r\n\r\n'],
    ['a section without a name', 'Manifest-Version: 1.0\r\n\r\nX: y\r\n\r\n'],
    ['a name that is not UTF-8', 'Manifest-Version: 1.0\r\n\r\nName: \udc80\r\n\r\n'],
  ])('with %s is refused', async (_, text) => {
    const bytes = Uint8Array.from(Buffer.from(text.replace('\udc80', '\xff'), 'latin1'))
    const archive = await rebuilt(buildJar(), (files) =>
      files.map((file) => (file.name === 'META-INF/MANIFEST.MF' ? { ...file, data: bytes } : file)),
    )
    await expect(() => format.describe(memorySource(archive), OPTIONS)).toThrowCode('JAR_MANIFEST_MALFORMED')
  })

  test.each(['a\nSHA-256-Digest: x', 'a\rb', 'a\0b'])('cannot hold the name %j', async (name) => {
    const archive = buildJar({ entries: [{ name, data: 'x' }] })
    await expect(() => format.describe(memorySource(archive), OPTIONS)).toThrowCode('JAR_NAME_UNSUPPORTED')
  })
})

describe('other signers', () => {
  test('stay, and the signature file is called after the key, with a digit where the name is taken', async () => {
    const once = await sign(buildJar(), 'Team Key/2026')
    const twice = await sign(once, 'team key.old', 'O=Chancery Test, CN=Second')
    const thrice = await sign(twice, 'team-key', 'O=Chancery Test, CN=Third')
    expect((await namesOf(thrice)).filter((name) => name.endsWith('.SF'))).toEqual([
      'META-INF/TEAM-KEY.SF',
      'META-INF/TEAM_KE1.SF',
      'META-INF/TEAM_KEY.SF',
    ])
    expect(await signersOf(thrice)).toHaveLength(3)
  })

  test('by the same certificate is replaced, whatever it was called', async () => {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const once = await signNamed(buildJar(), key, 'old')
    const twice = await signNamed(once.content, key, 'new')
    expect(await namesOf(twice.content)).not.toContain('META-INF/OLD.SF')
    expect(await signersOf(twice.content)).toHaveLength(1)
  })

  test('ours is replaced also where the content has changed since', async () => {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const { content } = await signBytes(format, buildJar(), key)
    const changed = await edited(content, HELLO, (text) => `${text}!`)
    expect(await signersOf((await signBytes(format, changed, key)).content)).toHaveLength(1)
  })

  test('keep what they signed where something was added: both hold', async () => {
    const once = await sign(buildJar())
    const more = await rebuilt(once, (files) => [...files, { name: 'added', data: 'x' }])
    expect(await signersOf(await sign(more, 'second', 'O=Chancery Test, CN=Second'))).toHaveLength(2)
  })

  test.each<[string, (bytes: Uint8Array) => Promise<Uint8Array>]>([
    ['an entry changed', (bytes) => edited(bytes, HELLO, (text) => `${text}!`)],
    ['the main attributes changed', (bytes) => edited(bytes, /MANIFEST/, (text) => text.replace('1.0', '1.1'))],
    ['its block broken', (bytes) => edited(bytes, /\.SF$/, (text) => text.replace('Created', 'created'))],
    [
      'its signature file gone',
      (bytes) => rebuilt(bytes, (files) => files.filter(({ name }) => !name.endsWith('.SF'))),
    ],
  ])('%s: ours is refused, rather than theirs broken', async (_, change) => {
    const changed = await change(await sign(buildJar()))
    await expect(() => sign(changed, 'second', 'O=Chancery Test, CN=Second')).toThrowCode('JAR_OTHER_SIGNER_BREAKS')
  })

  test('with weak digests only: ours is refused', async () => {
    const [vector] = vectors('jar').filter(({ id }) => id.endsWith('hyts_signed.jar'))
    await expect(() => sign(vector?.read() as Uint8Array)).toThrowCode('JAR_OTHER_SIGNER_BREAKS')
  })
})

describe('an archive that changed between', () => {
  async function embedInto(
    change: (bytes: Uint8Array) => Promise<Uint8Array>,
    options: Partial<FormatOptions> = {},
  ): Promise<Uint8Array> {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const bytes = buildJar()
    const description = await format.describe(memorySource(bytes), { ...OPTIONS, ...options })
    const [message] = format.toBeSigned(description, key.info)
    const value = await key.sign(message as Uint8Array)
    const signature = { algorithm: key.info.algorithm, value, signer: key.info, timestampTokens: [] }
    const changed = await change(bytes)
    const { content } = await format.embed(memorySource(changed), description, [signature])
    return applyParts(changed, content ?? [])
  }

  test('description and embedding are refused to disagree', async () => {
    expect(await signersOf(await embedInto(async (bytes) => bytes))).toHaveLength(1)
    const added = (bytes: Uint8Array): Promise<Uint8Array> =>
      rebuilt(bytes, (files) => [...files, { name: 'a', data: 'x' }])
    await expect(() => embedInto(added)).toThrowCode('FILE_CHANGED')
    const changed = (bytes: Uint8Array): Promise<Uint8Array> => edited(bytes, HELLO, (text) => text.replace('a', 'b'))
    await expect(() => embedInto(changed)).toThrowCode('FILE_CHANGED')
  })
})

test('a key without a certificate signs no JAR', async () => {
  const { key } = await ca.certify({ key: 'p256' })
  await expect(() => signBytes(format, buildJar(), softwareKey({ key }))).toThrowCode('ALGORITHM_UNSUPPORTED')
})

test('a description that is none is refused', async () => {
  const { info } = softwareKey(await ca.certify({ key: 'p256' }))
  const description = (await format.describe(memorySource(buildJar()), OPTIONS)) as Record<string, PlainData>
  expect(fromUtf8(fromBase64(description.manifest as string))).toContain(HELLO)
  expect(() => format.toBeSigned({ ...description, manifest: '!' }, info)).toThrowCode('DESCRIPTION_MALFORMED')
})
