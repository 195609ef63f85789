/** Images verified by a policy, and the summaries of that, as slsa-verifier takes them. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { PROVENANCE_TYPE, signStatement } from '@chancery/attest'
import type { PlainData } from '@chancery/core'
import type { VerifyReport } from '@chancery/engine'
import {
  type Ca,
  createCa,
  createSigstore,
  KEYLESS_ISSUER,
  KEYLESS_SUBJECT,
  pem,
  type Sigstore,
  type SkipContext,
  softHsmMissing,
  softwareKey,
  startTsa,
  type TestImage,
  testKey,
  tool,
} from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ran } from '../cli/workbench.ts'
import { attachBundle } from './behind-registry.ts'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'

const VERIFIER = 'https://verify.example.com'
const BUILDER = 'https://github.com/acme/shared/.github/workflows/sign.yml'
const POLICY = `policy: https://example.com/policies/images/1
verifier: ${VERIFIER}
resource: oci://registry.example.com/team/{name}@sha256:{sha256}
formats: [oci-bundle, oci-notary-jws]
require: [timestamp, attestation]
`
const built = (more: string): string => `${POLICY}provenance:
  builders:
    - { id: ${BUILDER}, level: SLSA_BUILD_LEVEL_2${more} }
  sources: [https://github.com/acme/app]
  minimum-level: SLSA_BUILD_LEVEL_2
`
const TRUST = ['recorder.pub', 'release.pub', '.chancery/ca.pem', '.chancery/attestation.pub'].flatMap((one) => [
  '--trust',
  one,
])

describe.skipIf(softHsmMissing())('an image by a policy', () => {
  let bench: ImageBench
  let image: TestImage
  beforeAll(async () => {
    bench = await imageBench()
    bench.registry.push('team/other', '1', { kind: 'docker' })
    image = bench.push('team/app', '1')
    write('policy.yaml', POLICY)
    write('built.yaml', built(''))
    for (const name of ['team/app:1', 'team/other:1']) {
      const ran = await bench.run('sign', bench.at(name), '--key', 'release')
      expect(ran.code, ran.stderr).toBe(0)
    }
    const recorder = await testKey('p256', 'recorder')
    write('recorder.pub', pem('PUBLIC KEY', recorder.publicKey))
    const subjects = [{ name: 'app', digest: { sha256: image.digest.slice(7) } }]
    const predicate = provenance('refs/tags/v1')
    const statement = { subjects, predicateType: PROVENANCE_TYPE, predicate }
    attachBundle(bench, 'team/app', image, await signStatement(statement, softwareKey({ key: recorder })))
    return () => bench[Symbol.asyncDispose]()
  })
  const write = (name: string, text: string): void => writeFileSync(bench.work.at(name), text)
  const statement = (name: string) =>
    JSON.parse(
      Buffer.from(JSON.parse(readFileSync(bench.work.at(name), 'utf8')).dsseEnvelope.payload, 'base64').toString(),
    )
  const verify = (name: string, policy: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('verify', bench.at(name), ...TRUST, '--policy', policy, ...args)

  async function taken(context: SkipContext, envelope: string, more: Record<string, string> = {}): Promise<boolean> {
    const flags = {
      'subject-digest': image.digest,
      'attestation-path': bench.work.at(envelope),
      'verifier-id': VERIFIER,
      'resource-uri': `oci://registry.example.com/team/app@${image.digest}`,
      'public-key-path': bench.work.at('.chancery/attestation.pub'),
      ...more,
    }
    const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
    const { code, text } = await tool('slsa-verifier', context).run(['verify-vsa', ...args])
    return code === 0 && text.includes('PASSED: SLSA verification passed')
  }

  it('that meets it has a summary of its digest, which slsa-verifier takes', async (context) => {
    const ran = await verify('team/app:1', 'built.yaml', '--vsa', 'vsa.sigstore.json')
    expect(ran.code, ran.stderr).toBe(0)
    const sha256 = createHash('sha256').update(bench.work.read('built.yaml')).digest('hex')
    expect(one(ran)).toMatchObject({
      verdict: 'verified',
      provenance: 'verified',
      policy: { result: 'PASSED', level: 'SLSA_BUILD_LEVEL_2', sha256 },
      vsa: 'vsa.sigstore.json',
    })
    const said = statement('vsa.sigstore.json')
    expect(said).toMatchObject({
      subject: [{ name: `${bench.registry.host}/team/app`, digest: { sha256: image.digest.slice(7) } }],
      predicate: {
        verifier: { id: VERIFIER },
        resourceUri: `oci://registry.example.com/team/app@${image.digest}`,
        policy: { uri: 'https://example.com/policies/images/1', digest: { sha256 } },
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_2'],
      },
    })
    // Of each input its bundle, as it lies in the registry.
    const blobs = [...bench.registry.repository('team/app').blobs.keys()]
    expect(said.predicate.inputAttestations).toHaveLength(2)
    for (const { uri, digest } of said.predicate.inputAttestations) {
      expect(uri).toContain(bench.at('team/app@sha256:'))
      expect(blobs).toContain(`sha256:${digest.sha256}`)
    }
    const level = { 'verified-level': 'SLSA_BUILD_LEVEL_2' }
    expect(await taken(context, 'vsa.intoto.jsonl', level)).toBe(true)
    const other = (await bench.run('verify', bench.at('team/other:1'), ...TRUST)).json.files[0]?.image?.reference
    const wrong = [{ 'verified-level': 'SLSA_BUILD_LEVEL_3' }, { 'subject-digest': other?.split('@')[1] ?? '' }]
    for (const more of wrong) expect(await taken(context, 'vsa.intoto.jsonl', { ...level, ...more })).toBe(false)
  })

  it('that does not meet it has one that says so, which slsa-verifier refuses', async (context) => {
    const ran = await verify('team/other:1', 'built.yaml', '--vsa', 'failed.sigstore.json')
    expect(outcome(ran)).toEqual([1, 'POLICY_NOT_MET'])
    expect(one(ran)).toMatchObject({ policy: { result: 'FAILED', level: null }, vsa: 'failed.sigstore.json' })
    const said = statement('failed.sigstore.json')
    expect(said.predicate).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] })
    const about = {
      'subject-digest': `sha256:${said.subject[0].digest.sha256}`,
      'resource-uri': said.predicate.resourceUri,
    }
    expect(await taken(context, 'failed.intoto.jsonl', about)).toBe(false)
  })

  it('beside files: each has its summary in a folder', async () => {
    write('notes.txt', 'notes\n')
    const signed = await bench.run('sign', 'notes.txt', '--key', 'release', '--format', 'blob', '--in-place')
    expect(signed.code, signed.stderr).toBe(0)
    write('both.yaml', POLICY.replace('formats: [', 'formats: [blob, '))
    const ran = await verify('team/app:1', 'both.yaml', 'notes.txt', '--vsa', 'all/')
    expect(ran.code, ran.stderr).toBe(0)
    expect((ran.json as VerifyReport).files.map(({ vsa, policy }) => [vsa, policy?.level])).toEqual([
      ['all/notes.txt.vsa.sigstore.json', null],
      [`all/app-${image.digest.replace(':', '-')}.vsa.sigstore.json`, null],
    ])
    const single = await verify('team/app:1', 'both.yaml', 'notes.txt', '--vsa', 'one.json')
    expect([single.code, (single.json as VerifyReport).files.map(({ code }) => code)]).toEqual([
      2,
      [undefined, 'OPTIONS_CONFLICT'],
    ])
  })

  it.each<[string, string, string]>([
    ['a form of signature that it has not', POLICY.replace(/^formats.*$/m, 'formats: [oci-cosign]'), 'POLICY_NOT_MET'],
    ['a format of files', POLICY.replace(/^formats.*$/m, 'formats: [blob]'), 'POLICY_NOT_MET'],
    ['another repository that it was built from', built('').replace('acme/app]', 'acme/lib]'), 'POLICY_NOT_MET'],
    ['a ref', `${built('')}  refs: [refs/heads/*]\n`, 'POLICY_NOT_MET'],
    [
      'a higher level',
      built('').replace('minimum-level: SLSA_BUILD_LEVEL_2', 'minimum-level: SLSA_BUILD_LEVEL_3'),
      'POLICY_NOT_MET',
    ],
    ['another key of the builder', built(`, keys: ["SHA256:${'A'.repeat(43)}"]`), 'POLICY_NOT_MET'],
    [
      'a certificate of the builder',
      built(`, identity: ${KEYLESS_SUBJECT}, issuer: ${KEYLESS_ISSUER}`),
      'POLICY_NOT_MET',
    ],
    ['another signer', `${POLICY}signer-subject: CN=Somebody\n`, 'SIGNER_UNEXPECTED'],
    ['a quorum', `${POLICY}timestamp-quorum: 2\n`, 'TIMESTAMP_QUORUM_NOT_MET'],
    ['the log', POLICY.replace('attestation]', 'log]'), 'REQUIREMENT_NOT_MET'],
  ])('that asks for %s refuses it', async (_, policy, code) => {
    write('strict.yaml', policy)
    const ran = await verify('team/app:1', 'strict.yaml')
    expect(outcome(ran)).toEqual([1, code])
    expect(one(ran).policy).toMatchObject({ result: 'FAILED' })
  })

  it('has none where nothing could be found out', async () => {
    const ran = await verify('team/none:1', 'policy.yaml', '--vsa', 'none.sigstore.json')
    expect(outcome(ran)).toEqual([2, 'IMAGE_NOT_FOUND'])
    expect(one(ran)).not.toHaveProperty('vsa')
    bench.push('team/unsigned', '1', 'index')
    const unsigned = await verify('team/unsigned:1', 'policy.yaml', '--vsa', 'unsigned.sigstore.json')
    expect([outcome(unsigned), statement('unsigned.sigstore.json').predicate.verificationResult]).toEqual([
      [1, 'NOT_SIGNED'],
      'FAILED',
    ])
  })

  it.each([
    ['--oci-format', 'bundle'],
    ['--annotation', 'a=b'],
    ['--docker-reference', 'a/b'],
    ['--require', 'log'],
  ])('goes with no %s, which would demand what its digest does not stand for', async (...flag) => {
    const ran = await verify('team/app:1', 'policy.yaml', ...flag)
    expect(outcome(ran)).toEqual([2, 'OPTIONS_CONFLICT'])
  })

  describe('where a certificate signed its provenance', () => {
    const NAME = KEYLESS_SUBJECT.split('@')[0] as string
    let ca: Ca
    let sigstore: Sigstore
    beforeAll(async () => {
      ca = await createCa({ name: 'Keyless' })
      const tsa = await startTsa({ ca })
      sigstore = await createSigstore({ ca, tsa })
      write('root.json', JSON.stringify(sigstore.trustedRoot()))
      bench.registry.push('team/keyless', '1')
      const ran = await bench.run('sign', bench.at('team/keyless:1'), '--key', 'release')
      expect(ran.code, ran.stderr).toBe(0)
      await attach(image.bytes)
      return () => tsa[Symbol.asyncDispose]()
    })

    /** As GitHub attaches its own, behind everyone's back. */
    async function attach(artifact: Uint8Array): Promise<void> {
      const predicate = provenance('refs/tags/v1')
      const bundle = await sigstore.sign({ artifact, predicateType: PROVENANCE_TYPE, predicate })
      attachBundle(bench, 'team/keyless', image, new TextEncoder().encode(JSON.stringify(bundle)))
    }

    it('is met by whom it names, under the trusted root, and by nobody else', async () => {
      const judged = async (more: string, ...trust: readonly string[]): Promise<unknown> => {
        write('keyless.yaml', built(more))
        return outcome(await verify('team/keyless:1', 'keyless.yaml', ...trust))
      }
      const root = ['--trust', 'root.json']
      const by = (name: string, issuer = KEYLESS_ISSUER): string => `, identity: "${name}", issuer: "${issuer}"`
      expect(await judged(by(NAME), ...root)).toEqual([0, 'verified'])
      expect(await judged(by(KEYLESS_SUBJECT), ...root)).toEqual([0, 'verified'])
      for (const more of [by('https://github.com/acme'), by(NAME, 'https://ci.example.com'), '']) {
        expect(await judged(more, ...root)).toEqual([1, 'POLICY_NOT_MET'])
      }
      expect(await judged(by(NAME))).toEqual([1, 'POLICY_NOT_MET'])
      // Under an anchor of code signing, it is not the word of a key that is trusted.
      write('keyless-ca.pem', ca.root.certificate.pem + ca.intermediate.certificate.pem)
      expect(await judged('', '--trust', 'keyless-ca.pem')).toEqual([1, 'POLICY_NOT_MET'])
    })
  })
})

function provenance(ref: string): { readonly [name: string]: PlainData } {
  const workflow = { repository: 'https://github.com/acme/app', ref }
  return {
    buildDefinition: { buildType: 'urn:test', externalParameters: { workflow } },
    runDetails: { builder: { id: `${BUILDER}@refs/tags/v2` } },
  }
}
