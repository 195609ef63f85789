import {
  buildJar,
  buildPe,
  type Ca,
  createCa,
  powerShellScript,
  script,
  startTsa,
  type TempDir,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { verifyFiles } from '../src/index.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

const DAY = 86_400_000
const FILES = {
  'authenticode-pe': ['app.exe', () => buildPe()],
  powershell: ['module.psm1', () => powerShellScript()],
  script: ['run.sh', () => script('sh')],
  jar: ['lib.jar', () => buildJar()],
  blob: ['data.bin', () => Uint8Array.of(1, 2, 3)],
} as const satisfies Record<string, readonly [string, () => Uint8Array]>
type FormatId = keyof typeof FILES

let dir: TempDir
let ca: Ca
beforeAll(async () => {
  dir = tempDir()
  ca = await createCa()
  dir.write('root.pem', ca.root.certificate.pem)
})
afterAll(() => dir[Symbol.dispose]())

/** A fresh file of a format, below a folder of its own. */
function fresh(format: FormatId, folder: string): string {
  const [name, make] = FILES[format]
  const path = `${folder}/${name}`
  dir.write(path, make())
  return path
}

const trust = ['root.pem']

describe('when a signature counts', () => {
  it('an expired certificate: not now, but at the time of signing, and for ever with a timestamp of that time', async () => {
    const then = new Date(Date.now() - 200 * DAY)
    const signer = await ca.certify({
      notBefore: new Date(Date.now() - 400 * DAY),
      notAfter: new Date(Date.now() - 100 * DAY),
    })
    const bare = fresh('authenticode-pe', 'expired')
    await signWith(dir.at(bare), 'authenticode-pe', signer)
    expect(await verdict(bare, { cwd: dir.path, trust })).toMatchObject({ code: 'CERTIFICATE_EXPIRED', exitCode: 1 })
    expect((await verdict(bare, { cwd: dir.path, trust, at: then })).verdict).toBe('verified')
    const early = await verdict(bare, { cwd: dir.path, trust, at: new Date(Date.now() - 500 * DAY) })
    expect(early).toMatchObject({ code: 'CERTIFICATE_NOT_YET_VALID', exitCode: 1 })

    await using tsa = await startTsa({ ca, at: then })
    const stamped = fresh('authenticode-pe', 'stamped')
    await signWith(dir.at(stamped), 'authenticode-pe', signer, { tsa })
    const file = await verdict(stamped, { cwd: dir.path, trust, require: ['timestamp'] })
    expect(file.verdict, file.message).toBe('verified')
    expect(Date.parse(file.signatures[0]?.timestamp?.time ?? '')).toBe(Math.floor(then.getTime() / 1000) * 1000)
  })

  it('timestamps by other authorities than those of --timestamp-trust do not', async () => {
    const other = await createCa({ name: 'Stamps' })
    dir.write('stamps.pem', other.root.certificate.pem)
    await using tsa = await startTsa({ ca: other })
    const file = fresh('authenticode-pe', 'foreign')
    await signWith(dir.at(file), 'authenticode-pe', await ca.certify(), { tsa })
    expect((await verdict(file, { cwd: dir.path, trust, timestampTrust: ['stamps.pem'] })).verdict).toBe('verified')
    // The signer's certificate is valid now, so the file verifies; but no timestamp vouches for it later.
    for (const timestampTrust of [undefined, trust]) {
      const found = await verdict(file, { cwd: dir.path, trust, timestampTrust })
      expect([found.verdict, found.signatures[0]?.timestamp]).toEqual(['verified', null])
      const required = await verdict(file, { cwd: dir.path, trust, timestampTrust, require: ['timestamp'] })
      expect(required).toMatchObject({ code: 'REQUIREMENT_NOT_MET', exitCode: 1 })
    }
  })

  it('not where a timestamp is required and there is none', async () => {
    const file = fresh('script', 'bare')
    await signWith(dir.at(file), 'script', await ca.certify())
    const required = await verdict(file, { cwd: dir.path, trust, require: ['timestamp'] })
    expect(required).toMatchObject({ code: 'REQUIREMENT_NOT_MET', exitCode: 1 })
    expect((await verdict(file, { cwd: dir.path, trust, require: ['log'] })).code).toBe('REQUIREMENT_NOT_MET')
  })
})

describe('what a certificate must be for', () => {
  const formats = Object.keys(FILES) as FormatId[]

  it.each(formats)('%s by one for another purpose', async (format) => {
    const file = fresh(format, `eku-${format}`)
    await signWith(dir.at(file), format, await ca.certify({ fault: 'wrong-eku' }))
    const found = await verdict(file, { cwd: dir.path, trust })
    if (format === 'blob') expect(found.verdict, found.message).toBe('verified')
    else expect(found).toMatchObject({ verdict: 'failed', code: 'CERTIFICATE_PURPOSE', exitCode: 1 })
  })

  it.each(formats)('%s by one without a purpose', async (format) => {
    const file = fresh(format, `plain-${format}`)
    await signWith(dir.at(file), format, await ca.certify({ purpose: 'plain' }))
    expect((await verdict(file, { cwd: dir.path, trust })).verdict).toBe('verified')
  })
})

describe('revocation', () => {
  it.each([
    ['good', 'authenticode-pe'],
    ['good', 'blob'],
  ] as const)('is %s where current lists cover the whole chain: %s', async (revocation, format) => {
    const file = fresh(format, `good-${format}`)
    await signWith(dir.at(file), format, await ca.certify())
    dir.write('good.crl', (await ca.crl()).pem + (await ca.crl({ by: 'root' })).pem)
    const found = await verdict(file, { cwd: dir.path, trust, crls: ['good.crl'] })
    expect(
      found.signatures.map((signature) => signature.revocation),
      found.message,
    ).toEqual([revocation])
  })

  it('is refused where a list names the certificate, in PEM and in DER', async () => {
    const signer = await ca.certify({ fault: 'revoked' })
    const file = fresh('jar', 'revoked')
    await signWith(dir.at(file), 'jar', signer)
    expect((await verdict(file, { cwd: dir.path, trust })).signatures[0]?.revocation).toBe('not-checked')
    const crl = await ca.crl({ revoked: [signer.certificate] })
    dir.write('revoked.pem', crl.pem)
    dir.write('revoked.der', crl.der)
    for (const list of ['revoked.pem', 'revoked.der']) {
      const found = await verdict(file, { cwd: dir.path, trust, crls: [list] })
      expect(found).toMatchObject({ verdict: 'failed', code: 'CERTIFICATE_REVOKED', exitCode: 1 })
      expect(found.signatures[0]?.revocation).toBe('revoked')
    }
  })

  it.each(['stale', 'other-issuer', 'forged'] as const)('is not checked by a list that is %s', async (fault) => {
    const file = fresh('script', `crl-${fault}`)
    await signWith(dir.at(file), 'script', await ca.certify())
    dir.write('list.crl', (await ca.crl({ fault })).pem)
    const found = await verdict(file, { cwd: dir.path, trust, crls: ['list.crl'] })
    expect(found.signatures.map(({ revocation }) => revocation)).toEqual(['not-checked'])
  })

  it.each([
    ['no list', 'root.pem'],
    ['bytes', 'garbage.crl'],
    ['a list cut short', 'short.crl'],
  ])('is not silently skipped where the file holds %s', async (_, name) => {
    const file = fresh('script', 'crl-bad')
    await signWith(dir.at(file), 'script', await ca.certify())
    dir.write('garbage.crl', 'garbage')
    dir.write('short.crl', (await ca.crl()).der.subarray(0, 100))
    await expect(() => verifyFiles({ cwd: dir.path, files: [file], trust, crls: [name] })).toThrowCode('TRUST_INVALID')
  })
})
