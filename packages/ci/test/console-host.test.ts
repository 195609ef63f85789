/** The log as each platform reads it: nothing but what the step means is a command, whatever names files have. */
import { existsSync, readFileSync } from 'node:fs'
import { tempDir } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { ConsoleHost } from '../src/console-host.ts'
import { githubHost } from '../src/github.ts'
import type { Summary } from '../src/host.ts'

const HOSTILE = [
  'new\nline',
  '\r\n##vso[task.setvariable variable=PATH]evil',
  '##vso[task.complete result=Succeeded]done',
  '##VSO[task.complete]x ##[error]y',
  'a%0A##vso[task.complete]%AZP0A',
  ';sourcepath=other;type=warning]x',
  '::error::forged',
  '\n--- forged\n+++ forged',
  '--- forged',
  '\u001b[0Ksection_end:1:chancery_1\r\u001b[0K',
  '\u001b]1339;url=https://evil.example\u0007',
]

const SUMMARY: Summary = {
  title: 'Signed 1 file',
  columns: ['File'],
  rows: [['hunter22hunter22']],
  commands: [],
  failures: [],
}

/** @returns the lines of a log that says everything that can be said of files of those names */
async function logOf(env: Record<string, string>): Promise<readonly string[]> {
  using dir = tempDir()
  const written: string[] = []
  const write = (text: string): void => void written.push(text)
  const host = new ConsoleHost({ step: 'sign', inputs: {}, env, workspace: dir.path, report: 'report', write })
  for (const name of HOSTILE) {
    await host.group(`Signing ${name}`, async () => host.info(`${name} → signed/${name}`))
    host.info(name)
    host.annotate({ file: name, title: 'PE_TRUNCATED', message: `${name}: is too short` })
  }
  await host.summary(SUMMARY)
  return written
    .join('')
    .split(/\r?\n/)
    .filter((line) => line !== '')
}

describe('names of files mean nothing', () => {
  test('to Azure Pipelines, which finds a command anywhere in a line', async () => {
    const lines = await logOf({ TF_BUILD: 'True' })
    const known = [
      /^##vso\[task\.logissue type=error;code=PE_TRUNCATED;sourcepath=[^;\]]*\][^\n]*$/,
      /^##vso\[task\.uploadsummary\]\S+sign\.md$/,
      /^##\[(group|endgroup)\]/,
    ]
    const commands = lines.filter((line) => /##(vso)?\[/i.test(line))
    expect(commands.filter((line) => line.startsWith('##vso[task.logissue'))).toHaveLength(HOSTILE.length)
    for (const line of commands) {
      expect(
        known.some((one) => one.test(line)),
        line,
      ).toBe(true)
      // What the agent would decode of a command.
      if (line.startsWith('##vso')) expect(line.replace(/%(AZP25|5D|3B)/g, '')).not.toMatch(/%/)
      expect(line.slice(2)).not.toMatch(/##(vso)?\[/i)
    }
    expect(lines.filter((line) => !line.startsWith('[chancery] ') && !commands.includes(line))).toEqual([])
  })

  test('to Buildkite, which folds at the beginning of a line', async () => {
    const lines = await logOf({ BUILDKITE: 'true' })
    const folds = lines.filter((line) => !line.startsWith('[chancery] '))
    expect(folds).toHaveLength(HOSTILE.length * 2)
    for (const line of folds) expect(line).toMatch(/^(--- Signing |\^\^\^ \+\+\+$)/)
    expect(lines.join('')).not.toContain('\u001b')
  })

  test('to GitLab CI, whose sections are escape sequences', async () => {
    const lines = await logOf({ GITLAB_CI: 'true' })
    const log = lines.join('\n').replaceAll('\u001b', 'ESC')
    // Two in each mark of a beginning and of an end.
    expect(log.match(/ESC/g)).toHaveLength(HOSTILE.length * 4)
    const started = [...log.matchAll(/^ESC\[0Ksection_start:\d+:(\w+)\rESC\[0K/gm)].map(([, id]) => id)
    const ended = [...log.matchAll(/^ESC\[0Ksection_end:\d+:(\w+)\rESC\[0K$/gm)].map(([, id]) => id)
    expect(started).toEqual(HOSTILE.map((_, i) => `chancery_${i + 1}`))
    expect(ended).toEqual(started)
  })

  test('to others, where every line is text', async () => {
    for (const env of [{ CIRCLECI: 'true' }, { GITHUB_ACTIONS: 'true' }, {}]) {
      const lines = await logOf(env as Record<string, string>)
      expect(lines.filter((line) => !line.startsWith('[chancery] '))).toEqual([])
      expect(lines).toHaveLength(HOSTILE.length * 4)
    }
  })

  test('to GitHub, where a line may begin with the name of a file', () => {
    const written: string[] = []
    const original = process.stdout.write
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof original
    try {
      const host = githubHost({})
      for (const name of ['::error::x', '  ::stop-commands::x', ...HOSTILE]) host.info(`${name} → signed/${name}`)
    } finally {
      process.stdout.write = original
    }
    expect(written.length).toBeGreaterThan(HOSTILE.length)
    expect(
      written
        .join('')
        .split('\n')
        .filter((line) => line.trimStart().startsWith('::')),
    ).toEqual([])
  })
})

test.each([
  [{ TF_BUILD: 'True' }, 'azure'],
  [{ BUILDKITE: 'true' }, 'buildkite'],
  [{ GITLAB_CI: 'true' }, 'gitlab'],
  [{ CIRCLECI: 'true' }, 'circleci'],
  [{ JENKINS_URL: 'https://jenkins.example.com/' }, 'jenkins'],
  [{ GITHUB_ACTIONS: 'true' }, 'github'],
  [{}, 'local'],
])('%j is a job of %s', (env, platform) => {
  const options = { step: 'sign', inputs: {}, workspace: '.', report: 'r', write: () => {} }
  expect(new ConsoleHost({ ...options, env }).platform).toBe(platform)
})

test('a secret shows neither in lines nor in pages, and Azure is told each of its forms', async () => {
  using dir = tempDir()
  const written: string[] = []
  const write = (text: string): void => void written.push(text)
  const env = { TF_BUILD: 'True', AGENT_TEMPDIRECTORY: dir.path }
  const host = new ConsoleHost({ step: 'sign', inputs: {}, env, workspace: dir.path, report: 'report', write })
  host.mask('hunter22hunter22')
  expect(written).toEqual([
    '##vso[task.setsecret]hunter22hunter22\n',
    `##vso[task.setsecret]${Buffer.from('hunter22hunter22').toString('base64')}\n`,
  ])
  written.length = 0
  host.info('the PIN is hunter22hunter22')
  host.annotate({ file: null, title: 'PIN_WRONG', message: 'hunter22hunter22 is wrong' })
  await host.group('hunter22hunter22', async () => {})
  await host.summary(SUMMARY)
  const pages = ['sign.html', 'sign.md'].map((name) => readFileSync(dir.at(`report/${name}`), 'utf8'))
  expect([...written, ...pages].join('')).not.toContain('hunter22')
  expect(host.temporary).toBe(dir.path)
})

test('outputs are in a file as soon as they are set', () => {
  using dir = tempDir()
  const host = new ConsoleHost({
    step: 'sign',
    inputs: {},
    env: {},
    workspace: dir.path,
    report: 'a/b',
    write: () => {},
  })
  expect(existsSync(dir.at('a/b/sign.json'))).toBe(false)
  host.output('result', '')
  host.output('signed', 'one\ntwo')
  host.output('result', '{"version":1}')
  expect(JSON.parse(readFileSync(dir.at('a/b/sign.json'), 'utf8'))).toEqual({
    result: { version: 1 },
    signed: 'one\ntwo',
  })
})
