/** What the command line signs in registries of others' making, as cosign and notation judge it; and what those sign, as it judges that. */
import { readFileSync } from 'node:fs'
import { openRepository } from '@chancery/registry'
import {
  cosign,
  createCa,
  pem,
  type SkipContext,
  softHsmMissing,
  type ToolResult,
  tempDir,
  testKey,
  tool,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Workbench, workbench } from '../../e2e/cli/workbench.ts'
import { type LocalRegistry, pushImage, REGISTRIES, startLocal } from './registries.ts'
import { notation } from './signing.ts'

const RECORD = 'urn:chancery:signing-record:v1'
const CLASSIC = ['--new-bundle-format=false']

let work: Workbench
beforeAll(async () => {
  if (softHsmMissing()) return
  work = await workbench()
  return () => work[Symbol.dispose]()
})

/** Signs, and must succeed. */
async function sign(image: string, ...args: readonly string[]): Promise<void> {
  const ran = await work.run(['sign', `oci://${image}`, '--key', 'release', ...args])
  expect(ran.code, ran.stderr).toBe(0)
}

async function ours(image: string, ...trust: readonly string[]): Promise<unknown> {
  const { code, json } = await work.run(['verify', `oci://${image}`, ...trust, '--json'])
  return [code, json.files[0]?.code ?? json.files[0]?.verdict]
}

async function cosignVerify(
  context: SkipContext,
  image: string,
  flags: readonly string[],
  key = 'release',
  command = 'verify',
): Promise<boolean> {
  const pub = work.at(`.chancery/${key}.pub`)
  const args = [command, '--allow-insecure-registry', '--key', pub, '--insecure-ignore-tlog', ...flags, image]
  const { code } = await cosign(context).run(args)
  return code === 0
}

/** A strict policy but for revocation, which the development authority does not publish. @param timestamps whether there must be one */
async function notationVerify(context: SkipContext, image: string, timestamps: boolean): Promise<boolean> {
  const ca = readFileSync(work.at('.chancery/ca.pem'), 'utf8')
  const policy = {
    name: 'test',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
    trustStores: ['ca:dev', ...(timestamps ? ['tsa:dev'] : [])],
    trustedIdentities: ['*'],
  }
  const result = await notation(context, ['verify', '--insecure-registry', image], {
    'truststore/x509/ca/dev/ca.pem': ca,
    'truststore/x509/tsa/dev/ca.pem': ca,
    'trustpolicy.json': JSON.stringify({ version: '1.0', trustPolicies: [policy] }),
  })
  return result.code === 0
}

const RELEASE = ['--trust', '.chancery/release.pub']
const CA = ['--trust', '.chancery/ca.pem']

describe.skipIf(softHsmMissing()).each(REGISTRIES)('in %s', (program) => {
  const registry = async (context: SkipContext): Promise<LocalRegistry> => startLocal(program, context)

  test('all forms on one image are accepted, each by its tool', { timeout: 60_000 }, async (context) => {
    await using server = await registry(context)
    const image = await pushImage(`${server.host}/team/app`, '1')
    const kinds = ['bundle', 'cosign', 'notary-jws', 'notary-cose'].flatMap((kind) => ['--oci-format', kind])
    await sign(image, ...kinds, '--annotation', 'env=prod')
    expect(await cosignVerify(context, image, ['-a', 'env=prod'])).toBe(true)
    expect(await cosignVerify(context, image, ['-a', 'env=test'])).toBe(false)
    expect(await cosignVerify(context, image, CLASSIC)).toBe(true)
    expect(await cosignVerify(context, image, ['--type', RECORD], 'attestation', 'verify-attestation')).toBe(true)
    expect(await notationVerify(context, image, true)).toBe(true)
    expect(await ours(image, ...RELEASE, ...CA, '--require', 'timestamp')).toEqual([0, 'verified'])
  })

  test.for(['notary-jws', 'notary-cose'])(
    '%s without a timestamp is refused where there must be one',
    { timeout: 60_000 },
    async (kind, context) => {
      await using server = await registry(context)
      const image = await pushImage(`${server.host}/team/app`, '1')
      await sign(image, '--oci-format', kind, '--no-timestamp', '--no-attest')
      expect(await notationVerify(context, image, false)).toBe(true)
      expect(await notationVerify(context, image, true)).toBe(false)
      expect(await ours(image, ...CA)).toEqual([0, 'verified'])
      expect(await ours(image, ...CA, '--require', 'timestamp')).toEqual([1, 'REQUIREMENT_NOT_MET'])
    },
  )

  test('another key, and a signature of another image, are refused', { timeout: 60_000 }, async (context) => {
    await using server = await registry(context)
    const repository = `${server.host}/team/app`
    const image = await pushImage(repository, '1')
    const other = await pushImage(repository, '2')
    await sign(image, '--oci-format', 'cosign', '--no-attest')
    const store = openRepository(`oci://${repository}`)
    const tag = (reference: string): string => `${reference.split('@')[1]?.replace(':', '-')}.sig`
    const { bytes, mediaType } = await store.manifest(tag(image))
    await store.putManifest(bytes, mediaType, tag(other))
    for (const [one, key, accepted, code] of [
      [image, 'release', true, [0, 'verified']],
      [image, 'attestation', false, [1, 'OCI_KEY_UNTRUSTED']],
      [other, 'release', false, [1, 'OCI_IMAGE_MISMATCH']],
    ] as const) {
      expect(await cosignVerify(context, one, CLASSIC, key)).toBe(accepted)
      expect(await ours(one, '--trust', `.chancery/${key}.pub`)).toEqual(code)
    }
  })

  test('skopeo copies what its policy finds signed, and nothing else', { timeout: 60_000 }, async (context) => {
    const skopeo = tool('skopeo-current', context)
    await using server = await registry(context)
    using dir = tempDir()
    const [image, plain] = [
      await pushImage(`${server.host}/team/app`, '1'),
      await pushImage(`${server.host}/team/no`, '1'),
    ]
    await sign(image, '--oci-format', 'cosign', '--oci-format', 'bundle')
    dir.write('registries.d/here.yaml', `docker:\n  ${server.host}:\n    use-sigstore-attachments: true\n`)
    const copies = async (one: string, key: string): Promise<boolean> => {
      const demand = {
        type: 'sigstoreSigned',
        keyPath: work.at(`.chancery/${key}.pub`),
        signedIdentity: { type: 'matchRepository' },
      }
      const policy = { default: [{ type: 'reject' }], transports: { docker: { [server.host]: [demand] } } }
      const how = [
        '--policy',
        dir.write('policy.json', JSON.stringify(policy)),
        '--registries.d',
        dir.at('registries.d'),
      ]
      const result = await skopeo.run([
        ...how,
        'copy',
        '--src-tls-verify=false',
        `docker://${one}`,
        `dir:${dir.at('out')}`,
      ])
      return result.code === 0
    }
    expect(await copies(image, 'release')).toBe(true)
    expect(await copies(image, 'attestation')).toBe(false)
    expect(await copies(plain, 'release')).toBe(false)
  })

  test('an attestation in the classic layout is taken by its type', { timeout: 60_000 }, async (context) => {
    await using server = await registry(context)
    const image = await pushImage(`${server.host}/team/app`, '1')
    using dir = tempDir()
    const bom = dir.write('bom.json', '{"bomFormat":"CycloneDX","specVersion":"1.6"}')
    const ran = await work.run(['attest', `oci://${image}`, '--sbom', bom, '--oci-format', 'cosign'])
    expect(ran.code, ran.stderr).toBe(0)
    const judge = (type: string, key = 'attestation') =>
      cosignVerify(context, image, [...CLASSIC, '--type', type], key, 'verify-attestation')
    expect(await judge('https://cyclonedx.org/bom')).toBe(true)
    expect(await judge('https://cyclonedx.org/bom', 'release')).toBe(false)
    expect(await judge('https://example.com/other')).toBe(false)
    expect(await ours(image, ...RELEASE)).toEqual([1, 'NOT_SIGNED'])
  })

  test('what cosign signs in either layout is verified', { timeout: 60_000 }, async (context) => {
    await using server = await registry(context)
    using dir = tempDir()
    const { privateKeyPem, publicKey } = await testKey('p256', 'cosign')
    const env = { COSIGN_PASSWORD: '', HOME: dir.path, SIGSTORE_NO_CACHE: '1' }
    const program = tool('cosign', context)
    const run = async (...args: readonly string[]): Promise<ToolResult> => {
      const result = await program.run(args, { env, cwd: dir.path })
      expect(result.code, result.text).toBe(0)
      return result
    }
    await run('import-key-pair', '--key', dir.write('plain.pem', privateKeyPem), '--output-key-prefix', dir.at('k'))
    await run('signing-config', 'create', '--out', dir.at('sc.json'))
    const trust = ['--trust', dir.write('k.pem', pem('PUBLIC KEY', publicKey))]
    for (const how of [
      ['--signing-config', dir.at('sc.json')],
      [...CLASSIC, '--use-signing-config=false', '--tlog-upload=false'],
    ]) {
      const image = await pushImage(`${server.host}/team/${how.length}x`, '1')
      await run('sign', '--key', dir.at('k.key'), ...how, '-y', '-a', 'env=prod', image)
      expect(await ours(image, ...trust, '--annotation', 'env=prod')).toEqual([0, 'verified'])
      expect(((await ours(image, ...trust, '--annotation', 'env=x')) as unknown[])[1]).toBe('OCI_ANNOTATION_MISMATCH')
      expect(((await ours(image, ...RELEASE)) as unknown[])[1]).toMatch(/^(BUNDLE|OCI)_KEY_UNTRUSTED$/)
    }
  })

  test('what cosign attests is an attestation for us, and no signature', { timeout: 60_000 }, async (context) => {
    await using server = await registry(context)
    using dir = tempDir()
    const { privateKeyPem, publicKey } = await testKey('p256', 'cosign')
    const env = { COSIGN_PASSWORD: '', HOME: dir.path, SIGSTORE_NO_CACHE: '1' }
    const program = tool('cosign', context)
    const run = async (...args: readonly string[]): Promise<void> => {
      const result = await program.run(args, { env, cwd: dir.path })
      expect(result.code, result.text).toBe(0)
    }
    await run('import-key-pair', '--key', dir.write('plain.pem', privateKeyPem), '--output-key-prefix', dir.at('k'))
    await run('signing-config', 'create', '--out', dir.at('sc.json'))
    const image = await pushImage(`${server.host}/team/app`, '1')
    const about = ['--predicate', dir.write('p.json', '{"passed":true}'), '--type', 'https://example.com/check/v1']
    await run('attest', '--key', dir.at('k.key'), '--signing-config', dir.at('sc.json'), '-y', ...about, image)
    const trust = ['--trust', dir.write('k.pem', pem('PUBLIC KEY', publicKey))]
    const { code, json } = await work.run(['verify', `oci://${image}`, ...trust, '--json'])
    expect([code, json.files[0]?.code, json.files[0]?.image?.attestations]).toMatchObject([
      1,
      'NOT_SIGNED',
      [{ predicateType: 'https://example.com/check/v1', verdict: 'verified' }],
    ])
  })

  test.for(['jws', 'cose'])('what notation signs as %s is verified', { timeout: 60_000 }, async (envelope, context) => {
    await using server = await registry(context)
    using dir = tempDir()
    const [ca, other] = [await createCa({ name: 'Notation' }), await createCa({ name: 'Other' })]
    const { key, chainPem } = await ca.certify({ key: 'p384' })
    const image = await pushImage(`${server.host}/team/app`, '1')
    const entry = {
      name: 'test',
      keyPath: dir.write('k.pem', key.privateKeyPem),
      certPath: dir.write('c.pem', chainPem + ca.root.certificate.pem),
    }
    const made = await notation(
      context,
      ['sign', '--insecure-registry', '--signature-format', envelope, '-m', 'env=prod', image],
      { 'signingkeys.json': JSON.stringify({ default: 'test', keys: [entry] }) },
    )
    expect(made.code, made.text).toBe(0)
    const trust = ['--trust', dir.write('ca.pem', ca.root.certificate.pem)]
    const asked = ['--annotation', 'env=prod', '--oci-format', `notary-${envelope}`]
    expect(await ours(image, ...trust, ...asked)).toEqual([0, 'verified'])
    expect(await ours(image, ...trust, '--annotation', 'env=x')).toEqual([1, 'OCI_ANNOTATION_MISMATCH'])
    expect(await ours(image, ...trust, '--require', 'timestamp')).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await ours(image, '--trust', dir.write('other.pem', other.root.certificate.pem))).toEqual([
      1,
      'CHAIN_UNTRUSTED',
    ])
  })
})
