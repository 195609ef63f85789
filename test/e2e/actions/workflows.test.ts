/** This project's own workflows and its release, judged by actionlint and by what we ask of others. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CHECKOUT, softHsmMissing, tool } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { runAction } from './runner.ts'
import { createWorkspace } from './workspace.ts'

const FOLDER = join(CHECKOUT, '.github/workflows')
const CONFIG = join(CHECKOUT, '.github/actionlint.yaml')
const WORKFLOWS = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const)

describe('workflows', () => {
  test('are as actionlint wants them', async (context) => {
    const actionlint = tool('actionlint', context)
    expect(WORKFLOWS.length).toBeGreaterThan(2)
    const files = WORKFLOWS.map(([name]) => join(FOLDER, name))
    const { code, text } = await actionlint.run(['-config-file', CONFIG, ...files], { cwd: CHECKOUT })
    expect(code, text).toBe(0)
  })

  test.each(WORKFLOWS)('%s pins what is not ours by commit, and asks for no permission at the top', (_, text) => {
    const uses = [...text.matchAll(/uses: (\S+)(.*)$/gm)]
    expect(uses.length).toBeGreaterThan(0)
    for (const [, what, comment] of uses) {
      if (what?.startsWith('./')) continue
      expect(what).toMatch(/@[0-9a-f]{40}$/)
      expect(comment).toMatch(/ # v\d+\.\d+\.\d+$/)
    }
    expect(text).toMatch(/^permissions: \{\}$/m)
    const jobs = text.match(/^ {2}[\w-]+:$/gm)?.length ?? 0
    expect(text.match(/^ {4}permissions:$/gm)?.length).toBeLessThanOrEqual(jobs)
    expect(text.match(/^ {4}permissions:$/gm)?.length).toBe(text.match(/^ {4}(runs-on):/gm)?.length)
    for (const checkout of text.matchAll(/uses: actions\/checkout@[^\n]*\n([^\n]*\n[^\n]*)/g)) {
      expect(checkout[1]).toContain('persist-credentials: false')
    }
  })
})

describe.skipIf(softHsmMissing())("this project's own release", () => {
  test('is one that its release action makes', async () => {
    using workspace = createWorkspace()
    const manifest = readFileSync(join(CHECKOUT, 'release.yaml'), 'utf8')
    workspace.write('release.yaml', manifest)
    const published = readdirSync(join(CHECKOUT, 'packages'))
      .map((name) => JSON.parse(readFileSync(join(CHECKOUT, 'packages', name, 'package.json'), 'utf8')))
      .filter((one: { private?: boolean }) => !one.private)
      .map(({ name }: { name: string }) => `packages/${name.replace('@', '').replace('/', '-')}-0.1.0.tgz`)
    const workflow = readFileSync(join(FOLDER, 'release.yml'), 'utf8')
    const platforms = [...workflow.matchAll(/platform: ([\w-]+) \}/g)].map(([, name]) => name)
    const built = [...published, ...platforms.map((name) => `addons/pkcs11js-${name}.tar.gz`), 'chancery-steps.tar.gz']
    for (const path of built) workspace.write(`.build/release/${path}`, `stands for ${path}`)
    workspace.write('.build/sbom.cdx.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    const result = await runAction({
      action: 'release',
      workspace: workspace.path,
      inputs: { 'version-name': 'v0.1.0' },
      env: { CHANCERY_PIN: workspace.pin },
    })
    expect(result.code, result.stdout).toBe(0)
    expect(result.outputs.signed?.split('\n')).toHaveLength(built.length)
    expect(dirname(result.outputs.checksums ?? '')).toBe('.build/signed')
    const verified = await runAction({
      action: 'verify',
      workspace: workspace.path,
      inputs: { files: '.build/signed/**', require: 'timestamp\nattestation\nstrong' },
    })
    expect(verified.code, verified.stdout).toBe(0)
  })
})
