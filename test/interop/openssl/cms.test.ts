import { formatRegistry, keySigner, memorySource, utf8, type Verifier, verifyArtifact } from '@chancery/core'
import { blob } from '@chancery/formats'
import {
  type Ca,
  type CertifiedKey,
  createCa,
  noise,
  openssl,
  type SkipContext,
  softwareKey,
  type TestKeyKind,
  tempDir,
  toolsMissing,
} from '@chancery/testkit'
import { responderTimestamper } from '@chancery/timestamp'
import { beforeAll, describe, expect, test } from 'vitest'

const content = noise(100_000, 7)
let ca: Ca
let verifier: Verifier
beforeAll(async () => {
  ca = await createCa()
  const anchors = [ca.root.certificate.der]
  verifier = { anchors, timestampAnchors: anchors, keys: [], crls: [], at: ca.clock }
})

interface By {
  readonly kind: TestKeyKind
  readonly pss?: boolean
  readonly subject?: string
}

/** What we put beside a file. */
async function signed({ kind, pss = false, subject }: By, before: Uint8Array | null = null): Promise<Uint8Array> {
  const key = softwareKey(await ca.certify({ key: kind, ...(subject ? { subject } : {}) }), { pss })
  const source = memorySource(content, 'input')
  const digest = kind === 'p384' ? 'sha384' : kind === 'p521' ? 'sha512' : 'sha256'
  const options = { digest, append: before !== null, description: null, url: null, signerName: 'release' } as const
  const description = await blob.describe(source, options, before && memorySource(before))
  const signer = keySigner(key, formatRegistry([blob]))
  const artifact = { name: 'input', size: content.length, digest: { sha256: '' } }
  const signatures = await signer.sign({ version: 1, format: 'blob', key: 'release', artifact, description })
  const tsa = softwareKey(await ca.certify({ purpose: 'timestamping', key: 'p256' }), { name: 'tsa' })
  const timestamper = responderTimestamper({ key: tsa })
  const stamped = await Promise.all(
    signatures.map(async (one) => ({ ...one, timestampTokens: (await timestamper.stamp(one.value)).tokens })),
  )
  return (await blob.embed(source, description, stamped)).sideFile?.bytes as Uint8Array
}

async function ourVerdict(sideFile: Uint8Array, of = content): Promise<string> {
  return verifyArtifact(memorySource(of), blob, verifier, memorySource(sideFile)).then(
    ({ signatures }) => `${signatures.length} verified`,
    (error) => error.code,
  )
}

describe.skipIf(toolsMissing('openssl'))('openssl cms accepts what we sign', () => {
  test.for<By>([
    { kind: 'rsa2048' },
    { kind: 'rsa4096' },
    { kind: 'rsa2048', pss: true },
    { kind: 'p256' },
    { kind: 'p384' },
    { kind: 'p521' },
  ])('with $kind (PSS: $pss), and refuses it over another file and under another root', async (by, context) => {
    const tool = openssl(context)
    const trust = { trust: ca.root.certificate.pem }
    const sideFile = await signed(by)
    const { accepted, text } = await tool.verifyCms(sideFile, content, trust)
    expect(accepted, text).toBe(true)
    expect((await tool.verifyCms(sideFile, content.subarray(1), trust)).accepted).toBe(false)
    const stranger = (await createCa({ name: 'Stranger' })).root.certificate.pem
    expect((await tool.verifyCms(sideFile, content, { trust: stranger })).accepted).toBe(false)
  })

  test('by several signers, each of which it checks', async (context) => {
    const tool = openssl(context)
    let sideFile = await signed({ kind: 'p256' })
    for (const kind of ['rsa2048', 'p384'] as const) sideFile = await signed({ kind, subject: `CN=${kind}` }, sideFile)
    const { accepted, text } = await tool.verifyCms(sideFile, content, { trust: ca.root.certificate.pem })
    expect(accepted, text).toBe(true)
    const printed = await tool.run(['cms', '-cmsout', '-print', '-inform', 'DER'], { input: sideFile })
    expect(printed.text.match(/signatureAlgorithm:/g)?.length).toBeGreaterThanOrEqual(3)
    expect(await ourVerdict(sideFile)).toBe('3 verified')
  })
})

describe.skipIf(toolsMissing('openssl'))('we accept what openssl cms signs', () => {
  async function sign(signer: CertifiedKey, args: readonly string[], context: SkipContext): Promise<Uint8Array> {
    using dir = tempDir()
    const { code, text } = await openssl(context).run([
      ...['cms', '-sign', '-binary', '-in', dir.write('content', content), '-out', dir.at('out')],
      ...[
        '-signer',
        dir.write('cert.pem', signer.certificate.pem),
        '-inkey',
        dir.write('key.pem', signer.key.privateKeyPem),
      ],
      ...['-certfile', dir.write('issuers.pem', signer.chainPem.replace(signer.certificate.pem, '')), ...args],
    ])
    expect(code, text).toBe(0)
    return dir.read('out')
  }

  test.for<[TestKeyKind, string]>([
    ['rsa2048', '-outform DER'],
    ['rsa2048', '-outform PEM'],
    ['rsa2048', '-outform DER -md sha512'],
    ['rsa2048', '-outform DER -keyopt rsa_padding_mode:pss'],
    ['p256', '-outform DER -keyid'],
    ['p256', '-outform DER -cades'],
    ['p256', '-outform DER -noattr'],
    ['p384', '-outform DER -md sha384'],
    ['p521', '-outform PEM -md sha512'],
  ])('with %s and %s, and not over another file', async ([kind, args], context) => {
    const sideFile = await sign(await ca.certify({ key: kind }), args.split(' '), context)
    expect(await ourVerdict(sideFile)).toBe('1 verified')
    expect(await ourVerdict(sideFile, content.subarray(1))).not.toMatch(/verified/)
  })

  test('and add our signature to it, so that both accept both', async (context) => {
    for (const args of ['-outform DER', '-outform PEM', '-outform DER -keyid']) {
      const theirs = await sign(await ca.certify({ key: 'rsa2048', subject: 'CN=Theirs' }), args.split(' '), context)
      const both = await signed({ kind: 'p256' }, theirs)
      expect(await ourVerdict(both)).toBe('2 verified')
      const { accepted, text } = await openssl(context).verifyCms(both, content, { trust: ca.root.certificate.pem })
      expect(accepted, text).toBe(true)
    }
  })

  test('but not one with its content inside, nor one in the form of a mail', async (context) => {
    const signer = await ca.certify({ key: 'p256' })
    // With -stream openssl leaves the content in, too, as segments of indefinite length.
    for (const option of ['-nodetach', '-stream']) {
      expect(await ourVerdict(await sign(signer, ['-outform', 'DER', option], context))).toBe('SIGNATURE_NOT_DETACHED')
    }
    expect(await ourVerdict(await sign(signer, ['-outform', 'SMIME'], context))).toBe('SIGNATURE_FILE_MALFORMED')
  })

  test('both refuse what was signed by a stranger', async (context) => {
    const stranger = await (await createCa({ name: 'Stranger' })).certify({ key: 'p256' })
    const sideFile = await sign(stranger, ['-outform', 'DER'], context)
    expect(await ourVerdict(sideFile)).toBe('CHAIN_UNTRUSTED')
    expect((await openssl(context).verifyCms(sideFile, content, { trust: ca.root.certificate.pem })).accepted).toBe(
      false,
    )
  })
})

test('an openssl signature of text with converted line ends is not over the file', async (context) => {
  using dir = tempDir()
  const text = utf8('one\ntwo\n')
  const signer = await ca.certify({ key: 'p256' })
  const { code } = await openssl(context).run([
    ...['cms', '-sign', '-in', dir.write('text', text), '-out', dir.at('out'), '-outform', 'DER'],
    ...['-signer', dir.write('cert.pem', signer.chainPem), '-inkey', dir.write('key.pem', signer.key.privateKeyPem)],
  ])
  expect(code).toBe(0)
  expect(await ourVerdict(dir.read('out'), text)).toBe('DIGEST_MISMATCH')
})
