/** Trusted roots as `chancery trust` makes them, and as stock verifiers read them. */
import { createPublicKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { TrustReport } from '@chancery/engine'
import {
  type Ca,
  type Certificate,
  cosign,
  createCa,
  createSigstore,
  KEYLESS_ISSUER,
  KEYLESS_SUBJECT,
  type Sigstore,
  type SkipContext,
  startTsa,
  type Tsa,
  testKey,
  tool,
} from '@chancery/testkit'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toTrustMaterial } from '@sigstore/verify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const valid = schemaOf('trust')
const ARTIFACT = new TextEncoder().encode('an artifact')
const DAY = 86_400_000

let bench: Workbench
let ca: Ca
let tsa: Tsa
let sigstore: Sigstore
beforeAll(async () => {
  bench = await workbench()
  ca = await createCa()
  tsa = await startTsa({ ca })
  sigstore = await createSigstore({ ca, tsa })
  const { root, intermediate } = ca
  writeFileSync(bench.at('ca.pem'), intermediate.certificate.pem + root.certificate.pem)
  writeFileSync(bench.at('tsa.pem'), tsa.signer.certificate.pem + intermediate.certificate.pem + root.certificate.pem)
  writeFileSync(bench.at('reversed.pem'), root.certificate.pem + intermediate.certificate.pem)
  writeFileSync(bench.at('app'), ARTIFACT)
  await writeKey('log.pub', 'p256', 'rekor')
  await writeKey('log2.pub', 'ed25519', 'log 2')
  await writeKey('log384.pub', 'p384', 'log 384')
  return () => bench[Symbol.dispose]()
})
afterAll(async () => tsa[Symbol.asyncDispose]())

async function writeKey(name: string, kind: Parameters<typeof testKey>[0], id: string): Promise<void> {
  const { publicKey } = await testKey(kind, id)
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
  writeFileSync(bench.at(name), key.export({ format: 'pem', type: 'spki' }))
}

async function trust(...args: readonly string[]): Promise<Ran & { readonly report: TrustReport }> {
  const ran = await bench.run(['trust', ...args, '--json'])
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return { ...ran, json: ran.json, report: ran.json as unknown as TrustReport }
}

const refused = ({ code, json }: Ran): unknown[] => [code, json.failed?.[0]?.code]
const AUTHORITIES = ['--certificate-authority', 'ca.pem', '--timestamp-authority', 'https://tsa.example.com=tsa.pem']

describe('chancery trust init', () => {
  it('makes what sigstore-js reads, once', async () => {
    const made = await trust(
      'init',
      ...AUTHORITIES,
      '--tlog',
      'https://rekor.example.com=log.pub',
      '--out',
      'made.json',
    )
    expect(made.code, made.stderr).toBe(0)
    expect(made.report.entries.map(({ kind, url, state, notes }) => [kind, url, state, notes])).toEqual([
      ['certificate-authority', null, 'current', []],
      ['timestamp-authority', 'https://tsa.example.com', 'current', []],
      ['tlog', 'https://rekor.example.com', 'current', []],
    ])
    expect(made.stderr).toContain('made  made.json')
    const json = JSON.parse(bench.read('made.json').toString())
    // gh reads a trusted root a line, and none from a line without an end.
    expect(bench.read('made.json').toString()).toMatch(/^[^\n]+\n$/)
    expect(json.mediaType).toBe('application/vnd.dev.sigstore.trustedroot+json;version=0.1')
    const { certificateAuthorities, timestampAuthorities, tlogs } = toTrustMaterial(TrustedRoot.fromJSON(json))
    expect([certificateAuthorities.length, timestampAuthorities.length, tlogs.length]).toEqual([1, 1, 1])
    expect(refused(await trust('init', ...AUTHORITIES, '--out', 'made.json'))).toEqual([2, 'TRUSTED_ROOT_EXISTS'])
  })

  it('begins with the certificates, or when it is told', async () => {
    const { report } = await trust('init', ...AUTHORITIES, '--out', 'begun.json')
    const begun = (one: Certificate): string => one.notBefore.toISOString().replace('.000Z', 'Z')
    expect(report.entries.map(({ from }) => from)).toEqual([
      begun(ca.intermediate.certificate),
      begun(tsa.signer.certificate),
    ])
    const told = await trust('init', ...AUTHORITIES, '--from', '2026-01-01T00:00:00Z', '--out', 'told.json')
    expect(new Set(told.report.entries.map(({ from }) => from))).toEqual(new Set(['2026-01-01T00:00:00Z']))
  })

  it.each([
    ['a chain in the wrong order', ['--certificate-authority', 'reversed.pem'], 'TRUSTED_ROOT_INVALID'],
    ['a certificate that certifies nobody', ['--certificate-authority', 'tsa.pem'], 'TRUSTED_ROOT_INVALID'],
    ['an authority that timestamps nothing', ['--timestamp-authority', 'ca.pem'], 'TRUSTED_ROOT_INVALID'],
    ['a log key that sigstore-js fails with', ['--tlog', 'https://log.example.com=log384.pub'], 'TRUSTED_ROOT_INVALID'],
    ['a log with a path', ['--tlog', 'https://log.example.com/ci=log.pub'], 'TRUSTED_ROOT_INVALID'],
    [
      'two logs with one key',
      ['--tlog', 'https://a.example.com=log.pub', '--tlog', 'https://b.example.com=log.pub'],
      'TRUSTED_ROOT_INVALID',
    ],
    ['a log without a URL', ['--tlog', 'log.pub'], 'OPTION_INVALID'],
    ['no certificate', ['--certificate-authority', 'log.pub'], 'TRUST_INVALID'],
    ['no key', ['--tlog', 'https://log.example.com=ca.pem'], 'TRUST_INVALID'],
    ['what is not there', ['--certificate-authority', 'none.pem'], 'FILE_NOT_FOUND'],
    ['nobody', [], 'OPTION_INVALID'],
    ['no time', ['--certificate-authority', 'ca.pem', '--from', '2026-01-01'], 'OPTION_INVALID'],
  ])('refuses %s, and writes nothing', async (_, args, code) => {
    expect(refused(await trust('init', ...args, '--out', 'never.json'))).toEqual([2, code])
    expect(bench.list()).not.toContain('never.json')
  })
})

describe('a trusted root that was made', () => {
  it('is what cosign, sigstore-go and we verify with', async (context) => {
    await trust('init', ...AUTHORITIES, '--tlog', 'https://rekor.example.com=log.pub', '--out', 'root.json')
    writeFileSync(bench.at('b.json'), JSON.stringify(await sigstore.sign({ artifact: ARTIFACT, log: 'second' })))
    expect(await judge(context, 'root.json')).toEqual([true, true, true])
  })

  it('lets an authority go on for the overlap, and then end', async (context) => {
    writeFileSync(bench.at('b.json'), JSON.stringify(await sigstore.sign({ artifact: ARTIFACT })))
    const other = await createCa({ name: 'Next' })
    writeFileSync(bench.at('next.pem'), other.intermediate.certificate.pem + other.root.certificate.pem)
    const from = new Date(Date.now() - 10 * DAY).toISOString()
    const rotate = async (name: string, overlap: string): Promise<TrustReport> => {
      await trust('init', ...AUTHORITIES, '--out', name)
      const args = ['--certificate-authority', 'next.pem', '--from', from, '--overlap', overlap]
      const ran = await trust('rotate', name, ...args)
      expect(ran.code, ran.stderr).toBe(0)
      return ran.report
    }
    const { entries } = await rotate('overlapping.json', '30')
    expect(entries.filter(({ kind }) => kind === 'certificate-authority').map(({ state }) => state)).toEqual([
      'current',
      'current',
    ])
    expect(await judge(context, 'overlapping.json')).toEqual([true, true, true])
    const ended = await rotate('ended.json', '5')
    expect(ended.entries[0]).toMatchObject({ state: 'ended' })
    expect(await judge(context, 'ended.json')).toEqual([false, false, false])
  })

  async function judge(context: SkipContext, root: string): Promise<boolean[]> {
    const { tlogs } = JSON.parse(bench.read(root).toString())
    const byCosign = await cosign(context).run([
      ...['verify-blob-attestation', '--type', 'https://example.com/predicate/v1', '--bundle', bench.at('b.json')],
      ...['--trusted-root', bench.at(root), '--certificate-identity', KEYLESS_SUBJECT],
      ...['--certificate-oidc-issuer', KEYLESS_ISSUER, '--insecure-ignore-sct', '--use-signed-timestamps'],
      ...(tlogs.length > 0 ? [] : ['--insecure-ignore-tlog']),
      bench.at('app'),
    ])
    const byGo = await tool('sigstore-go-verification', context).run([
      ...['-artifact', bench.at('app'), '-trustedrootJSONpath', bench.at(root), '-expectedSAN', KEYLESS_SUBJECT],
      ...['-expectedIssuer', KEYLESS_ISSUER, '-requireCTlog=false', `-requireTlog=${tlogs.length > 0}`],
      bench.at('b.json'),
    ])
    const args = ['--trust', root, '--bundle', 'b.json', '--identity', KEYLESS_SUBJECT, '--issuer', KEYLESS_ISSUER]
    const ours = await bench.run(['verify', 'app', ...args])
    return [byCosign.code === 0, byGo.code === 0, ours.code === 0]
  }

  it('tells cosign where to sign', async (context) => {
    const url = `${tsa.url}=tsa.pem`
    await trust('init', '--timestamp-authority', url, '--out', 'sign.json', '--signing-config', 'signing_config.json')
    const env = { COSIGN_PASSWORD: '' }
    const made = await cosign(context).run(['generate-key-pair'], { cwd: bench.path, env })
    expect(made.code, made.text).toBe(0)
    const before = tsa.requests
    const args = ['--key', 'cosign.key', '--bundle', 'stamped.json', '--signing-config', 'signing_config.json']
    const signed = await cosign(context).run(['sign-blob', '--yes', ...args, 'app'], { cwd: bench.path, env })
    expect(signed.code, signed.text).toBe(0)
    expect(tsa.requests).toBe(before + 1)
    const verified = await bench.run(['verify', 'app', '--trust', 'cosign.pub', '--bundle', 'stamped.json'])
    expect(verified.code, verified.stderr).toBe(0)
    expect((await bench.run(['verify', 'ca.pem', '--trust', 'cosign.pub', '--bundle', 'stamped.json'])).code).toBe(1)
  })
})

describe('chancery trust rotate', () => {
  it('lets the only one of a kind end, and asks which where there are two', async () => {
    const log = ['--tlog', 'https://a.example.com=log.pub', '--out', 'logs.json']
    const { report } = await trust('init', ...log, '--from', '2026-01-01T00:00:00Z')
    const [first] = report.entries
    const second = ['--tlog', 'https://b.example.com=log2.pub', '--from', '2026-06-01T00:00:00Z', '--overlap', '14']
    const rotated = await trust('rotate', 'logs.json', ...second)
    expect(rotated.report.entries).toEqual([
      { ...first, until: '2026-06-15T00:00:00Z', state: 'ended' },
      expect.objectContaining({ from: '2026-06-01T00:00:00Z', until: null, state: 'current' }),
    ])
    await trust('init', '--tlog', 'https://c.example.com=log2.pub', ...log.slice(0, 2), '--out', 'two.json')
    const ec = ['--tlog', 'https://d.example.com=d.pub']
    await writeKey('d.pub', 'p256', 'log d')
    const asked = await trust('rotate', 'two.json', ...ec)
    expect(refused(asked)).toEqual([2, 'OPTION_INVALID'])
    expect(asked.json.failed[0]?.howToFix).toContain('--retire')
    const ids = (await trust('show', 'two.json')).report.entries.map(({ id }) => id)
    const told = await trust('rotate', 'two.json', ...ec, '--retire', (ids[0] as string).slice(0, 12))
    expect(told.report.entries.map(({ until }) => until === null)).toEqual([false, true, true])
  })

  it('ends one at once, and refuses what makes no sense', async () => {
    const { report } = await trust('init', '--tlog', 'https://a.example.com=log.pub', '--out', 'one.json')
    const id = report.entries[0]?.id as string
    const before = bench.read('one.json')
    expect(refused(await trust('rotate', 'one.json'))).toEqual([2, 'OPTION_INVALID'])
    expect(refused(await trust('rotate', 'one.json', '--retire', id.slice(0, 4)))).toEqual([2, 'OPTION_INVALID'])
    expect(refused(await trust('rotate', 'one.json', '--retire', 'f'.repeat(64)))).toEqual([2, 'OPTION_INVALID'])
    expect(refused(await trust('rotate', 'one.json', '--retire', id, '--overlap', 'a while'))).toEqual([
      2,
      'OPTION_INVALID',
    ])
    const early = ['--from', '2020-01-01T00:00:00Z', '--overlap', '0']
    expect(refused(await trust('rotate', 'one.json', '--retire', id, ...early))).toEqual([2, 'TRUSTED_ROOT_INVALID'])
    expect(refused(await trust('rotate', 'one.json', '--tlog', 'https://a.example.com=log.pub'))).toEqual([
      2,
      'TRUSTED_ROOT_INVALID',
    ])
    expect(bench.read('one.json')).toEqual(before)
    const later = new Date(Date.now() + 60_000).toISOString()
    const ended = await trust('rotate', 'one.json', '--retire', id, '--from', later, '--overlap', '0')
    expect(ended.report.entries).toMatchObject([{ state: 'current' }])
    const after = await trust('show', 'one.json', '--at', new Date(Date.now() + DAY).toISOString())
    expect(after.report.entries).toMatchObject([{ state: 'ended' }])
  })
})

describe('chancery trust show', () => {
  it('says which verifiers will not take what others made', async () => {
    const json = sigstore.trustedRoot({ log: true })
    json.tlogs[0].baseUrl += '/ci'
    json.timestampAuthorities[0].certChain.certificates.shift()
    json.certificateAuthorities[0].certChain.certificates.pop()
    writeFileSync(bench.at('others.json'), JSON.stringify(json))
    const { report, stderr } = await trust('show', 'others.json')
    expect(report.entries.map(({ notes }) => notes.length)).toEqual([1, 1, 1])
    expect(stderr).toContain('note: sigstore-js takes no chain without its root')
  })

  it.each([
    ['of another kind', (json) => (json.mediaType = 'text/plain')],
    ['with a member that nobody knows', (json) => (json.certificateAuthorities[0].limits = {})],
    ['with a log that begins never', ({ tlogs }) => delete tlogs[0].publicKey.validFor.start],
    [
      'with a log that ends before it begins',
      ({ tlogs }) => (tlogs[0].publicKey.validFor.end = '2019-01-01T00:00:00Z'),
    ],
    ['with a log of another hash', ({ tlogs }) => (tlogs[0].hashAlgorithm = 'SHA2_512')],
    ['with a log of unknown keys', ({ tlogs }) => (tlogs[0].publicKey.keyDetails = 'LMS_SHA256')],
    ['with a log without a scheme', ({ tlogs }) => (tlogs[0].baseUrl = 'rekor.example.com')],
    ['with one log twice', ({ tlogs }) => tlogs.push(tlogs[0])],
    ['with a chain in the wrong order', (json) => json.certificateAuthorities[0].certChain.certificates.reverse()],
    ['with no certificate', (json) => (json.certificateAuthorities[0].certChain.certificates = [])],
    ['with a broken one', (json) => (json.certificateAuthorities[0].certChain.certificates[0].rawBytes = 'AAAA')],
    ['with no time', (json) => (json.certificateAuthorities[0].validFor.start = 'yesterday')],
  ] satisfies [string, (json: ReturnType<Sigstore['trustedRoot']>) => unknown][])(
    'refuses one %s, and so does verify',
    async (_, change) => {
      const json = sigstore.trustedRoot({ log: true })
      change(json)
      writeFileSync(bench.at('wrong.json'), JSON.stringify(json))
      expect(refused(await trust('show', 'wrong.json'))).toEqual([2, 'TRUSTED_ROOT_INVALID'])
      const verified = await bench.run(['verify', 'app', '--trust', 'wrong.json', '--bundle', 'b.json', '--json'])
      expect(refused(verified)).toEqual([2, 'TRUST_INVALID'])
    },
  )
})
