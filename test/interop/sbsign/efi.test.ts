import '@chancery/testkit/matchers'
import type { Format } from '@chancery/core'
import { authenticodePe } from '@chancery/formats'
import { buildPe, type CertifiedKey, type SkipContext, tempDir, tool } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flipBit } from '../../../packages/formats/test/authenticode/signing.ts'
import { createParties, type Parties } from '../osslsigncode/parties.ts'

const pe = authenticodePe as Format
let parties: Parties
let second: CertifiedKey

beforeAll(async () => {
  parties = await createParties()
  second = await parties.ca.certify({ key: 'rsa2048', subject: 'CN=Second' })
})
afterAll(() => parties[Symbol.asyncDispose]())

/** A verdict on integrity alone: sbverify 0.9.4 takes a code-signing certificate under whatever it is told to trust. */
async function accepts(context: SkipContext, file: Uint8Array, signer: CertifiedKey): Promise<boolean> {
  using dir = tempDir()
  const args = ['--cert', dir.write('signer.pem', signer.certificate.pem), dir.write('a.efi', file)]
  const { code, text } = await tool('sbverify', context).run(args)
  return code === 0 && text.includes('Signature verification OK')
}

async function signWithSbsign(context: SkipContext, file: Uint8Array, signer: CertifiedKey): Promise<Uint8Array> {
  using dir = tempDir()
  const made = await tool('sbsign', context).run([
    ...[
      '--key',
      dir.write('key.pem', signer.key.privateKeyPem),
      '--cert',
      dir.write('cert.pem', signer.certificate.pem),
    ],
    ...['--addcert', dir.write('issuer.pem', parties.ca.intermediate.certificate.pem)],
    ...['--output', dir.at('out.efi'), dir.write('in.efi', file)],
  ])
  expect(made.code, made.text).toBe(0)
  return dir.read('out.efi')
}

describe('EFI images', () => {
  it.for([
    { bits: 64, overlay: 0 },
    { bits: 32, overlay: 0 },
    { bits: 64, overlay: 5 },
  ] as const)('that we sign sbverify accepts: $bits bits, overlay of $overlay', async ({ bits, overlay }, context) => {
    const image = buildPe({ kind: 'efi', bits, overlay: new Uint8Array(overlay).fill(7) })
    const signed = await parties.sign(pe, image, parties.release)
    expect(await accepts(context, signed, parties.release)).toBe(true)
    expect(await accepts(context, flipBit(signed, 0x208 * 8), parties.release)).toBe(false)
  })

  it('that sbsign signs we accept, and not when they were changed', async (context) => {
    const signed = await signWithSbsign(context, buildPe({ kind: 'efi' }), second)
    expect((await parties.verify(pe, signed, 'a.efi')).signatures).toHaveLength(1)
    await expect(() => parties.verify(pe, flipBit(signed, 0x208 * 8), 'a.efi')).toThrowCode(
      'AUTHENTICODE_DIGEST_MISMATCH',
    )
  })

  it('take signatures of both, one after the other', async (context) => {
    const ours = await parties.sign(pe, buildPe({ kind: 'efi' }), parties.release)
    const both = await signWithSbsign(context, ours, second)
    const three = await parties.sign(pe, both, parties.release, { append: true, digest: 'sha384' })
    const { signatures } = await parties.verify(pe, three, 'a.efi')
    expect(signatures.map(({ nested, signer }) => [nested, signer?.subject])).toEqual([
      [false, 'CN=Release,O=Chancery Test'],
      [false, 'CN=Second'],
      [false, 'CN=Release,O=Chancery Test'],
    ])
    expect(await accepts(context, both, parties.release)).toBe(true)
    expect(await accepts(context, both, second)).toBe(true)
    expect(await accepts(context, three, second)).toBe(true)
  })
})
