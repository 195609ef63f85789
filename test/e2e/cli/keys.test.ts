import { createPublicKey, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { KeysReport } from '@chancery/engine'
import { buildPe, createCa, openssl } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Ran, type Workbench, workbench } from './workbench.ts'

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  return () => bench[Symbol.dispose]()
})

const keysOf = (ran: Ran): KeysReport['keys'] => (ran.json as unknown as KeysReport).keys
const keys = (...args: string[]): Promise<Ran> => bench.run(['keys', ...args, '--json'])
const uri = (label: string): string => `pkcs11:token=chancery;object=${label}`

/** The token of `chancery init` is SoftHSM's by its configuration; keys beside the configured ones are reached like this. */
function configure(...labels: string[]): void {
  const yaml = bench.read('chancery.yaml').toString()
  const release = /^ {2}release:\n(?: {4}.*\n)+/m.exec(yaml)?.[0] as string
  const bare = release.replace(/ {4}certificate:.*\n/, '')
  const more = labels.map((label) => bare.replaceAll('release', label)).join('')
  writeFileSync(bench.at('chancery.yaml'), yaml.replace(/^keys:\n/m, `keys:\n${more}`))
}

const SUBJECT = 'CN=Release \\+ more,O=Example,C=NL'

const KINDS = [
  ['rsa', ['--bits', '2048'], 'rsa', 2048],
  ['p256', [], 'p256', 256],
  ['p384', [], 'p384', 384],
  ['p521', [], 'p521', 521],
  ['ed25519', [], 'ed25519', 256],
] as const

describe('keys', () => {
  it('lists the private keys of the configured tokens, by the names that they are configured under', async () => {
    const ran = await keys('list')
    expect(ran.code, ran.stderr).toBe(0)
    const listed = keysOf(ran).map(({ token, label, name, kind, certificate }) => [
      token,
      label,
      name,
      kind,
      certificate,
    ])
    expect(listed).toEqual([
      ['chancery', 'attestation', 'attestation', 'p256', false],
      ['chancery', 'ca', null, 'p256', false],
      ['chancery', 'release', 'release', 'rsa', false],
      ['chancery', 'tsa', 'tsa', 'p256', false],
    ])
    expect(keysOf(ran).every(({ uri: one }) => one.startsWith('pkcs11:') && !one.includes('pin'))).toBe(true)
    expect(keysOf(await keys('list', '--key', 'tsa'))).toHaveLength(4)
  })

  it.each(KINDS)(
    'generates a %s key, makes its request, takes its certificate, and signs with it',
    async (kind, bits, found, length) => {
      const label = `new-${kind}`
      const made = await keys('generate', '--key', 'release', '--label', label, '--kind', kind, ...bits)
      expect(made.code, made.stderr).toBe(0)
      expect(keysOf(made)).toMatchObject([{ label, kind: found, certificate: false, name: null }])
      if (kind !== 'ed25519') expect(keysOf(made)[0]?.bits).toBe(length)
      const twice = await keys('generate', '--key', 'release', '--label', label, '--kind', kind, ...bits)
      expect([twice.code, twice.json.failed[0]?.code]).toEqual([2, 'KEY_EXISTS'])
      configure(label)

      const csr = await keys('csr', '--key', label, '--subject', SUBJECT, '--out', `${label}.csr`)
      expect(csr.code, csr.stderr).toBe(0)
      const program = openssl({ skip: () => expect.fail('openssl is needed') })
      const checked = await program.run([
        'req',
        '-in',
        bench.at(`${label}.csr`),
        '-verify',
        '-noout',
        '-subject',
        '-nameopt',
        'RFC2253',
      ])
      expect([checked.code, checked.text.includes('verify OK')], checked.text).toEqual([0, true])
      expect(checked.text).toContain(`subject=${SUBJECT}\n`)

      const pubkey = await program.run(['req', '-in', bench.at(`${label}.csr`), '-pubkey', '-noout'])
      const publicKey = createPublicKey(pubkey.stdout.length > 0 ? Buffer.from(pubkey.stdout).toString() : '')
      const ca = await createCa({ name: label })
      const { certificate, chainPem } = await ca.issue({
        publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
      })
      expect(new X509Certificate(certificate.der).publicKey.equals(publicKey)).toBe(true)
      writeFileSync(bench.at(`${label}.pem`), chainPem)
      const other = await keys('import-certificate', '--key', 'release', '--certificate', `${label}.pem`)
      expect([other.code, other.json.failed[0]?.code]).toEqual([2, 'CERTIFICATE_MISMATCH'])
      const imported = await keys('import-certificate', '--key', label, '--certificate', `${label}.pem`)
      expect(imported.code, imported.stderr).toBe(0)
      expect(keysOf(imported)).toMatchObject([{ label, certificate: true, name: label }])

      writeFileSync(bench.at(`${label}.exe`), buildPe())
      const signed = await bench.run(['sign', `${label}.exe`, '--key', label, '--in-place', '--json'])
      expect(signed.code, signed.stderr).toBe(0)
      expect(signed.json.files[0]?.certificate?.sha256).toBe(
        new X509Certificate(certificate.der).fingerprint256.replaceAll(':', '').toLowerCase(),
      )
      writeFileSync(bench.at(`${label}-ca.pem`), ca.root.certificate.pem)
      const verified = await bench.run([
        'verify',
        `${label}.exe`,
        '--trust',
        `${label}-ca.pem`,
        '--timestamp-trust',
        '.chancery/ca.pem',
        '--require',
        'timestamp',
      ])
      expect(verified.code, verified.stderr).toBe(0)
    },
  )

  it('prints a request on stdout where no file is named', async () => {
    const ran = await bench.run(['keys', 'csr', '--key', 'release', '--subject', 'CN=x'])
    expect(ran.stdout).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n[\s\S]+-----END CERTIFICATE REQUEST-----\n$/)
  })

  it.each([
    ['no name', ['csr', '--key', 'release', '--subject', 'Release'], 2, 'OPTION_INVALID'],
    ['a name with junk behind', ['csr', '--key', 'release', '--subject', 'CN=x,junk'], 2, 'OPTION_INVALID'],
    ['a name of an unknown type', ['csr', '--key', 'release', '--subject', 'FOO=x'], 2, 'OPTION_INVALID'],
    ['no subject', ['csr', '--key', 'release'], 2, 'OPTION_INVALID'],
    ['a key that is not there', ['csr', '--key', uri('none'), '--subject', 'CN=x'], 2, 'MODULE_NOT_GIVEN'],
    [
      'no certificate',
      ['import-certificate', '--key', 'release', '--certificate', 'chancery.yaml'],
      2,
      'CERTIFICATE_INVALID',
    ],
    [
      'a file that is not there',
      ['import-certificate', '--key', 'release', '--certificate', 'none.pem'],
      2,
      'FILE_NOT_FOUND',
    ],
    ['an unknown kind', ['generate', '--key', 'release', '--label', 'x', '--kind', 'dsa'], 2, 'OPTION_INVALID'],
    [
      'a short RSA key',
      ['generate', '--key', 'release', '--label', 'x', '--kind', 'rsa', '--bits', '1024'],
      2,
      'OPTION_INVALID',
    ],
    ['no key', ['generate', '--label', 'x', '--kind', 'p256'], 2, 'KEY_NOT_GIVEN'],
  ])('refuses %s', async (_, args, code, reason) => {
    const ran = await keys(...args)
    expect([ran.code, ran.json.failed[0]?.code], ran.stderr).toEqual([code, reason])
  })
})
