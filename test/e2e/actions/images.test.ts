/** Images in the actions, through the bundles: named beside files or instead of them, their digests as outputs, and the command in the summary. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import {
  CHECKOUT,
  type SkipContext,
  softHsmMissing,
  startRegistry,
  type TestRegistry,
  type ToolResult,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Job, type JobResult, runAction } from './runner.ts'
import { buildOutputs, CLI, createWorkspace, type Workspace } from './workspace.ts'

const POLICY = `policy: https://example.com/policies/images/1
verifier: https://verify.example.com
resource: oci://registry.example.com/{name}@sha256:{sha256}
formats: [oci-bundle, script]
require: [attestation]
`

describe.skipIf(softHsmMissing())('images in the actions', () => {
  let workspace: Workspace
  let registry: TestRegistry
  beforeAll(async () => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
    mkdirSync(workspace.at('bin'))
    symlinkSync(CLI, workspace.at('bin/chancery'))
    registry = await startRegistry()
  })
  afterAll(async () => {
    await registry[Symbol.asyncDispose]()
    workspace[Symbol.dispose]()
  })

  const at = (name: string): string => `${registry.host}/team/${name}`
  const push = (name: string, kind: 'oci' | 'index' = 'oci'): string =>
    `${at(name)}@${registry.push(`team/${name}`, '1', { kind }).digest}`

  function run(action: Job['action'], inputs: Job['inputs']): Promise<JobResult> {
    return runAction({ action, workspace: workspace.path, inputs, env: { CHANCERY_PIN: workspace.pin } })
  }

  const codesOf = ({ errors }: JobResult): readonly string[] => errors.map(({ title }) => title)

  /** What a reader pastes from the summary. */
  const commandsOf = ({ summary }: JobResult): string => /\n```sh\n([\s\S]+?)\n```\n/.exec(summary)?.[1] ?? ''

  function paste(commands: string, context: SkipContext): Promise<ToolResult> {
    const path = [workspace.at('bin'), join(CHECKOUT, 'node_modules/.bin'), process.env.PATH].join(delimiter)
    return tool('sh', context).run(['-e', '-c', commands], { cwd: workspace.path, env: { PATH: path } })
  }

  test('a policy judges images beside files, and its verdicts are left for others', async () => {
    workspace.write('images-policy.yaml', POLICY)
    const [image, bare] = [push('judged'), push('bare', 'index')]
    const signed = await run('sign', { images: image, files: 'dist/tool.sh', key: 'release', out: 'judged' })
    expect(signed.code, signed.stdout).toBe(0)
    const gate = { policy: 'images-policy.yaml', vsa: 'verdicts/' }
    const verified = await run('verify', { ...gate, images: image, files: 'judged/tool.sh' })
    expect(verified.code, verified.stdout).toBe(0)
    expect(verified.outputs['image-digests']).toBe(image)
    const { files } = JSON.parse(verified.outputs.result ?? '')
    expect(files.map((file: { policy?: { result: string } }) => file.policy?.result)).toEqual(['PASSED', 'PASSED'])
    for (const { vsa } of files) expect(existsSync(workspace.at(vsa))).toBe(true)

    const refused = await run('verify', { ...gate, images: bare })
    expect([refused.code, codesOf(refused)]).toEqual([1, ['NOT_SIGNED']])
    const conflict = await run('verify', { ...gate, images: image, 'oci-format': 'bundle' })
    expect(codesOf(conflict)).toEqual(['OPTIONS_CONFLICT'])
  })

  test('what is signed is what the tag stood for: the digest is the output, and verifies', async (context) => {
    const [one, two] = [push('one'), push('two', 'index')]
    const signed = await run('sign', {
      images: `${at('one')}:1\noci://${at('two')}:1`,
      key: 'release',
      'oci-format': 'bundle\ncosign',
      recursive: 'true',
    })
    expect(signed.code, signed.stdout).toBe(0)
    expect(signed.outputs['image-digests']).toBe(`${one}\n${two}`)
    expect(signed.outputs.signed?.split('\n')).toEqual(expect.arrayContaining([`oci://${one}`, `oci://${two}`]))
    expect(signed.summary).toContain('### Signed 2 images')
    expect(signed.summary).toContain(one.replace('@', '&#64;'))
    const commands = commandsOf(signed)
    expect(commands).toContain(`chancery verify oci://${one}\n`)
    const { code, text } = await paste(commands, context)
    expect(code, text).toBe(0)

    registry.push('team/one', '1', { kind: 'index' })
    const images = signed.outputs['image-digests'] as string
    const verified = await run('verify', { images, require: 'timestamp\nattestation', junit: 'verify.xml' })
    expect(verified.code, verified.stdout).toBe(0)
    expect(verified.outputs['image-digests']).toBe(images)
    expect(verified.summary).toContain('### Verified 2 of 2 images')
    expect(verified.summary).toMatch(/oci-bundle; oci-cosign \| key SHA256:[\w+/]{43} \|/)

    const moved = await run('verify', { images: `${at('one')}:1\n${at('two')}:1` })
    expect([moved.code, codesOf(moved), moved.outputs.failed]).toEqual([1, ['NOT_SIGNED'], '1'])
    expect(moved.outputs['image-digests']).toBe(two)
    expect(moved.errors[0]).toMatchObject({ file: null, message: expect.stringContaining(`oci://${at('one')}:1: `) })
  })

  test('by another key than the trusted one it is refused', async () => {
    push('stranger')
    const images = `${at('stranger')}:1`
    expect((await run('sign', { images, key: 'attestation', 'no-timestamp': 'true', attest: 'false' })).code).toBe(0)
    const refused = await run('verify', { images, trust: '.chancery/release.pub' })
    expect([refused.code, codesOf(refused)]).toEqual([1, ['BUNDLE_KEY_UNTRUSTED']])
    expect(refused.outputs['image-digests']).toBe('')
  })

  test('files and images go together; an image that fails leaves the files alone', async () => {
    const mixed = push('mixed')
    const result = await run('sign', {
      files: 'dist/app.exe',
      images: `${at('mixed')}:1\n${at('none')}:1`,
      key: 'release',
      out: 'out',
    })
    expect([result.code, codesOf(result)]).toEqual([1, ['IMAGE_NOT_FOUND']])
    expect(result.outputs['image-digests']).toBe(mixed)
    expect(result.outputs.signed).toBe(`out/app.exe\noci://${mixed}`)
    expect(result.summary).toContain('### Signed 2 of 3 files and images')
  })

  test('a statement is about the digest, and attached to it', async () => {
    const image = push('attested')
    workspace.write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    const attested = await run('attest', { images: `${at('attested')}:1`, sbom: 'bom.json' })
    expect(attested.code, attested.stdout).toBe(0)
    expect(attested.outputs['image-digests']).toBe(image)
    expect(attested.outputs.bundles).toMatch(new RegExp(`^oci://${at('attested')}@sha256:[0-9a-f]{64}$`))
  })

  test('a release has them by their digest, and commands that verify them', async (context) => {
    const image = push('released')
    workspace.write('built/data.bin', 'data')
    workspace.write(
      'release.yaml',
      `name: acme\nversion: "1"\ninput: built\nkey: release\nfiles: [{ paths: "*", format: blob }]\nimages: [{ reference: "${at('released')}:{version}" }]\n`,
    )
    const released = await run('release', {})
    expect(released.code, released.stdout).toBe(0)
    expect(released.outputs['image-digests']).toBe(image)
    expect(released.summary).toContain('### Released acme 1: 1 file and 1 image')
    expect(released.summary).toMatch(
      /released&#64;sha256:[0-9a-f]{64} \| signed \| oci-bundle \| [0-9a-f]{64} \| key release \|/,
    )
    const commands = commandsOf(released)
    expect(commands).toContain(`chancery verify oci://${image} --require attestation`)
    const { code, text } = await paste(commands, context)
    expect(code, text).toBe(0)
    const plan = await run('release', { 'dry-run': 'true' })
    expect([plan.outputs['image-digests'], plan.summary]).toEqual([
      '',
      expect.stringContaining('to be kept | oci-bundle'),
    ])
  })

  test.each(['sign', 'verify'] as const)('%s wants files or images, and says so', async (action) => {
    const result = await run(action, { config: 'chancery.yaml' })
    expect([result.code, codesOf(result)]).toEqual([1, ['OPTION_INVALID']])
    expect(result.errors[0]?.message).toContain('files, images: neither is given')
  })

  test('what is no reference is refused', async () => {
    const result = await run('sign', { images: './an image', key: 'release' })
    expect([result.code, codesOf(result)]).toEqual([1, ['REFERENCE_INVALID']])
  })
})
