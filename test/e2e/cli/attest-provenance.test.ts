/** Provenance of the job that asks: proved, said, refused. */
import { createCa, startOidc } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench, outcome } from './attest-bench.ts'

const PROVENANCE = 'https://slsa.dev/provenance/v1'

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  return () => bench[Symbol.dispose]()
})

describe('provenance', () => {
  const GITLAB = { GITLAB_CI: 'true', CI_PROJECT_PATH: 'said/by-the-environment' }

  it('of a job that nobody proved is refused, and where it is allowed says that nobody did', async (context) => {
    for (const env of [{}, GITLAB])
      expect(outcome(await bench.attest(['app', '--provenance'], env))).toEqual([1, 'PROVENANCE_UNVERIFIED'])
    const ran = await bench.attest(['app', '--provenance', '--allow-unverified', '--out', 'said.json'], GITLAB)
    expect(ran.code, ran.stderr).toBe(0)
    expect(bench.statement('said.json').predicate).toEqual({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:asserted:v1',
        externalParameters: { platform: 'gitlab', claims: { project_path: 'said/by-the-environment' } },
        internalParameters: {},
        resolvedDependencies: [],
      },
      runDetails: { builder: { id: 'urn:chancery:builder:unverified' }, metadata: {} },
    })
    await bench.expectJudged(context, 'app', 'said.json', PROVENANCE)
  })

  it('of a job is made of its token, whatever its environment says', async (context) => {
    await using gitlab = await startOidc({ ca: await createCa(), platform: 'gitlab' })
    const issuer = 'https://gitlab.example.com'
    const audience = 'https://sign.example.com'
    bench.write('keys.json', gitlab.jwks())
    const identity = `identity:\n  audience: ${audience}\n  issuers:\n    - { issuer: "${issuer}", platform: gitlab, jwks: keys.json }\n`
    bench.write('proved.yaml', bench.read('chancery.yaml').toString() + identity)
    const args = ['app', '--provenance', '--config', 'proved.yaml']
    const token = await gitlab.token({ audience, claims: { iss: issuer } })
    const ran = await bench.attest([...args, '--out', 'proved.json'], { ...GITLAB, CHANCERY_ID_TOKEN: token })
    expect(ran.code, ran.stderr).toBe(0)
    expect(bench.statement('proved.json').predicate).toMatchObject({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:gitlab:v1',
        externalParameters: { repository: 'https://gitlab.example.com/acme/app' },
      },
    })
    expect(ran.stdout + ran.stderr).not.toContain(token.split('.')[2])
    await bench.expectJudged(context, 'app', 'proved.json', PROVENANCE)
    // A token that is there and does not hold is no reason to do without, allowed or not.
    for (const [fault, code] of [
      ['expired', 'IDENTITY_TOKEN_EXPIRED'],
      ['alg-none', 'IDENTITY_ALGORITHM'],
    ] as const) {
      const bad = await gitlab.token({ audience, fault, claims: { iss: issuer } })
      const refused = await bench.attest([...args, '--allow-unverified'], { ...GITLAB, CHANCERY_ID_TOKEN: bad })
      expect(refused.json.failed[0]?.code).toBe(code)
    }
    expect(outcome(await bench.attest(args, GITLAB))).toEqual([1, 'PROVENANCE_UNVERIFIED'])
  })

  it('is not given with something else to say', async () => {
    expect(outcome(await bench.attest(['app', '--provenance', '--sbom', 'x']))).toEqual([2, 'OPTIONS_CONFLICT'])
    expect(outcome(await bench.attest(['app', '--provenance', '--predicate-type', PROVENANCE]))).toEqual([
      2,
      'OPTIONS_CONFLICT',
    ])
  })
})
