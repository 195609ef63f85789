import { createHash } from 'node:crypto'
import {
  buildSignedAttributes,
  buildSignedData,
  cmsEvidence,
  encodeOctetString,
  OID,
  type SignedContent,
} from '@chancery/codec'
import { memorySource, range, SIGNATURE_ALGORITHMS, signatureAlgorithm } from '@chancery/core'
import { type CertifiedKey, openssl, softwareKey, type TestKeyKind, tempDir, tool } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { CONTENT, ca, signatureOf, verifier } from './made-signature.ts'

const trust = { trust: ca.root.certificate.pem }

function detached(content: Uint8Array): SignedContent {
  const source = memorySource(content)
  return { kind: 'detached', source, parts: [range(0, source.size)] }
}

async function verdict(cms: Uint8Array, content: SignedContent) {
  const evidence = cmsEvidence(signatureOf(cms, { content, purpose: 'any' }))
  expect(evidence).toHaveLength(1)
  return evidence[0]?.verify(verifier)
}

/** Keys of each kind, by `openssl cms -sign` with these options. */
const VARIANTS: readonly (readonly [string, TestKeyKind, readonly string[]])[] = [
  ['RSA', 'rsa2048', []],
  ['RSA, SHA-384', 'rsa2048', ['-md', 'sha384']],
  ['RSA, SHA-512', 'rsa2048', ['-md', 'sha512']],
  ['RSA, SHA-1', 'rsa2048', ['-md', 'sha1']],
  ['RSA without attributes', 'rsa2048', ['-noattr']],
  ['RSA-PSS', 'rsa2048', ['-keyopt', 'rsa_padding_mode:pss']],
  ['RSA-PSS with a short salt', 'rsa2048', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:8']],
  ['ECDSA P-256', 'p256', []],
  ['ECDSA P-256, SHA-384', 'p256', ['-md', 'sha384']],
  ['ECDSA P-384', 'p384', ['-md', 'sha384']],
  ['ECDSA P-521', 'p521', ['-md', 'sha512']],
  ['ECDSA without attributes', 'p256', ['-noattr']],
  ['a key identifier', 'p256', ['-keyid']],
  ['CAdES attributes', 'p256', ['-cades']],
  ['without S/MIME capabilities', 'p256', ['-nosmimecap']],
]

async function signWith(
  program: ReturnType<typeof tool>,
  by: CertifiedKey,
  options: readonly string[],
): Promise<Uint8Array> {
  using dir = tempDir()
  const { code, text } = await program.run([
    ...['cms', '-sign', '-binary', '-in', dir.write('content', CONTENT), '-outform', 'DER', '-out', dir.at('out')],
    ...['-signer', dir.write('signer.pem', by.certificate.pem), '-inkey', dir.write('key.pem', by.key.privateKeyPem)],
    ...['-certfile', dir.write('issuers.pem', by.chainPem.replace(by.certificate.pem, '')), ...options],
  ])
  if (code !== 0) throw new Error(text)
  return dir.read('out')
}

const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['detached', []],
  ['embedded', ['-nodetach']],
  ['detached, streamed as BER', ['-stream']],
  ['embedded, streamed as BER', ['-nodetach', '-stream']],
]

const CASES = VARIANTS.flatMap(([name, kind, options]) =>
  PLACES
    // OpenSSL 3.0 cannot stream what it signs with RSA-PSS.
    .filter(([, place]) => !(name.startsWith('RSA-PSS') && place.includes('-stream')))
    .map(([where, place]) => ({ name: `${name}, ${where}`, kind, options: [...options, ...place] })),
)

describe('what openssl signs we accept', () => {
  test.for(CASES)('$name', async ({ kind, options }, context) => {
    const cms = await signWith(tool('openssl', context), await ca.certify({ key: kind }), options)
    const content: SignedContent = options.includes('-nodetach') ? { kind: 'embedded' } : detached(CONTENT)
    expect(await verdict(cms, content)).toMatchObject({ integrity: 'ok', chain: 'trusted', fault: null })
    expect(await verdict(cms, detached(CONTENT.subarray(1)))).toMatchObject({
      integrity: 'failed',
      chain: 'not-checked',
    })
  })
})

describe('what we build openssl accepts', () => {
  test.for(SIGNATURE_ALGORITHMS.filter(({ key }) => key !== 'ed25519').map(({ id }) => id))(
    '%s',
    async (id, context) => {
      const program = openssl(context)
      const { key: kind, digest, scheme } = signatureAlgorithm(id)
      const certified = await ca.certify({ key: (kind === 'rsa' ? 'rsa2048' : kind) as TestKeyKind })
      const key = softwareKey(certified, { digest, pss: scheme === 'rsa-pss' })
      const messageDigest = Uint8Array.from(createHash(digest).update(CONTENT).digest())
      const signedAttrs = buildSignedAttributes({ contentType: OID.data, messageDigest })
      const input = {
        eContentType: OID.data,
        certificates: certified.chain,
        signedAttrs,
        algorithm: id,
        signature: await key.sign(signedAttrs),
      }

      const apart = buildSignedData({ ...input, eContent: null })
      expect(await program.verifyCms(apart, CONTENT, trust)).toMatchObject({ accepted: true })
      const embedded = buildSignedData({ ...input, eContent: encodeOctetString(CONTENT) })
      expect(await program.verifyCms(embedded, null, trust)).toMatchObject({ accepted: true })

      const changed = Uint8Array.from(CONTENT, (byte, i) => (i === 3 ? byte ^ 4 : byte))
      expect(await program.verifyCms(apart, changed, trust)).toMatchObject({ accepted: false })
      expect(await verdict(apart, detached(changed))).toMatchObject({ fault: { code: 'DIGEST_MISMATCH' } })
    },
  )
})

test('a changed signature value, attribute or certificate is refused by both', async (context) => {
  const program = openssl(context)
  const cms = await signWith(tool('openssl', context), await ca.certify({ key: 'p256' }), [])
  expect(await program.verifyCms(cms, CONTENT, trust)).toMatchObject({ accepted: true })
  // The signature is the last field; the attributes lie before it.
  for (const back of [1, 40, 120, 160]) {
    const flipped = Uint8Array.from(cms, (byte, i) => (i === cms.length - back ? byte ^ 1 : byte))
    expect(await program.verifyCms(flipped, CONTENT, trust), `${back} from the end`).toMatchObject({ accepted: false })
    let fault: unknown
    try {
      fault = (await verdict(flipped, detached(CONTENT)))?.fault
    } catch (error) {
      fault = error
    }
    expect(fault, `${back} from the end`).toMatchObject({ code: expect.any(String) })
  }
})
