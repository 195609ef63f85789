/** docs/ci/jenkins.md word by word: every pipeline and every piece of one is run; what is about files that only its reader has must get as far as missing them. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, softHsmMissing, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { pushImage, startLocal } from '../../interop/images/registries.ts'
import { type PipelineResult, runPlain } from '../jenkins/jenkins.ts'
import { blocksOf } from './pages.ts'
import { createTeam, type Team } from './team.ts'

const PAGE = 'docs/ci/jenkins.md'
const BLOCKS = blocksOf(PAGE)
const PIPELINES = BLOCKS.filter(({ language }) => language === 'groovy')
/** What the reader has and the test has not, and how a step says so whose arguments are right. */
const MISSING: readonly (readonly [word: string, code: string])[] = [
  ['/mnt/mirror/', 'PKCS11JS_INVALID'],
  ['vendor/', 'FILE_NOT_FOUND'],
]

test('every block is Groovy that is run, or the configuration that jenkins.test.ts reads', () => {
  expect(PIPELINES.length).toBeGreaterThan(5)
  const others = BLOCKS.filter(({ language }) => language !== 'groovy')
  expect(others.map(({ language, text }) => [language, text.includes('globalLibraries')])).toEqual([['yaml', true]])
})

test('every file that the page names is there', () => {
  const links = [...readFileSync(join(CHECKOUT, PAGE), 'utf8').matchAll(/\]\((\.\.\/[^)#]+)\)/g)].map(
    ([, to]) => to as string,
  )
  expect(links.length).toBeGreaterThan(8)
  expect(links.filter((to) => !existsSync(join(CHECKOUT, 'docs/ci', to)))).toEqual([])
})

describe.skipIf(softHsmMissing())(PAGE, () => {
  let team: Team
  beforeAll(async () => {
    team = await createTeam()
  })
  afterAll(() => team[Symbol.dispose]())

  /** A piece stands where what it is about has been built. */
  function whole(text: string): string {
    if (text.startsWith('@Library')) return text
    const sign = `chancerySign(files: 'dist/**', key: 'release', out: 'signed', pinCredentialsId: 'hsm-pin')\n`
    const signed = /signed\/\*\*/.test(text) && !/chancerySign\(/.test(text) ? sign : ''
    return `checkout scm\nsh 'make dist && rm dist/*.map'\n${signed}${text}`
  }

  async function run(script: string, context: TestContext): Promise<PipelineResult> {
    using folder = tempDir()
    mkdirSync(folder.at('workspace'))
    team.checkOut(folder.at('scm'))
    await using registry = script.includes('env.REGISTRY') ? await startLocal('docker-registry', context) : null
    if (registry) await pushImage(`${registry.host}/team/app`, 'v1.2.3')
    const env = { REGISTRY: registry?.host ?? '', TAG_NAME: 'v1.2.3' }
    const order = { env, script, workspace: folder.at('workspace'), scm: folder.at('scm') }
    const result = await runPlain({ ...order, credentials: { 'hsm-pin': team.pin } }, context)
    expect(JSON.stringify(result)).not.toContain(team.pin)
    return result
  }

  test.for(PIPELINES.map(({ line, text }) => [line, text] as const))(
    'line %i does what it says',
    async ([, text], context) => {
      const result = await run(whole(text), context)
      const [, missing] = MISSING.find(([word]) => text.includes(word)) ?? []
      if (missing === undefined) expect(result.error, result.console).toBeNull()
      else expect(result.error, result.console).toContain(`chancerySign: ${missing}: `)
      if (text.startsWith('@Library')) expect(result.archived).toContain('signed/app.exe')
    },
  )

  test.for(PIPELINES.map(({ line, text }) => [line, text] as const))(
    'line %i with a misspelt argument does not',
    async ([, text], context) => {
      const misspelt = text.replace(/\b(files|images|manifest|developmentToken|pkcs11js): /, '$1x: ')
      expect(misspelt).not.toBe(text)
      expect((await run(whole(misspelt), context)).error).toContain('chancerySign: OPTION_INVALID: ')
    },
  )
})
