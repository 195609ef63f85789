/** Who asks stands in an event as it does in a signing record: proved, said, or nobody; and no token does. */
import { writeFileSync } from 'node:fs'
import { createCa, startOidc } from '@chancery/testkit'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ORIGIN } from './with-log.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const EVENTS = '.chancery/events'
const GITLAB = { GITLAB_CI: 'true', CI_PROJECT_PATH: 'said/by-the-environment' }
const ISSUER = 'https://gitlab.example.com'
const AUDIENCE = 'https://sign.example.com'
let bench: Workbench

beforeEach(async () => {
  bench = await workbench('--log', ORIGIN)
  onTestFinished(() => bench[Symbol.dispose]())
  writeFileSync(bench.at('minutes.txt'), 'minutes\n')
})

const record = (env: Record<string, string>): Promise<Ran> =>
  bench.run(['log', 'record', 'incident', 'minutes.txt', '--json'], { env })

/** Of the newest event. */
function identity(): unknown {
  const name = bench.list(EVENTS).at(-1) as string
  const bundle = JSON.parse(bench.read(`${EVENTS}/${name}`).toString())
  return JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()).predicate.identity
}

describe('who asks', () => {
  it('is nobody on a machine of one’s own, and what the environment says in a job', async () => {
    expect((await record({})).code).toBe(0)
    expect(identity()).toEqual({ verified: false, platform: 'local', claims: {} })
    expect((await record(GITLAB)).code).toBe(0)
    expect(identity()).toEqual({
      verified: false,
      platform: 'gitlab',
      claims: { project_path: 'said/by-the-environment' },
    })
    const made = await bench.run(['keys', 'generate', '--key', 'release', '--label', 'x', '--kind', 'p256'], {
      env: GITLAB,
    })
    expect(made.code, made.stderr).toBe(0)
    expect(identity()).toMatchObject({ verified: false, platform: 'gitlab' })
  })

  it('is proved by the token of the job, which goes nowhere; one that does not hold records nothing', async () => {
    await using gitlab = await startOidc({ ca: await createCa(), platform: 'gitlab' })
    writeFileSync(bench.at('keys.json'), gitlab.jwks())
    const issuers = `    - { issuer: "${ISSUER}", platform: gitlab, jwks: keys.json }\n`
    const yaml = bench.read('chancery.yaml').toString()
    writeFileSync(bench.at('chancery.yaml'), `${yaml}identity:\n  audience: ${AUDIENCE}\n  issuers:\n${issuers}`)
    const token = await gitlab.token({ audience: AUDIENCE, claims: { iss: ISSUER } })
    const ran = await record({ ...GITLAB, CHANCERY_ID_TOKEN: token })
    expect(ran.code, ran.stderr).toBe(0)
    expect(identity()).toMatchObject({ verified: true, platform: 'gitlab', claims: { project_path: 'acme/app' } })
    const [, payload = '', signature = ''] = token.split('.')
    const kept = bench.list(EVENTS).map((name) => {
      const bundle = JSON.parse(bench.read(`${EVENTS}/${name}`).toString())
      return Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()
    })
    for (const text of [ran.stdout, ran.stderr, ...kept]) {
      expect(text).not.toContain(payload)
      expect(text).not.toContain(signature)
    }
    const before = kept.length
    for (const [fault, code] of [
      ['expired', 'IDENTITY_TOKEN_EXPIRED'],
      ['alg-none', 'IDENTITY_ALGORITHM'],
    ] as const) {
      const bad = await gitlab.token({ audience: AUDIENCE, fault, claims: { iss: ISSUER } })
      expect((await record({ ...GITLAB, CHANCERY_ID_TOKEN: bad })).json.failed[0]?.code).toBe(code)
    }
    expect(bench.list(EVENTS)).toHaveLength(before)
  })
})
