import { createPublicKey } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseSignedData, type SignerInfoData } from '@chancery/codec'
import type { VerifyReport } from '@chancery/engine'
import {
  buildJar,
  buildPe,
  type Ca,
  cosign,
  createCa,
  jarsigner,
  openssl,
  osslsigncode,
  powerShellScript,
  script,
  startTsa,
  type Tsa,
} from '@chancery/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { trustedRoot } from '../../../packages/oci/test/trusted-root.ts'
import { schemaOf } from '../../e2e/cli/schemas.ts'
import { type Ran, type Workbench, workbench } from '../../e2e/cli/workbench.ts'

const FILES = ['app.exe', 'hello.ps1', 'utf16.ps1', 'app.jar', 'hello.sh', 'data.bin'] as const
const HOUR = 3_600_000
const TRUST = ['--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub', '--timestamp-trust', 'clocks.pem']
let ca: Ca
let first: Tsa
let second: Tsa
let bench: Workbench

beforeAll(async () => {
  ca = await createCa({ name: 'Clocks', key: 'rsa2048' })
  first = await startTsa({ ca, subject: 'CN=First', key: 'rsa2048', notAfter: new Date(Date.now() + HOUR) })
  second = await startTsa({ ca, subject: 'CN=Second', key: 'p256' })
})
afterAll(async () => {
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
})

beforeEach(async () => {
  bench = await workbench()
  writeFileSync(bench.at('clocks.pem'), ca.root.certificate.pem)
  writeFileSync(bench.at('app.exe'), buildPe())
  writeFileSync(bench.at('hello.ps1'), powerShellScript())
  writeFileSync(bench.at('utf16.ps1'), powerShellScript({ encoding: 'utf16le' }))
  writeFileSync(bench.at('app.jar'), buildJar())
  writeFileSync(bench.at('hello.sh'), script('sh'))
  writeFileSync(bench.at('data.bin'), 'data')
  return () => bench[Symbol.dispose]()
})

async function sign(files: readonly string[] = FILES, args: readonly string[] = ['--no-timestamp']): Promise<void> {
  const { code, stderr } = await bench.run([
    'sign',
    ...files,
    '--format',
    'blob',
    '--key',
    'release',
    '--in-place',
    ...args,
  ])
  expect(code, stderr).toBe(0)
}

type Stamped = Omit<Ran, 'json'> & {
  readonly json: {
    readonly files: readonly Record<string, unknown>[]
    readonly failed: readonly { readonly code: string }[]
  }
}

async function stamp(files: readonly string[], ...args: string[]): Promise<Stamped> {
  const ran = (await bench.run(['timestamp', ...files, '--json', ...args])) as unknown as Stamped
  const valid = schemaOf('timestamp')
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return ran
}

async function verdicts(
  files: readonly string[],
  ...args: string[]
): Promise<(readonly [string | undefined, unknown])[]> {
  const { json }: { json: VerifyReport } = await bench.run(['verify', ...files, ...TRUST, '--json', ...args])
  return json.files.map(({ verdict, code, record }) => [code ?? verdict, record])
}

describe('a file that was signed without a timestamp gets one', () => {
  test('of every format, with its record made anew, and is what it was before', async (context) => {
    await sign()
    expect(new Set((await verdicts(FILES, '--require', 'timestamp')).map(([code]) => code))).toEqual(
      new Set(['REQUIREMENT_NOT_MET']),
    )
    const { code, json, stderr } = await stamp(FILES, '--timestamp', second.url)
    expect(code, stderr).toBe(0)
    expect(json.files.map(({ action, format }) => [action, format])).toEqual(
      ['authenticode-pe', 'powershell', 'powershell', 'jar', 'script', 'blob'].map((format) => ['timestamped', format]),
    )
    const held = await verdicts(FILES, '--require', 'timestamp,attestation')
    expect(held).toEqual(FILES.map(() => ['verified', 'verified']))

    const trust = bench.read('.chancery/ca.pem').toString()
    const both = { trust, timestampTrust: ca.root.certificate.pem }
    for (const file of ['app.exe', 'hello.ps1', 'utf16.ps1']) {
      const verdict = await osslsigncode(context).verify(bench.at(file), both)
      expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
      expect(verdict.text).not.toMatch(/invalid PE checksum|MISMATCH/)
    }
    const jar = await jarsigner(context).verify(bench.at('app.jar'), { trust: trust + ca.root.certificate.pem })
    expect(jar.accepted, jar.text).toBe(true)
    expect(jar.text).toContain('Timestamped by "CN=Second"')
    const cms = await openssl(context).verifyCms(bench.read('data.bin.p7s'), bench.read('data.bin'), { trust })
    expect(cms.accepted, cms.text).toBe(true)
    expect(bench.read('data.bin').toString()).toBe('data')
  }, 60_000)

  test('and twice is once: what has a timestamp is left as it is', async () => {
    await sign(['app.exe', 'data.bin'], ['--timestamp', first.url])
    const before = ['app.exe', 'data.bin.p7s'].map((name) => bench.read(name))
    const { code, json } = await stamp(['app.exe', 'data.bin'], '--timestamp', second.url)
    expect([code, json.files.map(({ action }) => action)]).toEqual([0, ['kept', 'kept']])
    expect(['app.exe', 'data.bin.p7s'].map((name) => bench.read(name))).toEqual(before)
  })

  test('into another folder, where the original stays as it was', async () => {
    await sign()
    const before = bench.read('app.exe')
    const { code, stderr } = await stamp(FILES, '--timestamp', second.url, '--out', 'stamped')
    expect(code, stderr).toBe(0)
    expect(bench.read('app.exe')).toEqual(before)
    const paths = FILES.map((file) => `stamped/${file}`)
    expect(await verdicts(paths, '--require', 'timestamp,attestation')).toEqual(
      FILES.map(() => ['verified', 'verified']),
    )
  })

  test('by a quorum of authorities', async () => {
    await sign(['app.exe', 'app.jar'])
    const { code } = await stamp(
      ['app.exe', 'app.jar'],
      '--timestamp',
      first.url,
      '--timestamp',
      second.url,
      '--timestamp-quorum',
      '2',
    )
    expect(code).toBe(0)
    expect(await verdicts(['app.exe', 'app.jar'], '--timestamp-quorum', '2')).toEqual([
      ['verified', 'verified'],
      ['verified', 'verified'],
    ])
  })

  test('each of several signatures of one file, nested and beside each other', async (context) => {
    const keys = await bench.run(['sign', 'app.exe', 'hello.sh', '--key', 'release', '--in-place', '--no-timestamp'])
    expect(keys.code, keys.stderr).toBe(0)
    await sign(['app.exe'], ['--no-timestamp', '--append'])
    const { code, json } = await stamp(['app.exe'], '--timestamp', second.url)
    expect(code).toBe(0)
    expect(json.files[0]?.signatures).toHaveLength(2)
    const verdict = await osslsigncode(context).verify(bench.at('app.exe'), {
      trust: bench.read('.chancery/ca.pem').toString(),
      timestampTrust: ca.root.certificate.pem,
    })
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 2, timestamps: 2 })
  })
})

describe('a timestamp is renewed', () => {
  const later = new Date(Date.now() + 2 * HOUR).toISOString().replace(/\.\d+Z/, 'Z')

  test('in every format: it then outlives its authority, and stock verifiers see the file as before', async (context) => {
    await sign(FILES, ['--timestamp', first.url])
    const lost = await verdicts(FILES, '--require', 'timestamp', '--at', later)
    expect(new Set(lost.map(([code]) => code))).toEqual(new Set(['REQUIREMENT_NOT_MET']))
    const { code, json, stderr } = await stamp(FILES, '--timestamp', second.url, '--renew')
    expect(code, stderr).toBe(0)
    expect(json.files.map(({ action }) => action)).toEqual(FILES.map(() => 'renewed'))
    const held = await verdicts(FILES, '--require', 'timestamp,attestation', '--at', later, '--timestamp-quorum', '2')
    expect(held).toEqual(FILES.map(() => ['verified', 'verified']))

    const trust = bench.read('.chancery/ca.pem').toString()
    const both = { trust, timestampTrust: ca.root.certificate.pem }
    for (const file of ['app.exe', 'hello.ps1']) {
      const verdict = await osslsigncode(context).verify(bench.at(file), both)
      expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
    }
    const jar = await jarsigner(context).verify(bench.at('app.jar'), { trust: trust + ca.root.certificate.pem })
    expect(jar.accepted, jar.text).toBe(true)

    const signer = (der: Uint8Array): SignerInfoData => parseSignedData(der).signerInfos[0] as SignerInfoData
    const tokenIn = ({ unsignedAttrs }: SignerInfoData): Uint8Array => unsignedAttrs[0]?.values[0]?.bytes as Uint8Array
    const signed = signer(Uint8Array.from(bench.read('data.bin.p7s')))
    const token = tokenIn(signed)
    for (const [link, message] of [
      [token, signed.signature],
      [tokenIn(signer(token)), signer(token).signature],
    ] as const) {
      const word = await openssl(context).verifyTimestamp(link, message, both)
      expect(word.accepted, word.text).toBe(true)
    }
    const cms = await openssl(context).verifyCms(bench.read('data.bin.p7s'), bench.read('data.bin'), { trust })
    expect(cms.accepted, cms.text).toBe(true)
  }, 60_000)

  test('and again, each time the newest', async () => {
    await using third = await startTsa({ ca, subject: 'CN=Third', key: 'p384' })
    await sign(['hello.sh'], ['--timestamp', first.url])
    for (const { url } of [second, third, second]) {
      const { json } = await stamp(['hello.sh'], '--timestamp', url, '--renew')
      expect(json.files[0]?.action).toBe('renewed')
    }
    const { json } = await bench.run(['verify', 'hello.sh', ...TRUST, '--json', '--at', later])
    expect(json.files[0]?.signatures[0]?.timestamps.map(({ authority }) => authority)).toEqual([
      'CN=First',
      'CN=Second',
      'CN=Third',
    ])
  })
})

describe('a Sigstore bundle', () => {
  test('gets timestamps, which are renewed as well; what it says stays', async (context) => {
    await sign(['data.bin'])
    const { payload } = JSON.parse(bench.read('data.bin.sigstore.json').toString()).dsseEnvelope
    const one = await stamp(['data.bin.sigstore.json'], '--timestamp', first.url)
    expect(one.json.files[0]).toMatchObject({
      action: 'timestamped',
      format: 'bundle',
      signatures: [{ signer: null, timestamps: [{ authority: 'CN=First' }] }],
    })
    const two = await stamp(['data.bin.sigstore.json'], '--timestamp', second.url, '--renew')
    expect(two.json.files[0]).toMatchObject({
      action: 'renewed',
      signatures: [{ timestamps: [{ authority: 'CN=First' }, { authority: 'CN=Second' }] }],
    })
    const bundle = JSON.parse(bench.read('data.bin.sigstore.json').toString())
    expect(bundle.dsseEnvelope.payload).toBe(payload)
    expect(bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps).toHaveLength(1)
    expect(await verdicts(['data.bin'], '--require', 'attestation')).toEqual([['verified', 'verified']])

    const byCosign = async (...known: readonly Tsa[]): Promise<boolean> => {
      writeFileSync(bench.at('root.json'), JSON.stringify(trustedRoot(ca, ...known)))
      const { code } = await cosign(context).run([
        ...['verify-blob-attestation', '--key', bench.at('.chancery/attestation.pub'), '--insecure-ignore-tlog'],
        ...['--bundle', bench.at('data.bin.sigstore.json'), '--type', 'urn:chancery:signing-record:v1'],
        ...['--trusted-root', bench.at('root.json'), '--use-signed-timestamps', bench.at('data.bin')],
      ])
      return code === 0
    }
    expect([await byCosign(first), await byCosign(second)]).toEqual([true, false])

    const { hint } = bundle.verificationMaterial.publicKey
    const pem = bench.read('.chancery/attestation.pub').toString()
    const rawBytes = createPublicKey(pem).export({ format: 'der', type: 'spki' })
    const bySigstoreJs = (...known: readonly Tsa[]): boolean => {
      const trust = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot(ca, ...known)), {
        [hint]: { rawBytes, keyDetails: 0 },
      })
      const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 })
      try {
        verifier.verify(toSignedEntity(bundleFromJSON(bundle)))
        return true
      } catch {
        return false
      }
    }
    expect([bySigstoreJs(first), bySigstoreJs(second)]).toEqual([true, false])
  })

  test('with the timestamp of another signature does not hold', async () => {
    await sign(['data.bin', 'hello.sh'])
    await stamp(['data.bin.sigstore.json'], '--timestamp', second.url)
    const other = JSON.parse(bench.read('data.bin.sigstore.json').toString())
    const record = JSON.parse(bench.read('hello.sh.sigstore.json').toString())
    const { timestampVerificationData } = other.verificationMaterial
    const wrong = { ...record, verificationMaterial: { ...record.verificationMaterial, timestampVerificationData } }
    writeFileSync(bench.at('hello.sh.sigstore.json'), JSON.stringify(wrong))
    expect(await verdicts(['hello.sh'])).toEqual([['BUNDLE_TIMESTAMP_INVALID', 'failed']])
    const { code, json } = await stamp(['hello.sh.sigstore.json'], '--timestamp', second.url)
    expect([code, json.failed[0]?.code]).toEqual([1, 'TIMESTAMP_INVALID'])
  })
})

describe('nothing is done, and nothing lost', () => {
  test.each<[string, () => Promise<unknown> | unknown, readonly string[], number, string]>([
    ['to an unsigned file', () => {}, ['app.exe'], 1, 'NOT_SIGNED'],
    ['to a file that is not there', () => {}, ['none.exe'], 2, 'FILE_NOT_FOUND'],
    [
      'to a file that was changed',
      async () => {
        await sign(['app.exe'])
        const bytes = bench.read('app.exe')
        bytes[0x208] = (bytes[0x208] as number) ^ 1
        writeFileSync(bench.at('app.exe'), bytes)
      },
      ['app.exe'],
      1,
      'AUTHENTICODE_DIGEST_MISMATCH',
    ],
    [
      'where another statement would be about a file that is gone',
      async () => {
        await sign(['app.exe'])
        writeFileSync(bench.at('app.exe.sbom.sigstore.json'), '{}')
      },
      ['app.exe'],
      2,
      'STATEMENT_WOULD_BREAK',
    ],
    [
      'where the record is by another key',
      async () => {
        await sign(['app.exe'])
        const record = JSON.parse(bench.read('app.exe.sigstore.json').toString())
        record.dsseEnvelope.signatures[0].keyid = ''
        record.verificationMaterial.publicKey.hint = ''
        record.dsseEnvelope.signatures[0].sig = Buffer.from('nobody').toString('base64')
        writeFileSync(bench.at('app.exe.sigstore.json'), JSON.stringify(record))
      },
      ['app.exe'],
      1,
      'BUNDLE_KEY_UNTRUSTED',
    ],
    [
      'where the record cannot be made anew',
      async () => {
        await sign(['app.exe'])
        const config = bench.read('chancery.yaml').toString()
        writeFileSync(bench.at('chancery.yaml'), config.replace(/\n {2}attestation:[\s\S]*?(?=\n {2}\w|\n\w)/, ''))
      },
      ['app.exe'],
      2,
      'ATTESTATION_KEY_MISSING',
    ],
    [
      'where nobody stamps',
      () => sign(['app.exe']),
      ['app.exe', '--timestamp', 'http://127.0.0.1:1/'],
      3,
      'TIMESTAMP_FAILED',
    ],
    [
      'to a bare envelope',
      () =>
        writeFileSync(
          bench.at('a.intoto.jsonl'),
          JSON.stringify({ payload: 'e30=', payloadType: 'x', signatures: [{ sig: 'AA==' }], dsseEnvelope: 1 }),
        ),
      ['a.intoto.jsonl'],
      1,
      'BUNDLE_UNSUPPORTED',
    ],
  ])('%s', async (_, prepare, args, exit, code) => {
    await prepare()
    const file = args[0] as string
    const before = existsSync(bench.at(file)) ? readFileSync(bench.at(file)) : null
    const urls = args.includes('--timestamp') ? [] : ['--timestamp', second.url]
    const ran = await stamp(args, ...urls)
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([exit, code])
    if (before) expect(bench.read(file)).toEqual(before)
    expect(bench.list().filter((name) => name.includes('chancery-'))).toEqual([])
  })

  test('with --no-attest a record that cannot be kept goes', async () => {
    await sign(['app.exe'])
    const { code } = await stamp(['app.exe'], '--timestamp', second.url, '--no-attest')
    expect(code).toBe(0)
    expect(existsSync(bench.at('app.exe.sigstore.json'))).toBe(false)
  })

  test('to a timestamp whose authority has run out already, or a signer', async () => {
    await using over = await startTsa({ ca, subject: 'CN=Over', key: 'p384', notAfter: new Date(Date.now() + 2500) })
    await sign(['hello.sh'], ['--timestamp', over.url])
    await new Promise((resolve) => setTimeout(resolve, 2600))
    const { code, json } = await stamp(['hello.sh'], '--timestamp', second.url, '--renew')
    expect([code, json.failed[0]?.code]).toEqual([1, 'TIMESTAMP_TOO_LATE'])
  })
})
