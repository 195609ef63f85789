/** What must not be believed, refused by the tool whose format it is and by `chancery verify`, in each registry: and the same before it was spoilt, believed by both. */
import type { ImageKey } from '@chancery/oci'
import { openRepository, type Repository } from '@chancery/registry'
import {
  type Ca,
  cosign,
  createCa,
  pem,
  type SkipContext,
  startRegistry,
  startTsa,
  type TempDir,
  type Tsa,
  tempDir,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trustedRoot } from '../../../packages/oci/test/trusted-root.ts'
import { chancery } from '../../e2e/cli/workbench.ts'
import { moveSignatures, stripTimestamps } from './attacks.ts'
import { pushImage, REGISTRIES, startLocal } from './registries.ts'
import { bareKey, type HowSigned, keyOf, notation, signIn } from './signing.ts'

const KINDS = ['bundle', 'cosign', 'notary-jws', 'notary-cose'] as const
type Kind = (typeof KINDS)[number]

const DAY = 86_400_000
const NOW = Date.now()
const SUBJECT = 'https://example.com/app/.ci/release.yml'
const ISSUER = 'https://ci.example.com'

let ca: Ca
let other: Ca
/** Of now, and of the time when the certificate that has ended was good. */
let tsa: Tsa
let tsaThen: Tsa
let files: TempDir
let current: ImageKey
let ended: ImageKey
beforeAll(async () => {
  ca = await createCa({ name: 'Release' })
  other = await createCa({ name: 'Other' })
  tsa = await startTsa({ ca })
  tsaThen = await startTsa({ ca, at: new Date(NOW - 20 * DAY) })
  files = tempDir()
  current = await certified(NOW + 100 * DAY)
  ended = await certified(NOW - 10 * DAY)
  files.write('ca.pem', ca.root.certificate.pem + ca.intermediate.certificate.pem)
  files.write('other.pem', other.root.certificate.pem)
  files.write('key.pub', pem('PUBLIC KEY', current.info.publicKey))
  files.write('other.pub', pem('PUBLIC KEY', (await bareKey('another')).info.publicKey))
  files.write('root.json', JSON.stringify(trustedRoot(ca, tsa, tsaThen)))
})
afterAll(async () => {
  files[Symbol.dispose]()
  await Promise.all([tsa, tsaThen].map((one) => one[Symbol.asyncDispose]()))
})

function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  return Uint8Array.from([tag, content.length, ...content])
}

/** As Fulcio names a workload, for cosign: whoever wants less does not look. */
async function certified(notAfter: number): Promise<ImageKey> {
  const extensions = [
    { oid: '2.5.29.17', critical: false, value: tlv(0x30, tlv(0x86, Buffer.from(SUBJECT))) },
    { oid: '1.3.6.1.4.1.57264.1.1', critical: false, value: Buffer.from(ISSUER) },
    { oid: '1.3.6.1.4.1.57264.1.8', critical: false, value: tlv(0x0c, Buffer.from(ISSUER)) },
  ]
  const notBefore = new Date(NOW - 100 * DAY)
  const { key, chain } = await ca.certify({ key: 'p256', extensions, notBefore, notAfter: new Date(notAfter) })
  return keyOf(key, [...chain, ca.root.certificate.der])
}

interface Trusted {
  /** Whether by a key or by an authority; Notary Project knows no keys. */
  readonly by: 'key' | 'other-key' | 'ca' | 'other-ca'
  /** Whether there must be one. */
  readonly timestamp?: boolean
}

/** The word of the tool whose format it is. */
async function stock(
  context: SkipContext,
  kind: Kind,
  image: string,
  { by, timestamp = false }: Trusted,
): Promise<boolean> {
  if (kind !== 'bundle' && kind !== 'cosign') {
    const anchor = (by === 'other-ca' ? other : ca).root.certificate.pem
    const policy = {
      name: 'test',
      registryScopes: ['*'],
      signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
      trustStores: ['ca:test', ...(timestamp ? ['tsa:test'] : [])],
      trustedIdentities: ['*'],
    }
    const result = await notation(context, ['verify', '--insecure-registry', image], {
      'truststore/x509/ca/test/ca.pem': anchor,
      'truststore/x509/tsa/test/ca.pem': ca.root.certificate.pem,
      'trustpolicy.json': JSON.stringify({ version: '1.0', trustPolicies: [policy] }),
    })
    return result.code === 0
  }
  const isKey = by === 'key' || by === 'other-key'
  const flags = [
    ...['--allow-insecure-registry', '--insecure-ignore-tlog'],
    ...(isKey ? ['--key', files.at(by === 'key' ? 'key.pub' : 'other.pub')] : []),
    ...(isKey ? [] : ['--certificate-identity', SUBJECT, '--certificate-oidc-issuer', ISSUER, '--insecure-ignore-sct']),
    ...(timestamp || !isKey ? ['--trusted-root', files.at('root.json'), '--use-signed-timestamps'] : []),
    ...(kind === 'cosign' ? ['--new-bundle-format=false'] : []),
  ]
  return (await cosign(context).run(['verify', ...flags, image])).code === 0
}

const TRUST = { key: 'key.pub', 'other-key': 'other.pub', ca: 'ca.pem', 'other-ca': 'other.pem' } as const

/** Exit code, and why the image is refused. */
async function ours(image: string, { by, timestamp = false }: Trusted): Promise<readonly unknown[]> {
  const args = ['--trust', TRUST[by], '--timestamp-trust', 'ca.pem', ...(timestamp ? ['--require', 'timestamp'] : [])]
  const { code, json } = await chancery(['verify', `oci://${image}`, ...args, '--json'], { cwd: files.path })
  return [code, json.files[0]?.code ?? json.files[0]?.verdict]
}

interface Place extends AsyncDisposable {
  /** `HOST/team/NAME` */
  at(name: string): string
  repository(name: string): Repository
  /** A new image, the same for one tag in every repository: `REPOSITORY@DIGEST`. */
  push(name: string, tag?: string): Promise<string>
  sign(image: string, key: ImageKey, kind: Kind, how?: HowSigned): Promise<void>
}

async function open(program: (typeof REGISTRIES)[number], context: SkipContext): Promise<Place> {
  const server = await startLocal(program, context)
  const at = (name: string): string => `${server.host}/team/${name}`
  const repository = (name: string): Repository => openRepository(`oci://${at(name)}`)
  return {
    at,
    repository,
    push: (name, tag = '1') => pushImage(at(name), tag),
    async sign(image, key, kind, how) {
      const store = openRepository(`oci://${image}`)
      await signIn(store, await store.resolve(digestOf(image)), key, kind, image.split('@')[0], how)
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function digestOf(image: string): string {
  return image.slice(image.indexOf('@') + 1)
}

const isNotary = (kind: Kind): boolean => kind.startsWith('notary')

describe.each(REGISTRIES)('in %s', (program) => {
  test.for(KINDS)('%s: of another image, by another key', { timeout: 60_000 }, async (kind, context) => {
    await using place = await open(program, context)
    const good: Trusted = { by: isNotary(kind) ? 'ca' : 'key' }
    const wrong: Trusted = { by: isNotary(kind) ? 'other-ca' : 'other-key' }
    const image = await place.push('app')
    await place.sign(image, current, kind)
    for (const [one, trusted, accepted, expected] of [
      [image, good, true, [0, 'verified']],
      [
        image,
        wrong,
        false,
        [1, isNotary(kind) ? 'CHAIN_UNTRUSTED' : `${kind === 'bundle' ? 'BUNDLE' : 'OCI'}_KEY_UNTRUSTED`],
      ],
    ] as const) {
      expect(await stock(context, kind, one, trusted)).toBe(accepted)
      expect(await ours(one, trusted)).toEqual(expected)
    }

    // The name stands for something else now.
    const tagged = image.replace(/@.*/, ':1')
    const changed = await place.push('app', '2')
    const store = place.repository('app')
    const { bytes, mediaType, ...descriptor } = await store.manifest(digestOf(changed))
    await store.putManifest(bytes, mediaType, '1')
    expect(await stock(context, kind, tagged, good)).toBe(false)
    expect(await ours(tagged, good)).toEqual([1, 'NOT_SIGNED'])

    await moveSignatures(store, digestOf(image), { mediaType, ...descriptor })
    expect(await stock(context, kind, tagged, good)).toBe(false)
    expect(await ours(tagged, good)).toEqual([1, kind === 'bundle' ? 'BUNDLE_SUBJECT_MISMATCH' : 'OCI_IMAGE_MISMATCH'])
    expect(await stock(context, kind, image, good)).toBe(true)
    expect(await ours(image, good)).toEqual([0, 'verified'])
  })

  test.for(KINDS)('%s: a timestamp that was taken away', { timeout: 60_000 }, async (kind, context) => {
    await using place = await open(program, context)
    const trusted: Trusted = { by: isNotary(kind) ? 'ca' : 'key', timestamp: true }
    const [image, stripped] = [await place.push('app'), await place.push('stripped')]
    await place.sign(image, current, kind, { timestamper: tsa })
    await stripTimestamps(place.repository('app'), digestOf(image), place.repository('stripped'))
    expect(await stock(context, kind, image, trusted)).toBe(true)
    expect(await ours(image, trusted)).toEqual([0, 'verified'])
    // Of a classic signature by a key cosign asks for none, whatever its flags say.
    expect(await stock(context, kind, stripped, trusted)).toBe(kind === 'cosign')
    expect(await ours(stripped, trusted)).toEqual([1, 'REQUIREMENT_NOT_MET'])
    // Who does not ask for one has a signature that holds.
    expect(await stock(context, kind, stripped, { ...trusted, timestamp: false })).toBe(true)
    expect(await ours(stripped, { ...trusted, timestamp: false })).toEqual([0, 'verified'])
  })

  test.for(KINDS)('%s: a certificate that has ended', { timeout: 60_000 }, async (kind, context) => {
    await using place = await open(program, context)
    const how: HowSigned = { form: 'certificate', at: new Date(NOW - 20 * DAY) }
    const trusted: Trusted = { by: 'ca', timestamp: true }
    const [inTime, stripped, late] = [
      await place.push('in-time'),
      await place.push('stripped'),
      await place.push('late'),
    ]
    await place.sign(inTime, ended, kind, { ...how, timestamper: tsaThen })
    await stripTimestamps(place.repository('in-time'), digestOf(inTime), place.repository('stripped'))
    await place.sign(late, ended, kind, { ...how, timestamper: tsa })
    const believed: boolean[] = []
    const reasons: unknown[] = []
    for (const image of [inTime, stripped, late]) {
      believed.push(await stock(context, kind, image, trusted))
      reasons.push((await ours(image, { by: 'ca' }))[1])
    }
    expect(believed).toEqual([true, false, false])
    expect(reasons).toEqual(['verified', 'CERTIFICATE_EXPIRED', 'CERTIFICATE_EXPIRED'])
  })
})

test.for(KINDS)('%s: other bytes than the digest says', { timeout: 60_000 }, async (kind, context) => {
  await using registry = await startRegistry()
  const good: Trusted = { by: isNotary(kind) ? 'ca' : 'key' }
  const image = await pushImage(`${registry.host}/team/app`, '1')
  const store = openRepository(`oci://${image}`)
  await signIn(store, await store.resolve(digestOf(image)), current, kind)
  expect(await ours(image, good)).toEqual([0, 'verified'])
  registry.lie({ fault: { kind: 'lying-digest' }, on: new RegExp(`/manifests/${digestOf(image)}`) })
  expect(await ours(image, good)).toEqual([1, 'DIGEST_MISMATCH'])
  // Theirs judge the digest and never read the image: that is left to who pulls it.
  expect(await stock(context, kind, image, good)).toBe(true)
  const pull = ['--insecure-policy', 'copy', '--src-tls-verify=false', `docker://${image}`, `dir:${files.at(kind)}`]
  expect((await tool('skopeo-current', context).run(pull)).text).toMatch(/digest/i)
})
