/** What `verify` says of images: which signature a verdict rests on, and why the others do not count. */
import { writeFileSync } from 'node:fs'
import { createCa, softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ran } from '../cli/workbench.ts'
import { type ImageBench, imageBench, one, outcome, signaturesOf } from './image-bench.ts'

describe.skipIf(softHsmMissing())('verify', () => {
  let bench: ImageBench
  const CA = ['--trust', '.chancery/ca.pem']
  const RELEASE = ['--trust', '.chancery/release.pub', '--timestamp-trust', '.chancery/ca.pem']
  const ATTESTATION = ['--trust', '.chancery/attestation.pub']
  beforeAll(async () => {
    bench = await imageBench()
    return () => bench[Symbol.asyncDispose]()
  })

  /** A new image, signed as `args` say. */
  async function signed(tag: string, ...args: readonly string[]): Promise<string> {
    bench.push('team/app', tag)
    const image = bench.at(`team/app:${tag}`)
    const ran = await bench.run('sign', image, '--key', 'release', ...args)
    expect(ran.code, ran.stderr).toBe(0)
    return image
  }
  const verify = (image: string, ...args: readonly string[]): Promise<Ran> => bench.run('verify', image, ...args)

  it('rests on one that is trusted, and tells why another is not', async () => {
    const image = await signed('two')
    await bench.run('sign', image, '--key', 'attestation', '--no-attest', '--no-timestamp')
    const ran = await verify(image, ...RELEASE)
    expect(outcome(ran)).toEqual([0, 'verified'])
    expect(signaturesOf(ran)).toMatchObject([
      { kind: 'oci-bundle', reliedOn: true, integrity: 'ok', chain: 'trusted', signer: null },
      { reliedOn: false, code: 'BUNDLE_KEY_UNTRUSTED', integrity: 'not-checked', chain: 'untrusted' },
    ])
    expect(one(ran).record).toBe('not-checked')
    expect(one(await verify(image, ...RELEASE, ...ATTESTATION)).record).toBe('verified')
  })

  it('an image with nothing but attestations is not signed, whatever key made them', async () => {
    bench.push('team/app', 'attested')
    writeFileSync(bench.work.at('p.json'), '{"a":1}')
    const image = bench.at('team/app:attested')
    const said = ['--predicate-type', 'https://example.com/p', '--predicate', 'p.json', '--oci-format', 'bundle']
    await bench.run('attest', image, ...said, '--oci-format', 'cosign', '--key', 'release')
    const ran = await verify(image, ...RELEASE)
    expect(outcome(ran)).toEqual([1, 'NOT_SIGNED'])
    expect(one(ran)).toMatchObject({ signatures: [], image: { attestations: [{ verdict: 'verified' }, {}] } })
  })

  it.each([
    [['--require', 'timestamp'], ['--no-timestamp'], 'REQUIREMENT_NOT_MET'],
    [['--require', 'attestation'], ['--no-attest'], 'REQUIREMENT_NOT_MET'],
    [['--require', 'provenance'], [], 'REQUIREMENT_NOT_MET'],
    [['--max-age', '1'], ['--no-timestamp'], 'REQUIREMENT_NOT_MET'],
    [['--min-rsa-bits', '4096'], [], 'ALGORITHM_WEAK'],
    [['--signer-key', 'ab'.repeat(32)], [], 'SIGNER_UNEXPECTED'],
    [['--signer-subject', 'CN=Somebody Else'], [], 'SIGNER_UNEXPECTED'],
    [['--annotation', 'env=prod'], ['--annotation', 'env=test'], 'OCI_ANNOTATION_MISMATCH'],
    [['--oci-format', 'cosign'], [], 'REQUIREMENT_NOT_MET'],
    [['--docker-reference', 'registry.example.com/app'], [], 'REQUIREMENT_NOT_MET'],
    [['--docker-reference', 'registry.example.com/app'], ['--oci-format', 'cosign'], 'OCI_REFERENCE_MISMATCH'],
    [['--identity', 'https://example.com/me'], [], 'BUNDLE_IDENTITY_MISMATCH'],
    [['--identity-repository', 'https://github.com/acme/app'], [], 'IDENTITY_UNPROVED'],
  ])('%j of what was signed with %j: %s', async (asked, how, code) => {
    const image = await signed(`gate-${asked.join('').replace(/[^a-z0-9]/g, '')}${how.length}`, ...how)
    const ran = await verify(image, ...RELEASE, ...ATTESTATION, ...asked)
    expect(outcome(ran)).toEqual([1, code])
  })

  it('what is asked for may be what another signature has', async () => {
    const image = await signed('both', '--annotation', 'env=test')
    await bench.run('sign', image, '--key', 'release', '--annotation', 'env=prod', '--oci-format', 'cosign')
    const reference = bench.at('team/app').slice('oci://'.length)
    const args = ['--annotation', 'env=prod', '--docker-reference', reference, '--oci-format', 'cosign']
    const ran = await verify(image, ...RELEASE, ...args)
    expect(outcome(ran)).toEqual([0, 'verified'])
    expect(signaturesOf(ran).map(({ kind, reliedOn }) => [kind, reliedOn])).toEqual([
      ['oci-cosign', true],
      ['oci-bundle', false],
    ])
  })

  it('a certificate is asked for its name, and held against revocation and time', async () => {
    const image = await signed('certified', '--oci-format', 'notary-jws', '--no-timestamp')
    const subject = 'CN=Chancery Development Release'
    const ran = await verify(image, ...CA, '--signer-subject', subject)
    expect(signaturesOf(ran)).toMatchObject([{ signer: { subject }, chain: 'trusted', kind: 'oci-notary-jws' }])
    expect(outcome(await verify(image, ...CA, '--at', '2099-01-01'))).toEqual([1, 'CERTIFICATE_EXPIRED'])
    writeFileSync(bench.work.at('other.pem'), (await createCa({ name: 'Other' })).root.certificate.pem)
    expect(outcome(await verify(image, '--trust', 'other.pem'))).toEqual([1, 'CHAIN_UNTRUSTED'])
    const stamped = await signed('stamped', '--oci-format', 'notary-cose')
    expect(outcome(await verify(stamped, ...CA, '--at', '2099-01-01'))[0]).toBe(1)
    expect(outcome(await verify(stamped, ...CA, '--require', 'timestamp'))).toEqual([0, 'verified'])
  })

  it('an image that was changed is another, and a signature that was moved over to it is of the first', async () => {
    const image = await signed('moved', '--oci-format', 'cosign', '--oci-format', 'bundle', '--no-attest')
    const store = bench.registry.repository('team/app')
    const first = store.tags.get('moved') as string
    const other = bench.push('team/app', 'forged')
    const tag = (digest: string): string => `${digest.replace(':', '-')}.sig`
    store.tags.set(tag(other.digest), store.tags.get(tag(first)) as string)
    const ran = await verify(bench.at('team/app:forged'), ...RELEASE)
    expect(outcome(ran)).toEqual([1, 'OCI_IMAGE_MISMATCH'])
    expect(signaturesOf(ran)).toMatchObject([{ integrity: 'failed', reliedOn: false }])
    expect(outcome(await verify(image, ...RELEASE))).toEqual([0, 'verified'])
  })

  it('a bundle whose bytes were exchanged is damaged, and does not hide another that holds', async () => {
    const image = await signed('damaged', '--no-attest')
    const ran = await verify(image, ...RELEASE)
    const store = bench.registry.repository('team/app')
    const at = signaturesOf(ran)[0]?.reference.split('@')[1] as string
    const [layer] = JSON.parse(new TextDecoder().decode(store.manifests.get(at)?.bytes)).layers
    store.blobs.set(layer.digest, new TextEncoder().encode('x'.repeat(layer.size)))
    expect(outcome(await verify(image, ...RELEASE))).toEqual([1, 'DIGEST_MISMATCH'])
    await bench.run('sign', image, '--key', 'release', '--no-attest')
    const again = await verify(image, ...RELEASE)
    expect(outcome(again)).toEqual([0, 'verified'])
    expect(signaturesOf(again).map(({ code }) => code)).toEqual([undefined, 'DIGEST_MISMATCH'])
  })

  it('files have side files, and images have none', async () => {
    const image = await signed('side')
    writeFileSync(bench.work.at('b.json'), '{}')
    expect(outcome(await verify(image, ...RELEASE, '--bundle', 'b.json'))).toEqual([2, 'OPTIONS_CONFLICT'])
  })

  it('as SARIF: one result for an image that failed, at its reference', async () => {
    const image = await signed('sarif', '--no-attest')
    const { code, stdout } = await bench.work.run(['verify', image, ...ATTESTATION, '--sarif'])
    expect(code).toBe(1)
    const [result] = JSON.parse(stdout).runs[0].results
    expect(result.ruleId).toBe('BUNDLE_KEY_UNTRUSTED')
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(image)
  })
})

describe.skipIf(softHsmMissing())('inspect', () => {
  it('shows an index with its platforms, and what refers to each', async () => {
    await using bench = await imageBench()
    const index = bench.push('team/app', '1', 'index')
    const image = bench.at('team/app:1')
    await bench.run('sign', image, '--key', 'release', '--recursive', '--no-attest', '--annotation', 'env=prod')
    writeFileSync(bench.work.at('bom.json'), '{"bomFormat":"CycloneDX"}')
    await bench.run('attest', image, '--sbom', 'bom.json')
    const ran = await bench.run('inspect', image)
    expect(ran.code).toBe(0)
    expect(one(ran)).toMatchObject({
      signatures: [{ kind: 'oci-bundle', integrity: 'not-checked', annotations: { env: 'prod' } }],
      image: {
        reference: bench.at(`team/app@${index.digest}`),
        attestations: [{ predicateType: 'https://cyclonedx.org/bom', verdict: 'not-checked' }],
        platforms: [
          { platform: 'linux/amd64', signatures: [{ kind: 'oci-bundle' }], attestations: [] },
          { platform: 'linux/arm64', signatures: [{ kind: 'oci-bundle' }], attestations: [] },
        ],
      },
    })
    expect((await bench.work.run(['inspect', image])).stderr).toMatch(
      /linux\/arm64 {2}oci:.*\n.*signature {2}oci-bundle/,
    )
    expect(outcome(await bench.run('inspect', bench.at('team/app:none')))).toEqual([2, 'IMAGE_NOT_FOUND'])
  })
})
