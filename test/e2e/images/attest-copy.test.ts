/** Statements that are attached to images, and images that take their signatures along. */
import { writeFileSync } from 'node:fs'
import { softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ran } from '../cli/workbench.ts'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'

const RELEASE = ['--trust', '.chancery/release.pub', '--trust', '.chancery/attestation.pub']

describe.skipIf(softHsmMissing())('statements', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench()
    writeFileSync(bench.work.at('bom.json'), '{"bomFormat":"CycloneDX"}')
    writeFileSync(bench.work.at('tests.xml'), '<testsuite><testcase name="a"/></testsuite>')
    writeFileSync(bench.work.at('p.json'), '{"a":1}')
    return () => bench[Symbol.asyncDispose]()
  })
  const codeOf = ({ code, json }: Ran): readonly unknown[] => [code, json.failed?.[0]?.code]

  it.each([
    [['--sbom', 'bom.json'], 'https://cyclonedx.org/bom'],
    [
      ['--test-results', 'tests.xml', '--test-configuration', 'p.json'],
      'https://in-toto.io/attestation/test-result/v0.1',
    ],
    [['--predicate-type', 'https://example.com/p', '--predicate', 'p.json'], 'https://example.com/p'],
    [
      [
        ...['--vsa-verifier', 'https://ci.example.com', '--vsa-resource', 'oci://registry.example.com/app'],
        ...[
          '--vsa-policy',
          'https://example.com/policy',
          '--vsa-result',
          'PASSED',
          '--vsa-level',
          'SLSA_BUILD_LEVEL_2',
        ],
      ],
      'https://slsa.dev/verification_summary/v1',
    ],
  ])('%j are about the digest, one of each image', async (args, predicateType) => {
    const images = ['a', 'b'].map((name) => {
      bench.push(`kinds/${name}`, '1')
      return bench.at(`kinds/${name}:1`)
    })
    const ran = await bench.run('attest', ...images, ...args)
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.json).toMatchObject({ predicateType, attestations: [{ subjects: 1 }, { subjects: 1 }] })
    for (const image of images) {
      const { json } = await bench.run('inspect', image)
      expect(json.files[0]?.image?.attestations.map((entry) => entry.predicateType)).toContain(predicateType)
    }
  })

  it('in the classic layout stand under the tag, and are signed once for both', async () => {
    bench.push('team/both', '1')
    const image = bench.at('team/both:1')
    const layouts = ['--oci-format', 'bundle', '--oci-format', 'cosign']
    const ran = await bench.run('attest', image, '--sbom', 'bom.json', ...layouts)
    const { bundles } = ran.json as unknown as { bundles: readonly string[] }
    expect(bundles).toMatchObject([
      expect.stringMatching(/@sha256:/),
      expect.stringMatching(/:sha256-[0-9a-f]{64}\.att$/),
    ])
    await bench.run('sign', image, '--key', 'release', '--no-attest')
    const { attestations } = one(await bench.run('verify', image, ...RELEASE)).image ?? {}
    expect(attestations?.map(({ verdict }) => verdict)).toEqual(['verified', 'verified'])
    const untrusted = one(await bench.run('verify', image, ...RELEASE.slice(0, 2))).image
    expect(untrusted?.attestations.map(({ verdict }) => verdict)).toEqual(['not-checked', 'not-checked'])
  })

  it.each([
    [['--out', 'x.json'], 'OPTIONS_CONFLICT'],
    [['p.json'], 'OPTIONS_CONFLICT'],
    [['--oci-format', 'notary-jws'], 'OPTION_INVALID'],
    [['--subject-digest', `a@sha256:${'ab'.repeat(32)}`], 'OPTIONS_CONFLICT'],
  ])('%j is refused for an image', async (args, code) => {
    bench.push('team/refused', '1')
    expect(codeOf(await bench.run('attest', bench.at('team/refused:1'), '--sbom', 'bom.json', ...args))).toEqual([
      2,
      code,
    ])
    expect(bench.registry.repository('team/refused').manifests.size).toBe(1)
  })
})

describe.skipIf(softHsmMissing())('copies', () => {
  it.each([true, false])('verify where they are, also out of a layout (referrers API: %s)', async (referrers) => {
    await using bench = await imageBench({ referrers })
    bench.push('team/app', '1', 'index')
    const image = bench.at('team/app:1')
    const kinds = ['--oci-format', 'bundle', '--oci-format', 'cosign']
    await bench.run('sign', image, '--key', 'release', '--recursive', ...kinds)
    const there = bench.at('mirror/app:two')
    const mounted = await bench.run('copy', image, there)
    expect(mounted.json).toMatchObject({ destination: there, blobs: { moved: 0 } })
    const out = await bench.run('copy', there, 'oci-layout:folder:three')
    expect(out.json).toMatchObject({ manifests: 2, blobs: { mounted: 0 } })
    const carried = bench.at('carried/app:4')
    expect((await bench.run('copy', 'folder', carried)).code).toBe(0)
    for (const one of [there, 'folder', 'oci-layout:folder:three', carried]) {
      const ran = await bench.run('verify', one, ...RELEASE, '--require', 'attestation', '--oci-format', 'cosign')
      expect(outcome(ran)).toEqual([0, 'verified'])
    }
    const bare = bench.at('bare/app:1')
    await bench.run('copy', carried, bare, '--no-referrers')
    expect(outcome(await bench.run('verify', bare, ...RELEASE))).toEqual([1, 'NOT_SIGNED'])
  })

  it('are signed where they lie: a folder that is a layout needs no scheme', async () => {
    await using bench = await imageBench()
    bench.push('team/app', '1')
    await bench.run('copy', bench.at('team/app:1'), 'oci-layout:folder:1')
    const ran = await bench.run(
      'sign',
      'folder',
      '--key',
      'release',
      '--oci-format',
      'bundle',
      '--oci-format',
      'cosign',
    )
    expect(ran.json.files).toMatchObject([
      { path: 'oci-layout:folder', format: 'oci-bundle' },
      { path: 'oci-layout:folder', format: 'oci-cosign' },
    ])
    expect(outcome(await bench.run('verify', 'oci-layout:folder:1', ...RELEASE))).toEqual([0, 'verified'])
  })

  it.each([
    [['oci://127.0.0.1:1/team/app:1'], 'OPTION_INVALID'],
    [['file.txt', 'oci://127.0.0.1:1/team/app:1'], 'REFERENCE_INVALID'],
    [['FOUND', `oci://127.0.0.1:1/team/app@sha256:${'ab'.repeat(32)}`], 'REFERENCE_INVALID'],
  ])('%j is refused', async (operands, code) => {
    await using bench = await imageBench()
    bench.push('team/app', '1')
    const named = operands.map((operand) => (operand === 'FOUND' ? bench.at('team/app:1') : operand))
    const { code: exit, json } = await bench.run('copy', ...named)
    expect([exit, json.failed[0]?.code]).toEqual([2, code])
  })
})
