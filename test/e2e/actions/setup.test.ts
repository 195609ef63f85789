import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { buildPe, CHECKOUT, osslsigncode, softHsmMissing } from '@chancery/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type JobResult, runAction } from './runner.ts'

describe.skipIf(softHsmMissing())('actions/setup, as a runner runs it', () => {
  let runner: string
  let workspace: string
  beforeEach(() => {
    runner = mkdtempSync(join(tmpdir(), 'chancery-runner-'))
    workspace = join(runner, 'work space')
    mkdirSync(workspace)
  })
  afterEach(() => rmSync(runner, { recursive: true }))

  const addon = join(CHECKOUT, 'node_modules/pkcs11js')

  function setup(
    inputs: Readonly<Record<string, string>>,
    job: Partial<Parameters<typeof runAction>[0]> = {},
  ): Promise<JobResult> {
    return runAction({ action: 'setup', workspace, inputs, runner, cached: false, ...job })
  }

  /** A `run:` step after it. */
  function shell(result: JobResult, script: string): { code: number | null; text: string } {
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', script], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        ...result.exported,
        HOME: runner,
        PATH: [...result.path, '/usr/bin', '/bin'].join(delimiter),
        CHANCERY_PIN: '',
      },
    })
    return { code: status, text: stdout + stderr }
  }

  test('without inputs the command line is on PATH and the addon where it and the other actions find it', async () => {
    mkdirSync(join(workspace, 'node_modules/pkcs11js/build/Release'), { recursive: true })
    for (const name of ['package.json', 'index.js', 'build/Release/pkcs11.node']) {
      writeFileSync(join(workspace, 'node_modules/pkcs11js', name), readFileSync(join(addon, name)))
    }
    const first = await setup({})
    expect(first.code, first.stdout).toBe(0)
    expect(first.stdout).toContain('pkcs11js from workspace')
    const version = shell(first, 'chancery --version')
    expect(version.text.trim()).toBe(first.outputs.version)
    expect(first.exported.CHANCERY_PKCS11JS).toBe(first.outputs.pkcs11js)
    expect(first.outputs.pkcs11js?.startsWith(join(runner, '_tool/chancery-pkcs11js'))).toBe(true)
    expect(readdirSync(join(first.outputs.pkcs11js ?? '', 'node_modules/pkcs11js')).sort()).toEqual([
      'build',
      'index.js',
      'package.json',
    ])
    expect(first.outputs).toMatchObject({ config: '', trust: '', 'attestation-key': '', failed: '0' })

    rmSync(join(workspace, 'node_modules'), { recursive: true })
    const second = await setup({})
    expect(second.stdout).toContain('pkcs11js from tool cache')
    expect(second.outputs.pkcs11js).toBe(first.outputs.pkcs11js)
    // With that addon, and nothing else of the checkout, a token is made.
    const init = shell(second, 'chancery init --dir made')
    expect(init.code, init.text).toBe(0)
  })

  test('a development token signs for this job alone: the end of the job removes it', async (context) => {
    const done = await setup({ 'development-token': 'true', pkcs11js: addon })
    expect(done.code, done.stdout).toBe(0)
    expect(done.exported.CHANCERY_CONFIG).toBe(done.outputs.config)
    writeFileSync(join(workspace, 'app.exe'), buildPe())
    const step = { workspace, runner, cached: false, env: done.exported }
    const signed = await runAction({
      action: 'sign',
      inputs: { files: 'app.exe', key: 'release', out: 'signed' },
      ...step,
    })
    expect(signed.code, signed.stdout).toBe(0)
    const require = 'timestamp\nattestation\nstrong'
    const verified = await runAction({ action: 'verify', inputs: { files: 'signed/**', require }, ...step })
    expect(verified.code, verified.stdout).toBe(0)
    const ca = readFileSync(done.outputs.trust ?? '', 'utf8')
    const verdict = await osslsigncode(context).verify(join(workspace, 'signed/app.exe'), { trust: ca })
    expect(verdict.accepted, verdict.text).toBe(true)
    const inspected = shell(done, 'chancery verify signed/app.exe')
    expect(inspected.code, inspected.text).toBe(0)
    const pin = readFileSync(join(dirname(done.outputs.config ?? ''), '.chancery/pin'), 'utf8').trim()
    for (const { shown } of [done, signed, verified]) expect(shown).not.toContain(pin)

    expect(Object.keys(done.state)).toEqual(['clean-up'])
    const post = await setup({}, { state: done.state })
    expect(post.code, post.stderr).toBe(0)
    expect(existsSync(done.outputs.config ?? '')).toBe(false)
    expect(existsSync(done.outputs.path ?? '')).toBe(false)
    expect(existsSync(done.outputs.pkcs11js ?? '')).toBe(true)
  })

  test('post removes nothing that is outside of the temporary folder', async () => {
    for (const folder of [workspace, join(runner, '_temp'), join(runner, '_temp/../work space'), '']) {
      const post = await setup({}, { state: { 'clean-up': folder } })
      expect(post.code, post.stderr).toBe(0)
    }
    expect(existsSync(workspace)).toBe(true)
    expect(existsSync(join(runner, '_temp'))).toBe(true)
  })

  test('takes an addon that was built elsewhere from an archive', async () => {
    const stage = join(runner, 'stage')
    const first = await setup({ pkcs11js: addon })
    mkdirSync(stage)
    spawnSync('tar', ['-czf', join(workspace, 'mirror.tgz'), '-C', first.outputs.pkcs11js ?? '', '.'])
    rmSync(join(runner, '_tool'), { recursive: true })
    const second = await setup({ pkcs11js: 'mirror.tgz' })
    expect(second.code, second.stdout).toBe(0)
    expect(second.stdout).toContain('pkcs11js from input')
    expect(
      readFileSync(join(second.outputs.pkcs11js ?? '', 'node_modules/pkcs11js/build/Release/pkcs11.node')),
    ).toEqual(readFileSync(join(realpathSync(addon), 'build/Release/pkcs11.node')))
  })

  test('compiles with npm what it finds nowhere, away from secrets, and says what is missing where that fails', async () => {
    const bin = join(runner, 'bin')
    mkdirSync(bin)
    const npm = (script: string): void => writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}`, { mode: 0o755 })
    const env = { PATH: `${bin}:/usr/bin:/bin`, CHANCERY_PIN: 'pin-canary', MY_API_TOKEN: 'token-canary' }
    npm(`env > '${join(runner, 'seen')}'\ncat package.json >> '${join(runner, 'seen')}'
mkdir -p node_modules/pkcs11js && cp -r '${addon}/.' node_modules/pkcs11js/`)
    const built = await setup({}, { env })
    expect(built.code, built.stdout).toBe(0)
    expect(built.stdout).toContain('pkcs11js from npm')
    const seen = readFileSync(join(runner, 'seen'), 'utf8')
    expect(seen).toContain('"pkcs11js":"2.1.7"')
    expect(seen).not.toMatch(/canary|CHANCERY_PIN|INPUT_|TOKEN/)

    rmSync(join(runner, '_tool'), { recursive: true })
    npm('echo "gyp ERR! find Python" >&2; exit 1')
    const failed = await setup({}, { env })
    expect(failed.code).toBe(1)
    expect(failed.errors.map(({ title }) => title)).toEqual(['PKCS11JS_BUILD_FAILED'])
    expect(failed.stdout).toContain('gyp ERR! find Python')
    npm('exit 0')
    expect((await setup({}, { env })).errors.map(({ title }) => title)).toEqual(['PKCS11JS_BUILD_FAILED'])
    rmSync(join(bin, 'npm'))
    const absent = await setup({}, { env: { ...env, PATH: bin } })
    expect(absent.errors.map(({ title }) => title)).toEqual(['PKCS11JS_BUILD_FAILED'])
    expect(existsSync(join(runner, '_tool'))).toBe(false)
    // Whoever only verifies needs none of it.
    expect((await setup({ pkcs11js: 'none' }, { env: { ...env, PATH: bin } })).code).toBe(0)
  })

  test.each([
    ['is not there', 'nothing.tgz'],
    ['is no archive', 'text.tgz'],
    ['is a folder of something else', 'other'],
    ['was built for another machine', 'foreign'],
  ])('refuses an addon that %s, and caches nothing', async (_, pkcs11js) => {
    writeFileSync(join(workspace, 'text.tgz'), 'text')
    mkdirSync(join(workspace, 'other'))
    mkdirSync(join(workspace, 'foreign/build/Release'), { recursive: true })
    for (const name of ['package.json', 'index.js']) {
      writeFileSync(join(workspace, 'foreign', name), readFileSync(join(addon, name)))
    }
    writeFileSync(join(workspace, 'foreign/build/Release/pkcs11.node'), 'MZ')
    const result = await setup({ pkcs11js })
    expect(result.code).toBe(1)
    expect(result.errors.map(({ title }) => title)).toEqual(['PKCS11JS_INVALID'])
    expect(existsSync(join(runner, '_tool'))).toBe(false)
  })
})
