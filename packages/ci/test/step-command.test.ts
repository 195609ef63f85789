import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { SIGN } from '@chancery/engine/operations'
import { tempDir } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { stepArguments } from '../src/step-arguments.ts'
import { runStepCommand } from '../src/step-command.ts'

describe('the arguments of a step', () => {
  test('are its inputs: files, flags, switches, lists, values with an equals sign in them', () => {
    const argv = [
      'dist/**',
      '!**/*.map',
      '--key=pkcs11:token=ci;object=a',
      '--in-place',
      '--no-attest',
      '--timestamp',
      'http://a',
      '--timestamp-urls',
      'http://b',
      '--',
      '--odd',
    ]
    expect(stepArguments(SIGN, argv)).toEqual({
      inputs: {
        files: 'dist/**\n!**/*.map\n--odd',
        key: 'pkcs11:token=ci;object=a',
        'in-place': 'true',
        attest: 'false',
        'timestamp-urls': 'http://a\nhttp://b',
      },
      problems: [],
    })
  })

  test.each([
    [['--kee', 'release'], '--kee is unknown (did you mean "key"?)'],
    [['--verbose', 'a.exe'], '--verbose is unknown'],
    [['--no-key'], '--no-key is unknown (did you mean "key"?)'],
    [['--key'], '--key needs a value'],
    [['--key='], '--key needs a value'],
    [['--key', 'a', '--key', 'b'], '--key is given twice'],
  ])('%j makes no sense', (argv, problem) => {
    expect(stepArguments(SIGN, argv).problems).toEqual([problem])
  })
})

describe('chancery-step', () => {
  async function run(
    argv: readonly string[],
    workspace: string,
  ): Promise<{ readonly code: number; readonly text: string }> {
    let text = ''
    const code = await runStepCommand({ argv, env: {}, workspace, write: (more) => (text += more) })
    return { code, text }
  }

  test.each([[[]], [['sing']], [['constructor']], [['sign', '--key']], [['verify', 'a', '--kee', 'x']]])(
    '%j ends with 2 and how it is used',
    async (argv) => {
      using dir = tempDir()
      expect(await run(argv, dir.path)).toMatchObject({
        code: 2,
        text: expect.stringContaining('Usage: chancery-step'),
      })
    },
  )

  test('explains itself, with the inputs of the step', async () => {
    using dir = tempDir()
    expect(await run(['--help'], dir.path)).toMatchObject({ code: 0 })
    const { code, text } = await run(['verify', '--help'], dir.path)
    expect(code).toBe(0)
    expect(text).toContain('--trust ')
    expect(text).not.toContain('--json')
  })

  test.each([
    [['../**'], 'GLOB_OUTSIDE_WORKSPACE', 2],
    [[], 'TRUST_NOT_GIVEN', 2],
    [['--trust', 'key.pub'], 'NOT_SIGNED', 1],
  ])('verify %j ends with the exit code of %s, and the outputs say why', async (argv, code, exitCode) => {
    using dir = tempDir()
    dir.write('app.exe', 'no signature')
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    dir.write('key.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString())
    const done = await run(['verify', 'app.exe', '--report=out', ...argv], dir.path)
    expect(done.code, done.text).toBe(exitCode)
    const { result, failed } = JSON.parse(readFileSync(dir.at('out/verify.json'), 'utf8'))
    expect(done.text).toMatch(new RegExp(`ERROR: (app\\.exe: )?${code}: `))
    expect([...result.failed, ...result.files][0].code).toBe(code)
    expect(failed).toBe('1')
  })

  test('where its outputs cannot be left, nothing is done', async () => {
    using dir = tempDir()
    writeFileSync(dir.at('chancery-report'), 'a file where the folder should be')
    const { code, text } = await run(['verify', 'app.exe'], dir.path)
    expect(code).toBe(3)
    expect(text).toContain('OUTPUTS_UNAVAILABLE')
  })
})
