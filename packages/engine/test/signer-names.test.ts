import { encodeDer, encodeSequence } from '@chancery/codec'
import { utf8 } from '@chancery/core'
import { buildPe, type Ca, createCa, type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { verifyFiles, verifyOptions } from '../src/index.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

/** Context tags of GeneralName, RFC 5280 section 4.2.1.6. */
const TAGS = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const

type Name = readonly [keyof typeof TAGS, string]

function subjectAltName(...names: readonly Name[]): { oid: string; critical: boolean; value: Uint8Array } {
  const encoded = names.map(([kind, text]) => encodeDer(TAGS[kind], utf8(text)))
  return { oid: '2.5.29.17', critical: false, value: encodeSequence(...encoded) }
}

const URI = 'https://build.example.com/Jobs/release'
const NAMES: readonly Name[] = [
  ['dns', 'Build.Example.com'],
  ['dns', '*.example.org'],
  ['uri', URI],
  ['email', 'Release@Example.com'],
]

let dir: TempDir
let ca: Ca
beforeAll(async () => {
  dir = tempDir()
  ca = await createCa()
  dir.write('root.pem', ca.root.certificate.pem)
  await signed('app.exe', subjectAltName(...NAMES))
  await signed('plain.exe')
  dir.write('both.exe', dir.read('app.exe'))
  const other = await ca.certify({
    subject: 'O=Example, CN=Other',
    extensions: [subjectAltName(['dns', 'other.test'])],
  })
  await signWith(dir.at('both.exe'), 'authenticode-pe', other, { append: true })
})
afterAll(() => dir[Symbol.dispose]())

async function signed(file: string, ...extensions: readonly ReturnType<typeof subjectAltName>[]): Promise<void> {
  dir.write(file, buildPe())
  await signWith(dir.at(file), 'authenticode-pe', await ca.certify({ extensions }))
}

function judged(file: string, ...signerSans: readonly string[]): ReturnType<typeof verdict> {
  return verdict(file, { cwd: dir.path, trust: ['root.pem'], signerSans })
}

describe('--signer-san', () => {
  it.each([
    'dns:build.example.com',
    'dns:BUILD.example.COM',
    'build.example.com',
    'dns:*.example.org',
    `uri:${URI}`,
    URI,
    'email:Release@example.COM',
    'Release@example.com',
  ])('takes %s for a name of the certificate', async (name) => {
    const file = await judged('app.exe', name)
    expect(file, file.message).toMatchObject({ verdict: 'verified', exitCode: 0 })
  })

  it.each([
    'dns:example.com',
    'dns:build.example.com.',
    'dns:x.example.org',
    'build.example',
    'uri:build.example.com',
    'email:build.example.com',
    'uri:https://build.example.com/jobs/release',
    'uri:https://build.example.com/Jobs/release/',
    'dns:https://build.example.com/Jobs/release',
    'email:release@example.com',
    'dns:ＢUILD.example.com',
    'CN=Release,O=Chancery Test',
  ])('does not take %s', async (name) => {
    expect(await judged('app.exe', name)).toMatchObject({ verdict: 'failed', code: 'SIGNER_UNEXPECTED', exitCode: 1 })
  })

  it('wants one of several, and says in message and JSON which there are', async () => {
    expect((await judged('app.exe', 'dns:other.test', URI)).verdict).toBe('verified')
    const refused = await judged('app.exe', 'dns:other.test')
    expect(refused.message).toContain(`uri:${URI}`)
    expect(refused.signatures[0]?.signer?.san).toEqual(NAMES.map(([kind, text]) => `${kind}:${text}`))
    expect((await judged('plain.exe', URI)).code).toBe('SIGNER_UNEXPECTED')
    expect(
      (await verdict('plain.exe', { cwd: dir.path, trust: ['root.pem'] })).signatures[0]?.signer,
    ).not.toHaveProperty('san')
  })

  it('is about every signature: one by another signer is refused unless it is expected too', async () => {
    expect((await judged('both.exe', URI)).code).toBe('SIGNER_UNEXPECTED')
    expect((await judged('both.exe', 'dns:other.test')).code).toBe('SIGNER_UNEXPECTED')
    expect((await judged('both.exe', 'dns:other.test', URI)).verdict).toBe('verified')
  })

  it('is no more content with the right name under another authority', async () => {
    const stranger = await createCa({ name: 'Stranger' })
    dir.write('forged.exe', buildPe())
    const extensions = [subjectAltName(...NAMES)]
    await signWith(dir.at('forged.exe'), 'authenticode-pe', await stranger.certify({ extensions }))
    expect((await judged('forged.exe', URI)).code).toBe('CHAIN_UNTRUSTED')
  })

  it('reads no name out of an extension that is none, and knows no kind but the three', async () => {
    await signed('broken.exe', { oid: '2.5.29.17', critical: false, value: Uint8Array.of(0x30, 0x05, 0x82, 0x09) })
    await signed('address.exe', subjectAltName(['ip', '\x7f\x00\x00\x01']))
    for (const file of ['broken.exe', 'address.exe']) {
      expect((await verdict(file, { cwd: dir.path, trust: ['root.pem'] })).verdict, file).toBe('verified')
      for (const name of ['127.0.0.1', 'ip:127.0.0.1'])
        expect((await judged(file, name)).code).toBe('SIGNER_UNEXPECTED')
    }
  })

  it('compares a whole name, whatever stands in it', async () => {
    await signed('nul.exe', subjectAltName(['dns', 'build.example.com\0.evil.test']))
    expect((await judged('nul.exe', 'dns:build.example.com')).code).toBe('SIGNER_UNEXPECTED')
  })

  it.each(['dns:', 'uri:', 'email:', ''])('refuses %j, which names nothing', async (name) => {
    expect(() => verifyOptions(['x'], { 'signer-san': [name] }, {})).toThrowCode('OPTION_INVALID')
    const { report } = await verifyFiles({ cwd: dir.path, files: ['app.exe'], trust: ['root.pem'], signerSans: [name] })
    expect(report.files).toMatchObject([{ verdict: 'failed', code: 'OPTION_INVALID' }])
  })
})
