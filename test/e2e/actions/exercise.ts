/** A workspace, and everything that actions may ask, where it is noted which inputs were given and which outputs were set. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  buildPe,
  createCa,
  type OidcIssuer,
  startOidc,
  startRegistry,
  startTsa,
  type TestRegistry,
  type Tsa,
} from '@chancery/testkit'
import { expect } from 'vitest'
import { declared } from './declared.ts'
import type { Refusal } from './refusals.ts'
import { type Job, type JobResult, runAction } from './runner.ts'
import { buildOutputs, createWorkspace, type Workspace } from './workspace.ts'

const AUDIENCE = 'https://sign.example.com'

type Action = Job['action']
type Inputs = Job['inputs']

export interface Exercise extends AsyncDisposable {
  readonly workspace: Workspace
  readonly issuer: OidcIssuer
  readonly tsa: Tsa
  readonly registry: TestRegistry
  /** Of the key `release`. */
  readonly uri: string
  readonly module: string
  run(action: Action, inputs: Inputs, env?: Job['env']): Promise<JobResult>
  passes(action: Action, inputs: Inputs): Promise<JobResult>
  /** With these inputs beside those that pass, the step is refused: each of them was looked at. */
  refusesEach(action: Action, base: Inputs, cases: readonly Refusal[]): Promise<void>
  /** What the tables have left out fails here. */
  assertAllExercised(action: Action): void
}

export async function startExercise(): Promise<Exercise> {
  const workspace = createWorkspace()
  buildOutputs(workspace, 'dist')
  const ca = await createCa()
  const issuer = await startOidc({ ca })
  const tsa = await startTsa({ ca })
  const registry = await startRegistry()
  const endpoint = createServer((_, response) => {
    void issuer.token({ audience: AUDIENCE }).then((value) => response.end(JSON.stringify({ value })))
  })
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
  const own = workspace.read('chancery.yaml').toString()
  const uri = /"(pkcs11:[^"]*object=release)"/.exec(own)?.[1] ?? ''
  const module = /module: "([^"]+)"/.exec(own)?.[1] ?? ''
  workspace.write('keys.json', issuer.jwks())
  workspace.write('other.pem', ca.root.certificate.pem)
  const identity = `identity:\n  audience: ${AUDIENCE}\n  issuers: [{ issuer: "${issuer.issuer}", platform: github, jwks: keys.json }]\n`
  workspace.write('chancery.yaml', own.replace(/^trust: \[/m, 'trust: [other.pem, ') + identity)
  workspace.write('plain.yaml', own)
  workspace.write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
  workspace.write('predicate.json', '{ "passed": 1 }')
  workspace.write('one.exe', buildPe())
  workspace.write('release.yaml', 'name: a\nversion: "1"\ninput: built\nkey: release\nfiles: [{ paths: "*.exe" }]\n')
  workspace.write(
    'other.yaml',
    'name: b\nversion: "1"\ninput: built\nout: other\nkey: release\nfiles: [{ paths: "*.exe" }]\n' +
      `images: [{ reference: "${registry.host}/team/released:1" }]\n`,
  )
  registry.push('team/released', '1')
  workspace.write('built/app.exe', buildPe())

  /** Of each action: the inputs that were given, and the outputs that were set to something. */
  const given = new Map<string, Set<string>>()
  const set = new Map<string, Set<string>>()
  const among = (map: Map<string, Set<string>>, action: string): Set<string> => map.get(action) ?? new Set()

  async function run(action: Action, inputs: Inputs, env: Job['env'] = granted()): Promise<JobResult> {
    const result = await runAction({
      action,
      workspace: workspace.path,
      inputs,
      env: { CHANCERY_PIN: workspace.pin, SOFTHSM2_CONF: workspace.at('.chancery/softhsm2.conf'), ...env },
    })
    const outputs = Object.keys(result.outputs).filter((name) => result.outputs[name] !== '')
    given.set(action, new Set([...among(given, action), ...Object.keys(inputs)]))
    set.set(action, new Set([...among(set, action), ...outputs]))
    return result
  }

  /** The job may ask for its identity token. */
  function granted(): Record<string, string> {
    const { port } = endpoint.address() as AddressInfo
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    }
  }

  async function passes(action: Action, inputs: Inputs): Promise<JobResult> {
    const result = await run(action, inputs)
    expect(result.code, result.stdout + result.stderr).toBe(0)
    return result
  }

  async function refusesEach(action: Action, base: Inputs, cases: readonly Refusal[]): Promise<void> {
    const seen: [string | undefined, Inputs][] = []
    for (const [, inputs] of cases) {
      const result = await run(action, { ...base, ...inputs })
      seen.push([result.code === 1 ? result.errors[0]?.title : undefined, inputs])
    }
    expect(seen).toEqual(cases)
  }

  function assertAllExercised(action: Action): void {
    expect([...among(given, action)].sort()).toEqual([...declared(action, 'inputs')].sort())
    // `overflow` takes more than a few files: limits.test.ts.
    expect([...among(set, action), 'overflow'].sort()).toEqual([...declared(action, 'outputs')].sort())
  }

  return {
    workspace,
    issuer,
    tsa,
    registry,
    uri,
    module,
    run,
    passes,
    refusesEach,
    assertAllExercised,
    async [Symbol.asyncDispose]() {
      endpoint.close()
      for (const one of [tsa, registry, issuer]) await one[Symbol.asyncDispose]()
      workspace[Symbol.dispose]()
    },
  }
}
