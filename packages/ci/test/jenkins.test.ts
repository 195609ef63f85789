import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { JenkinsHost, type JenkinsInputs } from '../src/index.ts'

let workspace: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'chancery-jenkins-host-'))
})
afterEach(() => rmSync(workspace, { recursive: true }))

function open(inputs: unknown): { host: JenkinsHost; said: string[] } {
  const said: string[] = []
  const page = 'chancery-report/x.html'
  const write = (text: string): void => void said.push(text)
  return {
    host: new JenkinsHost({ inputs: inputs as JenkinsInputs, env: {}, workspace, temporary: tmpdir(), page, write }),
    said,
  }
}

describe('inputs from Groovy', () => {
  test('lists, numbers and booleans read as a workflow would write them', () => {
    const { host } = open({ files: ['a', 'b'], concurrency: 4, append: true })
    expect([host.input('files'), host.input('concurrency'), host.input('append'), host.input('key')]).toEqual([
      'a\nb',
      '4',
      'true',
      '',
    ])
    expect(host.given()).toEqual(['files', 'concurrency', 'append'])
  })

  test.each([[null], [{}], [['a', null]], [[['a']]]])(
    '%j is refused: no variable that was never set passes for a default',
    (out) => {
      expect(() => open({ out }).host.input('out')).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
    },
  )
})

describe('the console', () => {
  test('shows neither secrets nor what steers a terminal, and one line for each line', () => {
    const { host, said } = open({})
    host.mask('1234')
    host.mask('12345678')
    host.info('PIN 12345678 and MTIzNA==\n\u001b[8mha:hidden')
    host.annotate({ file: 'a\nb', title: 'CODE', message: 'about 1234' })
    expect(said).toEqual([
      '[chancery] PIN **** and ****\\u{a}\\u{1b}[8mha:hidden\n',
      '[chancery] ERROR: a\\u{a}b: CODE: about ****\n',
    ])
  })

  test('folds nothing, and passes on what the work gave', async () => {
    const { host, said } = open({})
    expect(await host.group('title', async () => 7)).toBe(7)
    expect(said).toEqual(['[chancery] title\n'])
  })
})

describe('what it leaves', () => {
  test('a page, outputs and the failure, masked', async () => {
    const { host } = open({})
    host.mask('s3cret')
    expect(host.result()).toEqual({
      outputs: {},
      failure: null,
      exitCode: 0,
      summary: null,
      env: [],
      cleanUp: [],
    })
    host.addPath('/bin')
    host.exportVariable('A', 'b')
    host.cleanUp('/made')
    expect(host.result()).toMatchObject({ env: ['PATH+CHANCERY=/bin', 'A=b'], cleanUp: ['/made'] })
    host.output('failed', '1')
    host.fail('with s3cret\nin it', 3)
    await host.summary({ title: 's3cret', columns: ['a'], rows: [['b']], commands: [], failures: [] })
    expect(host.result()).toMatchObject({
      outputs: { failed: '1' },
      failure: 'with ****\\u{a}in it',
      exitCode: 3,
      summary: 'chancery-report/x.html',
    })
    const page = readFileSync(join(workspace, 'chancery-report/x.html'), 'utf8')
    expect(page).toContain('<td>b</td>')
    expect(page).not.toContain('s3cret')
  })
})
