/** Which CI job built an image, proved by its token: attached as provenance, in the record of the signature, and asked for by the gate. */
import { appendFileSync } from 'node:fs'
import { identifyJob, signFiles } from '@chancery/engine'
import { openRepository } from '@chancery/registry'
import {
  cosign,
  type IdTokenFault,
  type OidcIssuer,
  type SkipContext,
  softHsmMissing,
  startOidc,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { moveSignatures } from '../../interop/images/attacks.ts'
import type { Ran, Workbench } from '../cli/workbench.ts'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'

const AUDIENCE = 'https://sign.example.com'
const PROVENANCE = 'https://slsa.dev/provenance/v1'
const CA = ['--trust', '.chancery/ca.pem']
const TRUST = [
  '--trust',
  '.chancery/release.pub',
  '--trust',
  '.chancery/attestation.pub',
  '--timestamp-trust',
  '.chancery/ca.pem',
]

describe.skipIf(softHsmMissing())('an image of a CI job', () => {
  let bench: ImageBench
  let work: Workbench
  let oidc: OidcIssuer
  let env: Record<string, string>
  let repository: string
  beforeAll(async () => {
    oidc = await startOidc({ ca: null, platform: 'gitlab' })
    bench = await imageBench()
    work = bench.work
    const issuer = `{ issuer: "${oidc.issuer}", platform: gitlab }`
    appendFileSync(work.at('chancery.yaml'), `\nidentity:\n  audience: ${AUDIENCE}\n  issuers: [${issuer}]\n`)
    env = { GITLAB_CI: 'true', CHANCERY_ID_TOKEN: await oidc.token({ audience: AUDIENCE }) }
    repository = `${new URL(oidc.issuer).origin}/acme/app`
    return async () => {
      await bench[Symbol.asyncDispose]()
      await oidc[Symbol.asyncDispose]()
    }
  })

  const run = (args: readonly string[], more: Record<string, string> = env): Promise<Ran> =>
    work.run([...args, '--json'], { env: more })
  const attest = (image: string, ...args: readonly string[]): Promise<Ran> =>
    run(['attest', image, '--provenance', ...args])
  const verify = (image: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('verify', image, ...TRUST, ...args)

  /** cosign's word on the provenance alone. */
  async function judged(
    context: SkipContext,
    image: string,
    key: string,
    ...flags: readonly string[]
  ): Promise<boolean> {
    const about = [
      '--type',
      'slsaprovenance1',
      '--key',
      work.at(`.chancery/${key}.pub`),
      '--insecure-ignore-tlog',
      ...flags,
    ]
    const args = ['verify-attestation', '--allow-insecure-registry', ...about, image.slice('oci://'.length)]
    return (await cosign(context).run(args)).code === 0
  }

  async function signed(name: string, tag = '1'): Promise<string> {
    const { digest } = bench.push(name, tag)
    const image = `${bench.at(name)}@${digest}`
    expect((await run(['sign', image, '--key', 'release'])).code).toBe(0)
    return image
  }

  test('has its provenance attached, and passes the gate that wants it', async (context) => {
    const image = await signed('team/app')
    expect(outcome(await verify(image, '--require', 'provenance'))).toEqual([1, 'REQUIREMENT_NOT_MET'])
    const ran = await attest(image)
    expect([ran.code, (ran.json as unknown as { predicateType: string }).predicateType]).toEqual([0, PROVENANCE])
    expect(ran.stdout + ran.stderr).not.toContain(env.CHANCERY_ID_TOKEN?.split('.')[2])
    const passed = await verify(image, '--require', 'provenance,attestation,timestamp')
    expect(outcome(passed)).toEqual([0, 'verified'])
    expect(one(passed)).toMatchObject({ provenance: 'verified', record: 'verified', image: { attestations: [{}, {}] } })
    expect(await judged(context, image, 'attestation')).toBe(true)
    expect(await judged(context, image, 'release')).toBe(false)
    const classic = await attest(image, '--oci-format', 'cosign')
    expect(classic.code, classic.stderr).toBe(0)
    expect(await judged(context, image, 'attestation', '--new-bundle-format=false')).toBe(true)
  })

  test('as a step signs it, says in its record whose it is', async () => {
    const { digest } = bench.push('team/step', '1')
    const image = `${bench.at('team/step')}@${digest}`
    const job = await identifyJob({ cwd: work.path, env, platform: 'gitlab', onToken: () => {} })
    if (job?.kind !== 'verified') throw new Error('the job has no identity')
    const { report } = await signFiles({ cwd: work.path, files: [image], key: 'release', workload: job.workload })
    expect(report.failed).toEqual([])
    const asked = ['--require', 'provenance,attestation', '--identity-repository', repository]
    const passed = await verify(image, ...asked, '--identity-issuer', oidc.issuer)
    expect(outcome(passed)).toEqual([0, 'verified'])
    expect(one(passed).identity).toMatchObject({ verified: true, platform: 'gitlab' })
    expect(outcome(await verify(image, '--identity-repository', `${repository}x`))).toEqual([1, 'IDENTITY_UNEXPECTED'])
    expect(outcome(await verify(image, ...CA, '--identity-ref', 'refs/heads/x'))).toEqual([1, 'IDENTITY_UNEXPECTED'])
    const bySaying = await signed('team/said')
    expect(outcome(await verify(bySaying, '--identity-repository', repository))).toEqual([1, 'IDENTITY_UNPROVED'])
  })

  test('is not vouched for by provenance of another image, or of a key that nobody trusts', async (context) => {
    const [mine, other] = [await signed('team/two', 'mine'), await signed('team/two', 'other')]
    expect((await attest(other)).code).toBe(0)
    const digestOf = (image: string): string => image.split('@')[1] as string
    const store = openRepository(mine)
    await moveSignatures(store, digestOf(other), await store.resolve(digestOf(mine)))
    expect(outcome(await verify(mine, '--require', 'provenance'))).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await judged(context, mine, 'attestation')).toBe(false)
    const untrusted = await bench.run(
      'verify',
      other,
      ...CA,
      '--trust',
      '.chancery/release.pub',
      '--require',
      'provenance',
    )
    expect(outcome(untrusted)).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(outcome(await verify(other, '--require', 'provenance'))).toEqual([0, 'verified'])
  })

  test.each<readonly [string, IdTokenFault | null, string]>([
    ['no token', null, 'PROVENANCE_UNVERIFIED'],
    ['an expired token', 'expired', 'IDENTITY_TOKEN_EXPIRED'],
    ['a token that nobody signed', 'alg-none', 'IDENTITY_ALGORITHM'],
  ])('has no provenance by %s', async (_, fault, code) => {
    const image = await signed('team/unproved')
    const token = fault && { CHANCERY_ID_TOKEN: await oidc.token({ audience: AUDIENCE, fault }) }
    const ran = await run(['attest', image, '--provenance'], { GITLAB_CI: 'true', ...token })
    expect(ran.json.failed[0]?.code).toBe(code)
    expect(outcome(await verify(image, '--require', 'provenance'))).toEqual([1, 'REQUIREMENT_NOT_MET'])
  })
})
