import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPe, CHECKOUT, createCa, osslsigncode, softHsmMissing, startTsa, tool, writePe } from '@chancery/testkit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addKey } from '../cli/more-keys.ts'
import { type JobResult, runAction } from './runner.ts'
import { buildOutputs, CLI, createWorkspace, type Workspace } from './workspace.ts'

interface Report {
  readonly files: readonly {
    readonly path: string
    readonly out: string
    readonly key: string
    readonly digest: { readonly after: { readonly sha256: string } }
  }[]
  readonly failed: readonly { readonly path: string | null; readonly code: string }[]
}

const ajv = new Ajv2020({ strict: false })
const matchesSchema = ajv.compile(
  JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema/sign.v1.json'), 'utf8')) as object,
)

describe.skipIf(softHsmMissing())('actions/sign, as a runner runs it', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
  })
  afterAll(() => workspace[Symbol.dispose]())

  function sign(
    inputs: Readonly<Record<string, string>>,
    job: Partial<Parameters<typeof runAction>[0]> = {},
  ): Promise<JobResult> {
    const { env, ...rest } = job
    return runAction({
      action: 'sign',
      workspace: workspace.path,
      inputs: { key: 'release', ...inputs },
      env: { CHANCERY_PIN: workspace.pin, ...env },
      ...rest,
    })
  }

  /** Nothing that is shown or kept holds the PIN, and it is masked before the first other line. */
  function assertPinHidden(result: JobResult): void {
    expect(result.masks[0]).toBe(workspace.pin)
    expect(result.stdout.split('\n').findIndex((line) => !line.startsWith('::add-mask::'))).toBe(result.masks.length)
    expect(result.shown).not.toContain(workspace.pin)
    expect(result.shown).not.toContain(Buffer.from(workspace.pin).toString('base64'))
  }

  function reportOf(result: JobResult): Report {
    const report: unknown = JSON.parse(result.outputs.result ?? 'null')
    expect(matchesSchema(report), ajv.errorsText(matchesSchema.errors)).toBe(true)
    return report as Report
  }

  function codesOf(result: JobResult): readonly string[] {
    return reportOf(result).failed.map(({ code }) => code)
  }

  test('signs files of mixed formats, and says so in outputs, log and summary', async (context) => {
    const result = await sign({ files: 'dist/**\n!**/*.map', out: 'signed', format: 'blob' })
    const report = reportOf(result)
    expect(result.stderr).toBe('')
    expect(result.code, result.stdout).toBe(0)
    expect(report.files).toHaveLength(4)
    expect(report.failed).toEqual([])
    expect(result.outputs.failed).toBe('0')
    expect(result.outputs.signed?.split('\n')).toEqual(report.files.map(({ out }) => out))
    for (const path of result.outputs.bundles?.split('\n') ?? []) expect(existsSync(workspace.at(path))).toBe(true)
    const lines = report.files.map(({ out, digest }) => `${digest.after.sha256}  ${out}\n`).sort()
    expect(result.outputs.digest).toBe(createHash('sha256').update(lines.join('')).digest('hex'))
    for (const { out, digest } of report.files) {
      expect(createHash('sha256').update(workspace.read(out)).digest('hex')).toBe(digest.after.sha256)
    }
    const verdict = await osslsigncode(context).verify(workspace.at('signed/app.exe'), { trust: workspace.ca })
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
    expect(result.summary).toContain('### Signed 4 files')
    expect(result.summary).toMatch(
      /\| signed\/app\.exe \| authenticode-pe \|.*CN=Chancery Development Release.*CN=Chancery Development TSA/,
    )
    expect(result.errors).toEqual([])
    assertPinHidden(result)
  })

  test('the verify commands of the summary work as they are', async (context) => {
    const result = await sign({ files: 'dist/app.exe\ndist/tool.sh', out: "it's $HOME" })
    expect(result.code).toBe(0)
    const commands = /```sh\n([\s\S]*?)```/.exec(result.summary)?.[1] ?? ''
    expect(commands.match(/^chancery verify /gm)).toHaveLength(2)
    const bash = tool('bash', context)
    const shim = `chancery() { "${process.execPath}" "${CLI}" "$@"; }\nset -eu\n`
    const done = await bash.run(['-c', shim + commands], { cwd: workspace.path })
    expect(done.code, done.text).toBe(0)
    workspace.write("it's $HOME/app.exe", buildPe())
    expect((await bash.run(['-c', shim + commands], { cwd: workspace.path })).code).toBe(1)
  })

  test('signs each file with the key that is for it, and its verify commands hold for all of them', async (context) => {
    await addKey({ at: workspace.at, chancery: async (...args) => workspace.chancery(...args) }, 'installer')
    const inputs = {
      files: 'dist/**',
      out: 'keyed',
      format: 'blob',
      'key-for': '**/*.exe=installer\ndist/lib=installer',
    }
    const result = await sign(inputs)
    expect(result.code, result.stdout).toBe(0)
    expect(reportOf(result).files.map(({ path, key }) => [path, key])).toEqual([
      ['dist/app.exe', 'installer'],
      ['dist/data.bin', 'release'],
      ['dist/lib/app.jar', 'installer'],
      ['dist/tool.sh', 'release'],
    ])
    expect(result.stdout).toContain('::group::Signing with release, installer\n')
    const commands = /```sh\n([\s\S]*?)```/.exec(result.summary)?.[1] ?? ''
    for (const subject of ['CN=installer', 'CN=Chancery Development Release']) expect(commands).toContain(subject)
    const bash = tool('bash', context)
    const shim = `chancery() { "${process.execPath}" "${CLI}" "$@"; }\nset -eu\n`
    const done = await bash.run(['-c', shim + commands], { cwd: workspace.path })
    expect(done.code, done.text).toBe(0)
    const only = await sign({ ...inputs, key: '', out: 'keyless' })
    expect(only.errors.map(({ title }) => title)).toEqual(['KEY_NOT_GIVEN'])
    const misspelt = await sign({ ...inputs, 'key-for': '**/*.eex=installer', out: 'keyless' })
    expect(misspelt.errors.map(({ title }) => title)).toEqual(['KEY_RULE_UNUSED'])
    expect(existsSync(workspace.at('keyless'))).toBe(false)
  })

  test('without trust in chancery.yaml the commands name the CA that the reader has to have', async (context) => {
    workspace.write(
      'untrusting.yaml',
      workspace
        .read('chancery.yaml')
        .toString()
        .replace(/^trust: .*\n/m, ''),
    )
    workspace.write('ca.pem', workspace.ca)
    const result = await sign({ files: 'dist/app.exe', out: 'untrusting', config: 'untrusting.yaml', attest: 'false' })
    const commands = /```sh\n([\s\S]*?)```/.exec(result.summary)?.[1] ?? ''
    expect(commands).toContain('chancery verify untrusting/app.exe --trust ca.pem')
    const bash = tool('bash', context)
    const done = await bash.run(['-c', `chancery() { "${process.execPath}" "${CLI}" "$@"; }\n${commands}`], {
      cwd: workspace.path,
    })
    expect(done.code, done.text).toBe(0)
  })

  test('a file that cannot be signed is annotated, and the others are signed', async () => {
    workspace.write('mixed/good.exe', buildPe())
    workspace.write('mixed/bad, 100%.exe', buildPe().subarray(0, 300))
    workspace.write('mixed/unknown.bin', 'no known kind')
    const result = await sign({ files: 'mixed/*', out: 'mixed-signed' })
    expect(result.code).toBe(1)
    expect(result.outputs.failed).toBe('2')
    expect(result.outputs.signed).toBe('mixed-signed/good.exe')
    const { failed } = reportOf(result)
    expect(failed.map(({ path }) => path)).toEqual(['mixed/bad, 100%.exe', 'mixed/unknown.bin'])
    expect(failed[1]?.code).toBe('FORMAT_NOT_RECOGNISED')
    expect(result.errors.map(({ file, title }) => [file, title])).toEqual(failed.map(({ path, code }) => [path, code]))
    expect(result.summary).toContain('### Signed 1 of 3 files')
    expect(result.summary).toContain('#### Failed')
    expect(existsSync(workspace.at('mixed-signed/bad, 100%.exe'))).toBe(false)
    assertPinHidden(result)
  })

  test.each([
    ['nothing matched', { files: 'dist/**/*.msi', out: 'none' }, 'NOTHING_MATCHED'],
    ['no files were given', { files: ' \n ', out: 'none' }, 'OPTION_INVALID'],
    ['a boolean is misspelt', { files: 'dist/app.exe', out: 'none', append: 'yes' }, 'OPTION_INVALID'],
    ['an input that guards is misspelt', { files: 'dist/app.exe', out: 'none', dryrun: 'true' }, 'OPTION_INVALID'],
    ['a choice is none', { files: 'dist/app.exe', out: 'none', digest: 'sha1' }, 'OPTION_INVALID'],
    ['there is no place to write to', { files: 'dist/app.exe' }, 'OUTPUT_NOT_GIVEN'],
    ['the key is unknown', { files: 'dist/app.exe', out: 'none', key: 'relase' }, 'KEY_UNKNOWN'],
  ])('where %s, the step fails and writes nothing', async (_, inputs, code) => {
    const result = await sign(inputs)
    expect(result.code).toBe(1)
    expect(codesOf(result)).toEqual([code])
    expect(result.outputs.failed).toBe('1')
    expect(result.errors).toEqual([expect.objectContaining({ file: null, title: code })])
    expect(result.summary).toContain(code.replaceAll('_', '\\_'))
    expect(existsSync(workspace.at('none'))).toBe(false)
    assertPinHidden(result)
  })

  test('a wrong PIN fails the step, and is as secret as a right one', async () => {
    const result = await sign({ files: 'dist/app.exe', out: 'none' }, { env: { CHANCERY_PIN: 'wrong-pin-canary' } })
    expect(result.code).toBe(1)
    expect(codesOf(result)).toEqual(['PIN_INCORRECT'])
    expect(result.masks[0]).toBe('wrong-pin-canary')
    expect(result.shown).not.toContain('wrong-pin-canary')
  })

  test('a PIN in a variable that chancery.yaml names is masked too', async () => {
    workspace.write(
      'named.yaml',
      workspace
        .read('chancery.yaml')
        .toString()
        .replace(/^( *)(softhsm: .*)$/gm, '$1$2\n$1pin: { env: HSM_PIN }'),
    )
    const env = { CHANCERY_PIN: '', HSM_PIN: workspace.pin }
    const result = await sign({ files: 'dist/app.exe', out: 'named', config: 'named.yaml' }, { env })
    expect(result.code, result.stdout).toBe(0)
    assertPinHidden(result)
  })

  test('pkcs11js comes from where it is: named, in the workspace, or nowhere', async () => {
    const inputs = { files: 'dist/app.exe', out: 'addon' }
    const named = { CHANCERY_PKCS11JS: join(CHECKOUT, 'node_modules/pkcs11js') }
    expect((await sign(inputs, { cached: false, env: named })).code).toBe(0)
    const nowhere = await sign({ ...inputs, out: 'none' }, { cached: false })
    expect(nowhere.code).toBe(1)
    expect(codesOf(nowhere)).toEqual(['PKCS11JS_MISSING'])
  })

  test('names of files command neither the runner nor the reader', async () => {
    const name = 'x\n::stop-commands::t\n##[error]<b>&|`*_[a](http://e.test)@octocat.exe'
    workspace.write('hostile/##[group]ok.exe', buildPe())
    workspace.write(`hostile/${name.replaceAll('/', '∕')}`, buildPe())
    const result = await sign({ files: 'hostile/*', out: 'hostile-signed' })
    expect(result.code, result.stdout).toBe(0)
    expect(result.stdout).not.toMatch(/^::stop-commands/m)
    expect(result.stdout).not.toContain('##[')
    expect(result.outputs.signed?.split('\n')).toHaveLength(2)
    const [text = '', code = ''] = result.summary.split('```sh')
    expect(text).not.toMatch(/<b>|@octocat|##\[/)
    expect(code).toContain("$'hostile-signed/x\\x0a::stop-commands")
    const table = text.split('\n').filter((line) => line.startsWith('|'))
    for (const line of table) expect(line.match(/(?<!\\)\|/g)).toHaveLength(8)
  })

  test('a file large enough for the hashing threads is signed by the bundle', async (context) => {
    await writePe(workspace.at('large.exe'), { size: 48 * 1024 * 1024 })
    const result = await sign({ files: 'large.exe', 'in-place': 'true' })
    expect(result.code, result.stdout).toBe(0)
    const verdict = await osslsigncode(context).verify(workspace.at('large.exe'), { trust: workspace.ca })
    expect(verdict.accepted, verdict.text).toBe(true)
  })

  test('a dry run signs nothing and says so', async () => {
    const result = await sign({ files: 'dist/app.exe', out: 'dry', 'dry-run': 'TRUE' })
    expect(result.code, result.stdout).toBe(0)
    expect(result.outputs).toMatchObject({ signed: '', bundles: '', digest: '', failed: '0' })
    expect(result.summary).toContain('Dry run: 1 file could be signed')
    expect(existsSync(workspace.at('dry'))).toBe(false)
  })

  test('a cancelled job leaves nothing half-written', async () => {
    const ca = await createCa()
    await using tsa = await startTsa({ ca, fault: 'hang' })
    const result = await sign(
      { files: 'dist/app.exe', out: 'cancelled', 'timestamp-urls': tsa.url },
      {
        onStart: (child) => {
          const timer = setInterval(() => {
            if (tsa.requests === 0) return
            clearInterval(timer)
            child.kill('SIGINT')
          }, 20)
        },
      },
    )
    expect(result.code).toBe(1)
    expect(codesOf(result)).toEqual(['ABORTED'])
    expect(existsSync(workspace.at('cancelled')) ? readdirSync(workspace.at('cancelled')) : []).toEqual([])
  })
})
