/** docs/images-admission.md word by word, and examples/admission as they stand but for the registry's name and the key: what is signed is admitted, and nothing else. */
import { createPublicKey } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openRepository } from '@chancery/registry'
import {
  CHECKOUT,
  createCa,
  type SkipContext,
  softHsmMissing,
  startRegistry,
  type ToolResult,
  tempDir,
  testKey,
  tool,
} from '@chancery/testkit'
import { loadAll } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { keyOf, signIn } from '../../interop/images/signing.ts'
import { LONG_TESTS } from '../../long-tests.ts'
import { CHANCERY, workbench } from '../cli/workbench.ts'
import { blocksOf } from './pages.ts'

const PAGE = 'docs/images-admission.md'
const FOLDER = join(CHECKOUT, 'examples/admission')
const example = (name: string): string => readFileSync(join(FOLDER, name), 'utf8')
const commands = blocksOf(PAGE)
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text)

interface Host extends AsyncDisposable {
  at(name: string): string
  /** Puts a file of the examples there, with the name of this registry, this key and this authority. */
  place(name: string, at: string): string
  /** A command of the page, about `app`, `plain` (nobody signed it) or `foreign` (a stranger did). */
  sh(script: string, image?: string): Promise<ToolResult>
}

/** A token whose key has a certificate of a team's own authority, a registry, and programs under the names that the page has for them. */
async function openHost(context: SkipContext, programs: Readonly<Record<string, string>>): Promise<Host> {
  const registry = await startRegistry()
  const bench = await workbench()
  const tools = tempDir()
  const ca = await createCa({ name: 'Team' })
  const release = createPublicKey(bench.read('.chancery/release.pem'))
  const publicKey = Uint8Array.from(release.export({ type: 'spki', format: 'der' }))
  const { chainPem } = await ca.issue({ publicKey, subject: 'C=DE, ST=Berlin, O=Team, CN=Team Release' })
  writeFileSync(bench.at('.chancery/release.pem'), chainPem + ca.root.certificate.pem)
  chmodSync(tools.write('chancery', `#!/bin/sh\nexec '${process.execPath}' '${CHANCERY}' "$@"\n`), 0o755)
  for (const [name, program] of Object.entries(programs)) symlinkSync(tool(program, context).path, tools.at(name))

  for (const name of ['app', 'plain', 'foreign']) registry.push(`team/${name}`, '1', { content: name })
  const foreign = openRepository(`oci://${registry.host}/team/foreign`)
  const other = await createCa({ name: 'Stranger' })
  const stranger = await other.certify({ key: 'rsa3072' })
  for (const kind of ['bundle', 'cosign', 'notary-jws'] as const) {
    const key =
      kind === 'notary-jws'
        ? keyOf(stranger.key, [...stranger.chain, other.root.certificate.der])
        : keyOf(await testKey('p256', 'stranger'))
    await signIn(foreign, await foreign.resolve('1'), key, kind)
  }

  const here = (text: string): string =>
    text
      .replaceAll('registry.example.com', registry.host)
      .replaceAll('/etc/containers/keys/release.pub', bench.at('release.pub'))
      .replace(/^( *)RELEASE_PUBLIC_KEY$/gm, (_, indent: string) =>
        release.export({ type: 'spki', format: 'pem' }).toString().trim().replace(/^/gm, indent),
      )
      .replace(/^( *)CA_CERTIFICATE$/gm, (_, indent: string) => ca.root.certificate.pem.trim().replace(/^/gm, indent))
  const write = (at: string, text: string): string => {
    mkdirSync(dirname(bench.at(at)), { recursive: true })
    writeFileSync(bench.at(at), text)
    return bench.at(at)
  }
  write('config/notation/truststore/x509/ca/team/ca.pem', ca.root.certificate.pem)
  write('config/notation/truststore/x509/tsa/team/ca.pem', bench.read('.chancery/ca.pem').toString())
  const env = {
    PATH: `${tools.path}:${process.env.PATH}`,
    HOME: bench.path,
    XDG_CONFIG_HOME: bench.at('config'),
    SIGSTORE_NO_CACHE: '1',
  }
  return {
    at: (name) => bench.at(name),
    place: (name, at) => write(at, here(example(name))),
    async sh(script, image = 'app') {
      const local = here(script)
        .replaceAll('/team/app:1', `/team/${image}:1`)
        // This registry has no HTTPS.
        .replace(/^(skopeo .*copy)/m, '$1 --src-tls-verify=false')
        .replace(/^notation verify/m, 'notation verify --insecure-registry')
      return await tool('sh', context).run(['-euc', local], { cwd: bench.path, env })
    },
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]()
      bench[Symbol.dispose]()
      tools[Symbol.dispose]()
    },
  }
}

async function admitsOnlySigned(host: Host, script: string): Promise<void> {
  const admitted = await host.sh(script)
  expect(admitted.code, admitted.text).toBe(0)
  for (const image of ['plain', 'foreign']) expect((await host.sh(script, image)).code, image).not.toBe(0)
}

describe.skipIf(softHsmMissing())(PAGE, () => {
  test('its commands sign, and cosign, skopeo and notation admit what is signed', async (context) => {
    const programs = { skopeo: 'skopeo-current', cosign: 'cosign', notation: 'notation' }
    await using host = await openHost(context, programs)
    host.place('containers/policy.json', 'policy.json')
    host.place('containers/registries.d/team.yaml', 'registries.d/team.yaml')
    host.place('notation/trustpolicy.json', 'config/notation/trustpolicy.json')
    // The policy is for one repository: the others are to be refused for their signatures, not for their names.
    const policy = JSON.parse(readFileSync(host.at('config/notation/trustpolicy.json'), 'utf8'))
    const [scope] = policy.trustPolicies[0].registryScopes
    policy.trustPolicies[0].registryScopes.push(...['plain', 'foreign'].map((one) => scope.replace(/app$/, one)))
    writeFileSync(host.at('config/notation/trustpolicy.json'), JSON.stringify(policy))

    const [sign, key, skopeo, notation, ...others] = commands as [string, string, string, string]
    expect(others).toEqual([])
    await expect(host.sh(notation)).resolves.not.toMatchObject({ code: 0 })
    expect(await host.sh(sign)).toMatchObject({ code: 0 })
    await admitsOnlySigned(host, key)
    await admitsOnlySigned(host, skopeo)
    await admitsOnlySigned(host, notation)
  })

  test("policy-controller's engine admits what is signed", async (context) => {
    await using host = await openHost(context, { 'policy-tester': 'policy-tester' })
    const policy = host.place('policy-controller.yaml', 'policy-controller.yaml')
    expect(await host.sh(commands[0] as string)).toMatchObject({ code: 0 })
    await admitsOnlySigned(host, `policy-tester --policy ${policy} --image registry.example.com/team/app:1`)
  })

  if (LONG_TESTS) testKyverno()
})

function testKyverno(): void {
  test.for(['team-release-key', 'team-release-certificate'])(
    "Kyverno's engine admits by %s what is signed",
    async (name, context) => {
      await using host = await openHost(context, { kyverno: 'kyverno' })
      const file = host.place('kyverno.yaml', 'kyverno.yaml')
      const one = readFileSync(file, 'utf8')
        .split(/^---$/m)
        .find((text) => text.includes(`name: ${name}\n`))
      writeFileSync(file, one ?? '')
      const spec = { containers: [{ name: 'app', image: 'registry.example.com/team/app:1' }] }
      const pod = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec })
      expect(await host.sh(commands[0] as string)).toMatchObject({ code: 0 })
      await admitsOnlySigned(host, `echo '${pod}' > pod.json; kyverno apply ${file} --resource pod.json --registry`)
    },
  )
}

/** Members by their path, `[]` for those of lists. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, one]) => pathsOf(one, `${path}.${name}`))
}

/** Of kyverno.io/v1 (its CustomResourceDefinition, August 2026): what verifyImages has of what the examples use. */
const KYVERNO = [
  ...['type', 'imageReferences[]', 'failureAction', 'mutateDigest', 'verifyDigest', 'required', 'attestors[].count'],
  ...['publicKeys', 'signatureAlgorithm', 'rekor.ignoreTlog', 'rekor.url', 'ctlog.ignoreSCT'].map(
    (name) => `attestors[].entries[].keys.${name}`,
  ),
  'attestors[].entries[].certificates.cert',
]

test("Kyverno's policies enforce, and say nothing that Kyverno does not know", () => {
  const policies = loadAll(example('kyverno.yaml')) as {
    readonly apiVersion: string
    readonly kind: string
    readonly spec: { readonly rules: readonly { readonly verifyImages: readonly Record<string, unknown>[] }[] }
  }[]
  expect(policies).toHaveLength(2)
  const used = new Set<string>()
  for (const { apiVersion, kind, spec } of policies) {
    expect([apiVersion, kind]).toEqual(['kyverno.io/v1', 'ClusterPolicy'])
    expect(spec).toMatchObject({ background: false, webhookConfiguration: { failurePolicy: 'Fail' } })
    for (const { verifyImages } of spec.rules) {
      for (const image of verifyImages) {
        expect(image).toMatchObject({ failureAction: 'Enforce', required: true, verifyDigest: true })
        for (const path of pathsOf(image)) used.add(path.slice(1))
      }
    }
  }
  expect([...used].sort()).toEqual([...KYVERNO].sort())
})

test('every example is one that is tried, and on the page', () => {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(FOLDER.length + 1))
  expect(files.sort()).toEqual([
    'containers/policy.json',
    'containers/registries.d/team.yaml',
    'kyverno.yaml',
    'notation/trustpolicy.json',
    'policy-controller.yaml',
  ])
  const page = readFileSync(join(CHECKOUT, PAGE), 'utf8')
  for (const name of files) expect(page).toContain(`examples/admission/${name}`)
})
