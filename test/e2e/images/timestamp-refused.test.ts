/** Timestamps that signed images do not get: nothing is pushed, and a code says why. */
import { writeFileSync } from 'node:fs'
import { encodeInteger, encodeSequence } from '@chancery/codec'
import { createCa, softHsmMissing, startTsa, type TestImage } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ran } from '../cli/workbench.ts'
import {
  attachBundle,
  contentOf,
  type Json,
  manifestOf,
  putManifest,
  referrersOf,
  rewrite,
  type StoredManifest,
} from './behind-registry.ts'
import { CLOCKS, type ClockBench, clockBench, entries, TRUST } from './clocks.ts'
import { outcome } from './image-bench.ts'

const HEADER = 'io.cncf.notary.timestampSignature'

describe.skipIf(softHsmMissing())('refused, with nothing pushed', () => {
  let bench: ClockBench
  beforeAll(async () => {
    bench = await clockBench()
    return () => bench[Symbol.asyncDispose]()
  })
  const signed = async (name: string, ...args: readonly string[]): Promise<TestImage> => {
    const image = bench.push(name, '1')
    const ran = await bench.run('sign', bench.at(`${name}:1`), '--key', 'release', '--no-attest', ...args)
    expect(ran.code, ran.stderr).toBe(0)
    return image
  }
  const refusal = async (name: string, ...args: readonly string[]): Promise<readonly unknown[]> => {
    bench.registry.clearLog()
    const ran = await bench.run('timestamp', bench.at(name), ...args)
    expect(bench.registry.count(/^(PUT|POST|PATCH|DELETE)/)).toBe(0)
    return outcome(ran)
  }
  const good = (): readonly string[] => [...TRUST, ...CLOCKS, '--timestamp', bench.first.url]

  it('an image without a signature, even where it has an attestation', async () => {
    bench.push('team/bare', '1')
    expect(await refusal('team/bare:1', ...good())).toEqual([1, 'NOT_SIGNED'])
    writeFileSync(bench.work.at('review.json'), '{}')
    const said = ['--predicate-type', 'https://example.com/review/v1', '--predicate', 'review.json']
    expect((await bench.run('attest', bench.at('team/bare:1'), ...said)).code).toBe(0)
    expect(await refusal('team/bare:1', ...good())).toEqual([1, 'NOT_SIGNED'])
  })

  it('an image that is not there; one whose signatures are of another form than wanted', async () => {
    expect(await refusal('team/none:1', ...good())).toEqual([2, 'IMAGE_NOT_FOUND'])
    const { digest } = await signed('team/form', '--no-timestamp')
    expect(await refusal('team/form:1', ...good(), '--oci-format', 'cosign')).toEqual([1, 'NOT_SIGNED'])
    expect(await refusal(`team/form@${digest.replace(/.{6}$/, '000000')}`, ...good())).toEqual([2, 'IMAGE_NOT_FOUND'])
  })

  it('signatures by a key, and by a certificate, that nobody here trusts', async () => {
    await signed('team/stranger', '--no-timestamp')
    const others = ['--trust', '.chancery/attestation.pub', ...CLOCKS, '--timestamp', bench.first.url]
    expect(await refusal('team/stranger:1', ...others)).toEqual([1, 'BUNDLE_KEY_UNTRUSTED'])
    await signed('team/stranger2', '--no-timestamp', '--oci-format', 'notary-jws')
    expect(await refusal('team/stranger2:1', '--trust', 'clocks.pem', '--timestamp', bench.first.url)).toEqual([
      1,
      'CHAIN_UNTRUSTED',
    ])
  })

  it.each([['bundle'], ['cosign'], ['notary-jws'], ['notary-cose']])(
    'an authority that is not trusted, on %s; one of a quorum of them as well',
    async (kind) => {
      const name = `team/untrusted-${kind}`
      await signed(name, '--no-timestamp', '--oci-format', kind)
      await using other = await startTsa({ ca: await createCa({ name: 'Others' }), subject: 'CN=Other', key: 'p384' })
      const urls = ['--timestamp', other.url, '--timestamp', bench.first.url]
      expect(await refusal(`${name}:1`, ...TRUST, ...CLOCKS, '--timestamp', other.url)).toEqual([
        1,
        'TIMESTAMP_UNTRUSTED',
      ])
      expect(await refusal(`${name}:1`, ...TRUST, ...CLOCKS, ...urls, '--timestamp-quorum', '2')).toEqual([
        1,
        'TIMESTAMP_UNTRUSTED',
      ])
      // Without a list of their own, authorities are held against --trust.
      expect(await refusal(`${name}:1`, ...TRUST, '--timestamp', bench.first.url)).toEqual([1, 'TIMESTAMP_UNTRUSTED'])
    },
  )

  it('an authority that stamps something else, or is away', async () => {
    await signed('team/imprint', '--no-timestamp')
    await using liar = await startTsa({ ca: bench.ca, subject: 'CN=Liar', key: 'p384', fault: 'other-imprint' })
    const at = (url: string) => [...TRUST, ...CLOCKS, '--timestamp', url]
    expect(await refusal('team/imprint:1', ...at(liar.url))).toEqual([3, 'TIMESTAMP_FAILED'])
    expect(await refusal('team/imprint:1', ...at('http://127.0.0.1:1/'))).toEqual([3, 'TIMESTAMP_FAILED'])
  })

  it.each([
    ['bundle', 'BUNDLE_TIMESTAMP_INVALID'],
    ['notary-jws', 'TIMESTAMP_INVALID'],
  ] as const)('a timestamp that was taken from another signature, in %s', async (kind, code) => {
    const [from, to] = [`team/from-${kind}`, `team/to-${kind}`]
    await signed(from, '--timestamp', bench.first.url, '--oci-format', kind)
    await signed(to, '--timestamp', bench.first.url, '--oci-format', kind, '--annotation', 'another=one')
    const stolen = contentOf(bench, from)
    rewrite(bench, to, (own) =>
      kind === 'bundle'
        ? {
            ...own,
            verificationMaterial: {
              ...(own.verificationMaterial as object),
              timestampVerificationData: (stolen.verificationMaterial as Json).timestampVerificationData,
            },
          }
        : { ...own, header: { ...(own.header as object), [HEADER]: (stolen.header as Json)[HEADER] } },
    )
    for (const renew of [[], ['--renew']]) expect(await refusal(`${to}:1`, ...good(), ...renew)).toEqual([1, code])
  })

  it.each([
    ['bundle', 'BUNDLE_SUBJECT_MISMATCH'],
    ['notary-cose', 'OCI_IMAGE_MISMATCH'],
  ] as const)('a signature of another digest that was moved here, as %s', async (kind, code) => {
    const [from, to] = [`team/moved-${kind}`, `team/here-${kind}`]
    await signed(from, '--no-timestamp', '--oci-format', kind)
    const image = bench.registry.push(to, '1', { kind: 'docker' })
    const store = bench.registry.repository(to)
    for (const [digest, bytes] of bench.registry.repository(from).blobs) store.blobs.set(digest, bytes)
    const { mediaType, digest, bytes } = image
    putManifest(bench, to, { ...manifestOf(bench, from), subject: { mediaType, digest, size: bytes.length } })
    expect(await refusal(`${to}:1`, ...good())).toEqual([1, code])
  })

  it('a signature whose manifest was changed behind its digest', async () => {
    await signed('team/changed', '--no-timestamp')
    const store = bench.registry.repository('team/changed')
    const [digest] = referrersOf(bench, 'team/changed')
    const manifest = store.manifests.get(digest as string) as StoredManifest
    store.manifests.set(digest as string, { ...manifest, bytes: Uint8Array.from([...manifest.bytes, 0x20]) })
    expect(await refusal('team/changed:1', ...good())).toEqual([1, 'DIGEST_MISMATCH'])
  })

  it('what one registry cannot show: nothing is taken for absent', async () => {
    await signed('team/silent', '--no-timestamp')
    const [digest] = referrersOf(bench, 'team/silent')
    bench.registry.lie({ on: new RegExp(`^GET .*${digest}`), fault: { kind: 'status', status: 500 } })
    expect(await refusal('team/silent:1', ...good())).toEqual([3, 'REGISTRY_UNAVAILABLE'])
    bench.registry.beHonest()
  })

  it("a stranger's signature beside ours is left, and does not keep ours from its timestamp", async () => {
    await signed('team/both', '--no-timestamp', '--oci-format', 'notary-jws')
    const others = ['--key', 'attestation', '--no-timestamp', '--no-attest']
    expect((await bench.run('sign', bench.at('team/both:1'), ...others)).code).toBe(0)
    const trust = ['--trust', '.chancery/ca.pem', ...CLOCKS, '--timestamp', bench.first.url]
    const ran = await bench.run('timestamp', bench.at('team/both:1'), ...trust)
    expect([ran.code, entries(ran).map(({ format, action, code }) => [format, action, code])]).toEqual([
      0,
      [
        ['oci-notary-jws', 'timestamped', undefined],
        ['oci-bundle', 'left', 'BUNDLE_KEY_UNTRUSTED'],
      ],
    ])
  })

  /** A copy of the only signature, with a token by an authority of the same name that nobody trusts. */
  async function copyWithForgedTime(name: string): Promise<string> {
    const [own] = referrersOf(bench, name) as [string]
    await using forger = await startTsa({ ca: await createCa({ name: 'Forgers' }), subject: 'CN=First', key: 'p384' })
    const bundle = contentOf(bench, name, own)
    const { signatures } = bundle.dsseEnvelope as { readonly signatures: readonly [{ readonly sig: string }] }
    const { tokens } = await forger.stamp(Uint8Array.from(Buffer.from(signatures[0].sig, 'base64')))
    const answer = encodeSequence(encodeSequence(encodeInteger(0)), tokens[0] as Uint8Array)
    const rfc3161Timestamps = [{ signedTimestamp: Buffer.from(answer).toString('base64') }]
    const verificationMaterial = {
      ...(bundle.verificationMaterial as Json),
      timestampVerificationData: { rfc3161Timestamps },
    }
    const image = { ...bench.registry.repository(name).find('1') } as TestImage
    attachBundle(bench, name, image, new TextEncoder().encode(JSON.stringify({ ...bundle, verificationMaterial })))
    return own
  }
  const stamp = (name: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('timestamp', bench.at(`${name}:1`), ...good(), ...args)
  const verify = async (name: string): Promise<readonly unknown[]> =>
    outcome(await bench.run('verify', bench.at(`${name}:1`), ...TRUST, ...CLOCKS, '--require', 'timestamp'))

  it('a copy with a timestamp by somebody of the same name does not take the place of the true one', async () => {
    await signed('team/copied', '--timestamp', bench.first.url)
    const own = await copyWithForgedTime('team/copied')
    for (const more of [[], ['--renew']]) {
      expect((await stamp('team/copied', ...more)).code).toBe(0)
      expect(await verify('team/copied')).toEqual([0, 'verified'])
    }
    // Renewed, it went in favour of what has its token and more.
    expect(referrersOf(bench, 'team/copied')).not.toContain(own)
    expect(referrersOf(bench, 'team/copied')).toHaveLength(2)
  })

  it('and does not keep the one without from getting one', async () => {
    await signed('team/first', '--no-timestamp')
    await copyWithForgedTime('team/first')
    expect(await verify('team/first')).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(entries(await stamp('team/first')).map(({ action }) => action)).toEqual(['timestamped'])
    expect(await verify('team/first')).toEqual([0, 'verified'])
  })

  it.each([['bundle'], ['cosign'], ['notary-jws'], ['notary-cose']])(
    'a timestamp by nobody who is trusted is none, in %s: a trusted one comes beside it, or in its place',
    async (kind) => {
      const name = `team/foreign-${kind}`
      await using foreign = await startTsa({
        ca: await createCa({ name: 'Foreign' }),
        subject: 'CN=Foreign',
        key: 'p384',
      })
      await signed(name, '--timestamp', foreign.url, '--oci-format', kind)
      expect(await verify(name)).toEqual([1, 'REQUIREMENT_NOT_MET'])
      const [stamped] = entries(await stamp(name))
      expect(stamped?.action).toBe('timestamped')
      expect(stamped?.signatures[0]?.timestamps.map(({ authority }) => authority).sort()).toEqual(
        kind === 'bundle' ? ['CN=First', 'CN=Foreign'] : ['CN=First'],
      )
      expect(await verify(name)).toEqual([0, 'verified'])
      expect(entries(await stamp(name)).map(({ action }) => action)).toEqual(['kept'])
    },
  )
})
