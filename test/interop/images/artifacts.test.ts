/** Helm charts, WebAssembly modules and other artifacts, pushed by the tools of their trade: signed like images, and still what those tools pull. */
import { readFileSync, writeFileSync } from 'node:fs'
import { openRepository } from '@chancery/registry'
import {
  cosign,
  pem,
  type SkipContext,
  softHsmMissing,
  type Tool,
  type ToolResult,
  tempDir,
  tool,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Workbench, workbench } from '../../e2e/cli/workbench.ts'
import { LONG_TESTS } from '../../long-tests.ts'
import { REGISTRIES, startLocal } from './registries.ts'
import { bareKey, notation } from './signing.ts'

let work: Workbench
beforeAll(async () => {
  if (softHsmMissing()) return
  work = await workbench()
  const { info } = await bareKey('stranger')
  writeFileSync(work.at('stranger.pub'), pem('PUBLIC KEY', info.publicKey))
  return () => work[Symbol.dispose]()
})

async function must(program: Tool, args: readonly string[], cwd: string): Promise<ToolResult> {
  const result = await program.run(args, { cwd, env: { HOME: cwd } })
  expect(result.code, result.text).toBe(0)
  return result
}

/** Signs as an image, and has cosign, notation and `verify` judge it; a stranger's key is nobody's. */
async function signedAndJudged(context: SkipContext, artifact: string): Promise<void> {
  const [, path = '', tag = ''] = /^(.*):([^:]*)$/.exec(artifact) ?? []
  const { digest } = await openRepository(`oci://${path}`).resolve(tag)
  const kinds = ['bundle', 'cosign', 'notary-jws', 'notary-cose'].flatMap((kind) => ['--oci-format', kind])
  const before = await work.run(['verify', `oci://${artifact}`, '--trust', '.chancery/release.pub', '--json'])
  expect(before.json.files[0]?.code).toBe('NOT_SIGNED')
  const ran = await work.run(['sign', `oci://${artifact}`, '--key', 'release', ...kinds])
  expect(ran.code, ran.stderr).toBe(0)
  const exact = `${path}@${digest}`
  for (const [key, accepted] of [
    ['.chancery/release.pub', true],
    ['stranger.pub', false],
  ] as const) {
    for (const flags of [[], ['--new-bundle-format=false']]) {
      const trusted = ['--key', work.at(key), '--insecure-ignore-tlog', ...flags]
      const { code } = await cosign(context).run(['verify', '--allow-insecure-registry', ...trusted, exact])
      expect(code === 0).toBe(accepted)
    }
    const trust = accepted ? ['--trust', '.chancery/ca.pem'] : []
    const verified = await work.run(['verify', `oci://${exact}`, '--trust', key, ...trust, '--json'])
    expect(verified.json.files[0]?.verdict === 'verified', verified.stdout).toBe(accepted)
    expect(verified.json.files[0]?.signatures.filter((one) => 'reliedOn' in one && one.reliedOn)).toHaveLength(
      accepted ? 4 : 0,
    )
  }
  const policy = {
    name: 'test',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
    trustStores: ['ca:dev', 'tsa:dev'],
    trustedIdentities: ['*'],
  }
  const ca = readFileSync(work.at('.chancery/ca.pem'), 'utf8')
  const judged = await notation(context, ['verify', '--insecure-registry', exact], {
    'truststore/x509/ca/dev/ca.pem': ca,
    'truststore/x509/tsa/dev/ca.pem': ca,
    'trustpolicy.json': JSON.stringify({ version: '1.0', trustPolicies: [policy] }),
  })
  expect(judged.code, judged.text).toBe(0)
}

function testHelm(program: (typeof REGISTRIES)[number]): void {
  test('a chart that helm pushed, and pulls', { timeout: 60_000 }, async (context) => {
    const helm = tool('helm', context)
    await using server = await startLocal(program, context)
    using dir = tempDir()
    dir.write('app/Chart.yaml', 'apiVersion: v2\nname: app\nversion: 1.2.3\n')
    dir.write('app/templates/map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app }\n')
    dir.write('pulled/.keep', '')
    await must(helm, ['package', 'app'], dir.path)
    await must(helm, ['push', 'app-1.2.3.tgz', `oci://${server.host}/charts`, '--plain-http'], dir.path)
    await signedAndJudged(context, `${server.host}/charts/app:1.2.3`)
    const pull = ['pull', `oci://${server.host}/charts/app`, '--version', '1.2.3', '--plain-http']
    await must(helm, [...pull, '--destination', 'pulled'], dir.path)
    expect(readFileSync(dir.at('pulled/app-1.2.3.tgz'))).toEqual(readFileSync(dir.at('app-1.2.3.tgz')))
  })
}

describe.skipIf(softHsmMissing()).each(REGISTRIES)('in %s', (program) => {
  if (LONG_TESTS) testHelm(program)

  test.for([
    ['a WebAssembly module', 'application/vnd.wasm.config.v0+json', 'application/wasm'],
    ['an artifact', null, 'application/vnd.example.rules.v1+json'],
  ] as const)(
    '%s that oras pushed, and lists the signatures of',
    { timeout: 60_000 },
    async ([, config, type], context) => {
      const oras = tool('oras', context)
      await using server = await startLocal(program, context)
      using dir = tempDir()
      dir.write('content', 'content')
      dir.write('config.json', '{"architecture":"wasm","os":"wasip2","layerDigests":[]}')
      const artifact = `${server.host}/team/artifact:1`
      const how =
        config === null
          ? ['--artifact-type', 'application/vnd.example.rules.v1']
          : ['--config', `config.json:${config}`]
      await must(oras, ['push', '--plain-http', ...how, artifact, `content:${type}`], dir.path)
      await signedAndJudged(context, artifact)
      const discover = ['discover', '--plain-http', '--format', 'json', '--depth', '1']
      const found = await must(oras, [...discover, artifact], dir.path)
      const { referrers } = JSON.parse(new TextDecoder().decode(found.stdout)) as {
        referrers: readonly { artifactType: string }[]
      }
      const types = referrers.map(({ artifactType }) => artifactType)
      // A signature and four records; the classic list is no referrer.
      expect(types.filter((one) => one === 'application/vnd.dev.sigstore.bundle.v0.3+json')).toHaveLength(5)
      expect(types.filter((one) => one === 'application/vnd.cncf.notary.signature')).toHaveLength(2)
      await must(oras, ['pull', '--plain-http', artifact, '--output', 'pulled'], dir.path)
      expect(readFileSync(dir.at('pulled/content'), 'utf8')).toBe('content')
    },
  )

  test('what oras copied with its referrers is as it was', { timeout: 60_000 }, async (context) => {
    const oras = tool('oras', context)
    await using server = await startLocal(program, context)
    using dir = tempDir()
    dir.write('content', 'content')
    const [from, to] = [`${server.host}/team/app:1`, `${server.host}/mirror/app:2`]
    await must(oras, ['push', '--plain-http', from, 'content'], dir.path)
    const forms = ['--oci-format', 'bundle', '--oci-format', 'notary-cose']
    expect((await work.run(['sign', `oci://${from}`, '--key', 'release', ...forms])).code).toBe(0)
    await must(oras, ['cp', '-r', '--from-plain-http', '--to-plain-http', from, to], dir.path)
    const args = ['--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub', '--require', 'attestation']
    const ran = await work.run(['verify', `oci://${to}`, ...args, '--json'])
    expect(ran.code, ran.stdout).toBe(0)
  })
})
