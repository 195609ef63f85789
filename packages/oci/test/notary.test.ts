import { type Cbor, encodeCbor, isCborMap, isCborTag, parseCbor } from '@chancery/codec'
import { fromBase64, utf8 } from '@chancery/core'
import { lintNotaryChain, type NotaryChainFault, notaryChain, signImage, verifyImageSignature } from '@chancery/oci'
import { type Ca, type CertifyOptions, createCa } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { certifiedKey, describeImage, EXPECTED, IMAGE, MANIFEST, trust } from './fixtures.ts'
import { startRegistry } from './registry.ts'
import { notation } from './stock-tools.ts'
import '@chancery/testkit/matchers'

let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

describe('a chain', () => {
  test.for<[string, CertifyOptions, readonly NotaryChainFault[]]>([
    ['for code signing', {}, []],
    ['for anything', { purpose: 'plain' }, []],
    ['of a key that Notary has no algorithm for', { key: 'ed25519' }, ['KEY_UNSUPPORTED']],
    ['of a weak key', { fault: 'weak-key' }, ['KEY_UNSUPPORTED']],
    ['for clients', { fault: 'wrong-eku' }, ['PURPOSE_NOT_CODE_SIGNING', 'PURPOSE_MORE_THAN_CODE_SIGNING']],
    ['for clients too', { fault: 'additional-eku' }, ['PURPOSE_MORE_THAN_CODE_SIGNING']],
    ['for encryption', { fault: 'wrong-key-usage' }, ['KEY_USAGE_NO_SIGNATURES', 'KEY_USAGE_MORE_THAN_SIGNATURES']],
    ['that has run out', { fault: 'expired' }, ['NOT_VALID_AT_SIGNING_TIME']],
    ['with a broken link', { fault: 'broken-signature' }, ['ISSUER_ORDER']],
    ['without its intermediate', { fault: 'chain-withheld' }, ['ISSUER_ORDER']],
    ['issued by no authority', { fault: 'issuer-not-ca' }, ['ISSUER_NOT_CA']],
    ['issued by whom its key usage forbids it', { fault: 'issuer-key-usage' }, ['ISSUER_KEY_USAGE']],
  ])('%s', async ([, options, faults]) => {
    const { chain } = await ca.certify({ key: 'p256', ...options })
    expect(lintNotaryChain([...chain, ca.root.certificate.der], ca.clock)).toEqual(faults)
  })

  test('is whole with its root, which the anchors give', async () => {
    const { chain } = await ca.certify({ key: 'p256' })
    const root = ca.root.certificate.der
    expect(lintNotaryChain([], ca.clock)).toEqual(['NO_CERTIFICATE'])
    expect(lintNotaryChain(chain, ca.clock)).toEqual(['ROOT_MISSING'])
    const [leaf] = chain
    expect(lintNotaryChain([root, leaf as Uint8Array], ca.clock)).toContain('LEAF_IS_CA')
    expect(notaryChain(chain, [root], ca.clock)).toEqual([...chain, root])
    expect(() => notaryChain([], [root], ca.clock)).toThrowCode('OCI_CERTIFICATE_MISSING')
    expect(() => notaryChain(chain, [], ca.clock)).toThrowCode('CHAIN_UNTRUSTED')
  })
})

/** Signs whatever protected header there is, as an attacker with a good key could. */
async function jwsWith(change: (headers: Record<string, unknown>) => void): Promise<Uint8Array> {
  const key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
  const signature = await signImage(describeImage('notary-jws'), key, null)
  if (signature.kind !== 'referrer') throw new Error('no referrer')
  const jws = JSON.parse(Buffer.from(signature.blobs[1]?.bytes ?? []).toString('utf8'))
  const headers = JSON.parse(Buffer.from(jws.protected, 'base64url').toString('utf8'))
  change(headers)
  jws.protected = Buffer.from(JSON.stringify(headers)).toString('base64url')
  const wish = { scheme: 'ecdsa', digest: 'sha256', saltLength: 32 } as const
  jws.signature = Buffer.from(raw(await key.sign(wish, utf8(`${jws.protected}.${jws.payload}`)))).toString('base64url')
  return utf8(JSON.stringify(jws))
}

async function coseWith(change: (headers: Map<string | number, Cbor>) => void): Promise<Uint8Array> {
  const key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
  const signature = await signImage(describeImage('notary-cose'), key, null)
  if (signature.kind !== 'referrer') throw new Error('no referrer')
  const sign1 = parseCbor(signature.blobs[1]?.bytes ?? new Uint8Array())
  const parts = isCborTag(sign1) ? (sign1.value as readonly Cbor[]) : []
  const headers = parseCbor(parts[0] as Uint8Array)
  if (!isCborMap(headers)) throw new Error('no headers')
  const changed = new Map(headers)
  change(changed)
  const protectedBytes = encodeCbor(changed)
  const payload = parts[2] as Uint8Array
  const message = encodeCbor(['Signature1', protectedBytes, new Uint8Array(), payload])
  const value = raw(await key.sign({ scheme: 'ecdsa', digest: 'sha256', saltLength: 32 }, message))
  return encodeCbor({ tag: 18, value: [protectedBytes, parts[1] as Cbor, payload, value] })
}

/** r||s of a DER value on P-256. */
function raw(der: Uint8Array): Uint8Array {
  const rLength = der[3] as number
  const half = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.alloc(32), bytes]).subarray(-32)
  const [r, s] = [der.subarray(4, 4 + rLength), der.subarray(6 + rLength)]
  return Uint8Array.from(Buffer.concat([half(r), half(s)]))
}

const CASES: readonly (readonly [
  string,
  (headers: { set(name: string, value: unknown): void; remove(name: string): void }) => void,
  string,
])[] = [
  [
    'calls critical what nobody knows',
    (h) => h.set('crit', ['io.cncf.notary.signingScheme', 'x']),
    'OCI_ENVELOPE_UNSUPPORTED',
  ],
  ['does not call its scheme critical', (h) => h.set('crit', []), 'OCI_ENVELOPE_UNSUPPORTED'],
  [
    'has an expiry that is not critical',
    (h) => h.set('io.cncf.notary.expiry', '2099-01-01T00:00:00Z'),
    'OCI_ENVELOPE_UNSUPPORTED',
  ],
  [
    'is of another scheme',
    (h) => h.set('io.cncf.notary.signingScheme', 'notary.x509.signingAuthority'),
    'OCI_ENVELOPE_UNSUPPORTED',
  ],
  ['holds another payload', (h) => h.set('cty', 'text/plain'), 'OCI_ENVELOPE_UNSUPPORTED'],
  ['names the algorithm of another key', (h) => h.set('alg', 'PS256'), 'OCI_ENVELOPE_UNSUPPORTED'],
  ['names no algorithm', (h) => h.set('alg', 'none'), 'OCI_ENVELOPE_UNSUPPORTED'],
  ['tells no signing time', (h) => h.remove('io.cncf.notary.signingTime'), 'OCI_ENVELOPE_MALFORMED'],
]

describe('a well-signed envelope that', () => {
  const verify = (kind: 'notary-jws' | 'notary-cose', bytes: Uint8Array) =>
    verifyImageSignature({ kind, bytes }, EXPECTED, trust({ anchors: [ca.root.certificate.der] }))

  test('says what it should is taken', async () => {
    await verify('notary-jws', await jwsWith(() => {}))
    await verify('notary-cose', await coseWith(() => {}))
  })

  test.for(CASES)('%s is refused', async ([, change, code]) => {
    const jws = await jwsWith((headers) =>
      change({
        set: (name, value) => Object.assign(headers, { [name]: value }),
        remove: (name) => delete headers[name],
      }),
    )
    await expect(() => verify('notary-jws', jws)).toThrowCode(code)
    const labels: Readonly<Record<string, number>> = { alg: 1, crit: 2, cty: 3 }
    const algorithms: Readonly<Record<string, number>> = { PS256: -37, none: 0 }
    const cose = await coseWith((headers) =>
      change({
        set: (name, value) => headers.set(labels[name] ?? name, (algorithms[value as string] ?? value) as Cbor),
        remove: (name) => headers.delete(labels[name] ?? name),
      }),
    )
    await expect(() => verify('notary-cose', cose)).toThrowCode(code)
  })
})

test('notation takes the chains that the lint lets pass, and refuses one without its root', async (context) => {
  for (const purpose of ['plain', 'code-signing'] as const) {
    const key = certifiedKey(ca, await ca.certify({ key: 'p256', purpose }))
    await using registry = await startRegistry()
    registry.put(IMAGE.mediaType, MANIFEST, '1')
    registry.place(await signImage(describeImage('notary-jws'), key, null))
    const policy = { anchor: ca.root.certificate.pem, timestampAnchor: null }
    const reference = `${registry.repository}@${IMAGE.digest}`
    const word = await notation(context, policy, ['verify', '--insecure-registry', reference])
    expect(word).toMatchObject({ accepted: true })
    // The root taken out of the envelope.
    const [digest] = registry.referrers()
    const manifest = JSON.parse(new TextDecoder().decode(registry.manifest(digest as string) as Uint8Array))
    const jws = JSON.parse(new TextDecoder().decode(registry.blob(manifest.layers[0].digest)))
    expect(fromBase64(jws.header.x5c.at(-1))).toEqual(ca.root.certificate.der)
    jws.header.x5c.pop()
    await using other = await startRegistry()
    other.put(IMAGE.mediaType, MANIFEST, '1')
    const bytes = utf8(JSON.stringify(jws))
    const layer = { ...manifest.layers[0], size: bytes.length, digest: other.put('application/jose+json', bytes) }
    other.put(manifest.config.mediaType, utf8('{}'))
    other.put(manifest.mediaType, utf8(JSON.stringify({ ...manifest, layers: [layer] })))
    const rootless = `${other.repository}@${IMAGE.digest}`
    const refused = await notation(context, policy, ['verify', '--insecure-registry', rootless])
    expect(refused).toMatchObject({ accepted: false })
    expect(refused.text).toContain('failed for all the signatures')
  }
})
