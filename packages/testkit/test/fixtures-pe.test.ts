import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  buildPe,
  compileForWindows,
  createCa,
  osslsigncode,
  type PeKind,
  type PeOptions,
  peFieldOffset,
  startTsa,
  tempDir,
  tool,
  writePe,
} from '../src/index.ts'

const KINDS: readonly PeKind[] = ['exe', 'dll', 'sys', 'efi']
const CASES: readonly (readonly [string, PeOptions])[] = [
  ...KINDS.flatMap((kind) => ([32, 64] as const).map((bits) => [`${kind} of ${bits} bits`, { kind, bits }] as const)),
  ['with an overlay', { overlay: new TextEncoder().encode('installer payload!') }],
  ['of odd length', { overlay: new TextEncoder().encode('odd') }],
  ['with one section', { sections: [{ name: '.text', data: new Uint8Array(5000) }] }],
]

test.for(CASES)('osslsigncode signs and verifies a PE %s', async ([, options], context) => {
  using dir = tempDir()
  const ca = await createCa()
  const signer = await ca.certify()
  const input = dir.write('in.exe', buildPe(options))
  const [program, trust] = [osslsigncode(context), { trust: ca.root.certificate.pem }]
  const unsigned = await program.verify(input, trust)
  expect(unsigned).toMatchObject({ accepted: false, signatures: 0 })
  // osslsigncode leaves the last byte of an odd file out of the sum.
  if (statSync(input).size % 2 === 0) expect(unsigned.text).not.toContain('invalid PE checksum')
  expect((await program.sign(input, dir.at('out.exe'), signer)).text).toContain('Succeeded')
  expect(await program.verify(dir.at('out.exe'), trust)).toMatchObject({ accepted: true, signatures: 1, verified: 1 })
  const stranger = await createCa({ name: 'Other' })
  expect(await program.verify(dir.at('out.exe'), { trust: stranger.root.certificate.pem })).toMatchObject({
    accepted: false,
  })
})

test('every signature counts: one broken of two is a refusal, where osslsigncode itself exits with 0', async (context) => {
  using dir = tempDir()
  const ca = await createCa()
  const program = osslsigncode(context)
  const trusted = await ca.certify()
  const other = await (await createCa({ name: 'Other' })).certify()
  await program.sign(dir.write('in.exe', buildPe()), dir.at('one.exe'), other)
  await program.sign(dir.at('one.exe'), dir.at('two.exe'), trusted, ['-nest'])
  const verdict = await program.verify(dir.at('two.exe'), { trust: ca.root.certificate.pem })
  expect(verdict).toMatchObject({ accepted: false, signatures: 2, verified: 1 })
  expect(
    (await program.run(['verify', '-CAfile', dir.write('ca.pem', ca.root.certificate.pem), dir.at('two.exe')])).code,
  ).toBe(0)
})

test('a timestamp over HTTP ends up in the signature', async (context) => {
  using dir = tempDir()
  const ca = await createCa()
  await using tsa = await startTsa({ ca })
  const program = osslsigncode(context)
  const signed = await program.sign(dir.write('in.exe', buildPe()), dir.at('out.exe'), await ca.certify(), [
    '-ts',
    tsa.url,
  ])
  expect(signed.text).toContain('Succeeded')
  expect(tsa.requests).toBe(1)
  const verdict = await program.verify(dir.at('out.exe'), { trust: ca.root.certificate.pem })
  expect(verdict).toMatchObject({ accepted: true, timestamps: 1 })
})

test('a written PE has the size it was asked for, odd or even, and a right checksum', async (context) => {
  using dir = tempDir()
  for (const size of [2048, 100_001, 1_500_000, 3 << 20]) {
    const path = dir.at(`${size}.exe`)
    await writePe(path, { size })
    expect(statSync(path).size).toBe(size)
    const { text } = await osslsigncode(context).run(['verify', '-in', path])
    expect(text).toContain('No signature found')
    if (size % 2 === 0) expect(text).not.toContain('invalid PE checksum')
  }
})

test('a lying field is the only difference', () => {
  const [honest, lying] = [buildPe({ bits: 32 }), buildPe({ bits: 32, fields: { SizeOfHeaders: 0xfffffff0 } })]
  const at = peFieldOffset('SizeOfHeaders', 32)
  const differing = Array.from(honest).flatMap((byte, index) => (byte === lying[index] ? [] : [index]))
  expect(differing.every((index) => index >= at && index < at + 4)).toBe(true)
  expect(new DataView(lying.buffer).getUint32(at, true)).toBe(0xfffffff0)
})

test('a section may claim another place than its own', () => {
  const data = new Uint8Array(10)
  const claims = { start: 0x12345600, length: 0x400 }
  const bytes = buildPe({ sections: [{ name: '.text', data, claims }] })
  expect(Buffer.from(bytes).includes(Buffer.from(Uint32Array.of(0x400, 0x12345600).buffer))).toBe(true)
  expect(Buffer.from(buildPe()).includes(Buffer.from(Uint32Array.of(0x12345600).buffer))).toBe(false)
})

test.for([
  { bits: 64, kind: 'exe' },
  { bits: 32, kind: 'dll' },
] as const)('the compiler makes a real $kind of $bits bits that osslsigncode signs', async (options, context) => {
  using dir = tempDir()
  const ca = await createCa()
  const input = dir.write('in.exe', await compileForWindows(context, options))
  const program = osslsigncode(context)
  await program.sign(input, dir.at('out.exe'), await ca.certify())
  expect(await program.verify(dir.at('out.exe'), { trust: ca.root.certificate.pem })).toMatchObject({ accepted: true })
  const bytes = readFileSync(dir.at('out.exe'))
  bytes[0x400] = (bytes[0x400] as number) ^ 1
  writeFileSync(dir.at('tampered.exe'), bytes)
  expect(await program.verify(dir.at('tampered.exe'), { trust: ca.root.certificate.pem })).toMatchObject({
    accepted: false,
  })
})

test('sbverify knows the EFI fixture for an image', async (context) => {
  using dir = tempDir()
  const { text } = await tool('sbverify', context).run(['--list', dir.write('x.efi', buildPe({ kind: 'efi' }))])
  expect(text).toContain('No signature table present')
  expect(text).not.toMatch(/gap|invalid/i)
})
