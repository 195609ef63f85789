/** Timestamps that images got after they were signed, in registries of others' making, as cosign, notation and skopeo judge them. */
import { writeFileSync } from 'node:fs'
import {
  type Ca,
  cosign,
  createCa,
  pem,
  type SkipContext,
  softHsmMissing,
  startTsa,
  type Tsa,
  tempDir,
  testKey,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trustedRoot } from '../../../packages/oci/test/trusted-root.ts'
import { type Workbench, workbench } from '../../e2e/cli/workbench.ts'
import { pushImage, REGISTRIES, startLocal } from '../images/registries.ts'
import { notation } from '../images/signing.ts'

const KINDS = ['bundle', 'cosign', 'notary-jws', 'notary-cose'].flatMap((kind) => ['--oci-format', kind])
const CLOCKS = ['--timestamp-trust', 'clocks.pem']
const HOUR = 3_600_000

let ca: Ca
let first: Tsa
let second: Tsa
let work: Workbench
beforeAll(async () => {
  ca = await createCa({ name: 'Clocks', key: 'rsa2048' })
  first = await startTsa({ ca, subject: 'CN=First', key: 'rsa2048', notAfter: new Date(Date.now() + HOUR) })
  second = await startTsa({ ca, subject: 'CN=Second', key: 'p256' })
  if (softHsmMissing()) return
  work = await workbench()
  writeFileSync(work.at('clocks.pem'), ca.root.certificate.pem)
  writeFileSync(work.at('first.json'), JSON.stringify(trustedRoot(ca, first)))
  writeFileSync(work.at('second.json'), JSON.stringify(trustedRoot(ca, second)))
  const chain = [first.signer.certificate, ca.intermediate.certificate, ca.root.certificate].map((one) => one.pem)
  writeFileSync(work.at('first.pem'), chain.join(''))
})
afterAll(async () => {
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
  work?.[Symbol.dispose]()
})

async function run(...args: readonly string[]): Promise<readonly (string | undefined)[]> {
  const { code, json, stderr } = await work.run([...args, '--json'])
  expect(code, stderr).toBe(0)
  return json.files.map(({ action }) => action)
}

const stamp = (image: string, by: Tsa, trust: readonly string[], ...args: readonly string[]) =>
  run('timestamp', `oci://${image}`, ...trust, ...CLOCKS, '--timestamp', by.url, ...args)

/** By the key alone, and a timestamp by an authority of this trusted root, or of this chain. */
async function cosignTakes(context: SkipContext, image: string, key: string, clock: string): Promise<boolean> {
  const known = clock.endsWith('.json')
    ? ['--trusted-root', work.at(clock)]
    : ['--new-bundle-format=false', '--timestamp-certificate-chain', work.at(clock)]
  const args = ['--allow-insecure-registry', '--key', key, '--insecure-ignore-tlog', '--use-signed-timestamps']
  return (await cosign(context).run(['verify', ...args, ...known, image])).code === 0
}

/** A strict policy but for revocation, with a timestamp that must be there. */
async function notationTakes(context: SkipContext, image: string, anchor: string): Promise<boolean> {
  const policy = {
    name: 'test',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
    trustStores: ['ca:dev', 'tsa:dev'],
    trustedIdentities: ['*'],
  }
  const result = await notation(context, ['verify', '--insecure-registry', image], {
    'truststore/x509/ca/dev/ca.pem': anchor,
    'truststore/x509/tsa/dev/ca.pem': ca.root.certificate.pem,
    'trustpolicy.json': JSON.stringify({ version: '1.0', trustPolicies: [policy] }),
  })
  return result.code === 0
}

describe.skipIf(softHsmMissing()).each(REGISTRIES)('in %s', (program) => {
  const TRUST = ['--trust', '.chancery/release.pub', '--trust', '.chancery/ca.pem']
  const release = (): string => work.at('.chancery/release.pub')
  const developers = (): string => work.read('.chancery/ca.pem').toString()

  test('cosign takes what we stamped by whom it knows, before and after it was renewed', async (context) => {
    await using server = await startLocal(program, context)
    const image = await pushImage(`${server.host}/team/app`, '1')
    await run('sign', `oci://${image}`, '--key', 'release', '--no-timestamp', '--oci-format', 'bundle')
    expect(await cosignTakes(context, image, release(), 'first.json')).toBe(false)
    expect(await stamp(image, first, TRUST)).toEqual(['timestamped'])
    for (const _ of ['stamped', 'renewed']) {
      expect(await cosignTakes(context, image, release(), 'first.json')).toBe(true)
      expect(await cosignTakes(context, image, release(), 'second.json')).toBe(false)
      expect(await cosignTakes(context, image, work.at('.chancery/attestation.pub'), 'first.json')).toBe(false)
      await stamp(image, second, TRUST, '--renew')
    }
  }, 60_000)

  test("cosign takes the classic layer, and skopeo's policy still lets the image through", async (context) => {
    const skopeo = tool('skopeo-current', context)
    await using server = await startLocal(program, context)
    using dir = tempDir()
    const image = await pushImage(`${server.host}/team/app`, '1')
    // Another's signature lies in the same tag, and stays.
    for (const key of ['release', 'attestation']) {
      await run('sign', `oci://${image}`, '--key', key, '--no-timestamp', '--no-attest', '--oci-format', 'cosign')
    }
    dir.write('registries.d/here.yaml', `docker:\n  ${server.host}:\n    use-sigstore-attachments: true\n`)
    const copies = async (key: string): Promise<boolean> => {
      const keyPath = work.at(`.chancery/${key}.pub`)
      const demand = { type: 'sigstoreSigned', keyPath, signedIdentity: { type: 'matchRepository' } }
      const policy = { default: [{ type: 'reject' }], transports: { docker: { [server.host]: [demand] } } }
      const how = ['--policy', dir.write('p.json', JSON.stringify(policy)), '--registries.d', dir.at('registries.d')]
      const copy = ['copy', '--src-tls-verify=false', `docker://${image}`, `dir:${dir.at('out')}`]
      return (await skopeo.run([...how, ...copy])).code === 0
    }
    expect(await stamp(image, first, TRUST)).toEqual(['timestamped', 'left'])
    expect(await stamp(image, second, TRUST, '--renew')).toEqual(['renewed', 'left'])
    expect(await cosignTakes(context, image, release(), 'first.pem')).toBe(true)
    expect([await copies('release'), await copies('attestation'), await copies('tsa')]).toEqual([true, true, false])
  }, 60_000)

  test.for(['notary-jws', 'notary-cose'])(
    'notation takes %s that demands a timestamp',
    { timeout: 60_000 },
    async (kind, context) => {
      await using server = await startLocal(program, context)
      const image = await pushImage(`${server.host}/team/app`, '1')
      await run('sign', `oci://${image}`, '--key', 'release', '--no-timestamp', '--oci-format', kind)
      expect(await notationTakes(context, image, developers())).toBe(false)
      expect(await stamp(image, first, TRUST)).toEqual(['timestamped'])
      expect(await notationTakes(context, image, developers())).toBe(true)
      expect(await stamp(image, second, TRUST, '--renew')).toEqual(['renewed'])
      expect(await notationTakes(context, image, developers())).toBe(true)
      expect(await notationTakes(context, image, ca.root.certificate.pem)).toBe(false)
    },
  )

  test('all forms of one image beside each other', { timeout: 60_000 }, async (context) => {
    await using server = await startLocal(program, context)
    const image = await pushImage(`${server.host}/team/app`, '1')
    await run('sign', `oci://${image}`, '--key', 'release', '--no-timestamp', ...KINDS)
    expect(await stamp(image, first, TRUST)).toEqual(KINDS.slice(4).map(() => 'timestamped'))
    expect(await cosignTakes(context, image, release(), 'first.json')).toBe(true)
    expect(await cosignTakes(context, image, release(), 'first.pem')).toBe(true)
    expect(await notationTakes(context, image, developers())).toBe(true)
    expect(await stamp(image, second, TRUST)).toEqual(KINDS.slice(4).map(() => 'kept'))
  })

  test('what cosign signed gets a timestamp, which cosign then demands', { timeout: 60_000 }, async (context) => {
    await using server = await startLocal(program, context)
    using dir = tempDir()
    const { privateKeyPem, publicKey } = await testKey('p256', 'cosign')
    const env = { COSIGN_PASSWORD: '', HOME: dir.path, SIGSTORE_NO_CACHE: '1' }
    const cosignRun = async (...args: readonly string[]): Promise<void> => {
      const result = await tool('cosign', context).run(args, { env, cwd: dir.path })
      expect(result.code, result.text).toBe(0)
    }
    await cosignRun('import-key-pair', '--key', dir.write('p.pem', privateKeyPem), '--output-key-prefix', dir.at('k'))
    await cosignRun('signing-config', 'create', '--out', dir.at('sc.json'))
    const pub = dir.write('k.pem', pem('PUBLIC KEY', publicKey))
    const layouts = [
      { how: ['--signing-config', dir.at('sc.json')], clock: 'first.json' },
      { how: ['--new-bundle-format=false', '--use-signing-config=false', '--tlog-upload=false'], clock: 'first.pem' },
    ]
    for (const { how, clock } of layouts) {
      const image = await pushImage(`${server.host}/team/x${how.length}`, '1')
      await cosignRun('sign', '--key', dir.at('k.key'), ...how, '-y', '-a', 'env=prod', image)
      expect(await stamp(image, first, ['--trust', pub])).toEqual(['timestamped'])
      expect(await cosignTakes(context, image, pub, clock)).toBe(true)
      expect(await cosignTakes(context, image, release(), clock)).toBe(false)
    }
  })

  test.for(['jws', 'cose'])(
    'what notation signed as %s does as well',
    { timeout: 60_000 },
    async (envelope, context) => {
      await using server = await startLocal(program, context)
      using dir = tempDir()
      const own = await createCa({ name: 'Notation' })
      const { key, chainPem } = await own.certify({ key: 'p384' })
      const image = await pushImage(`${server.host}/team/app`, '1')
      const keyPath = dir.write('k.pem', key.privateKeyPem)
      const certPath = dir.write('c.pem', chainPem + own.root.certificate.pem)
      const made = await notation(
        context,
        ['sign', '--insecure-registry', '--signature-format', envelope, '-m', 'env=prod', image],
        { 'signingkeys.json': JSON.stringify({ default: 'test', keys: [{ name: 'test', keyPath, certPath }] }) },
      )
      expect(made.code, made.text).toBe(0)
      expect(await notationTakes(context, image, own.root.certificate.pem)).toBe(false)
      const trust = ['--trust', dir.write('ca.pem', own.root.certificate.pem)]
      expect(await stamp(image, first, trust)).toEqual(['timestamped'])
      expect(await notationTakes(context, image, own.root.certificate.pem)).toBe(true)
      expect(await notationTakes(context, image, developers())).toBe(false)
    },
  )
})
