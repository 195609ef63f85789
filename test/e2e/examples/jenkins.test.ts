/** examples/jenkins: pipelines run in the harness, from checkout to archive; what configures a controller is held to what Jenkins and its plugins understand. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { CHECKOUT, softHsmMissing, tempDir, tool } from '@chancery/testkit'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { startLocal } from '../../interop/images/registries.ts'
import { type Pipeline, type PipelineResult, runCps, runPlain } from '../jenkins/jenkins.ts'
import { blockOf } from './pages.ts'
import { createTeam, type Team } from './team.ts'

const FOLDER = join(CHECKOUT, 'examples/jenkins')
/** A word of Job DSL, its arguments, what stands in its braces. */
type Word = readonly [name: string, args: readonly unknown[], body: readonly Word[]]

const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8')

const PIPELINES = ['Jenkinsfile.declarative', 'Jenkinsfile.image', 'Jenkinsfile.parallel', 'Jenkinsfile.scripted']

test('each is looked at here', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...PIPELINES, 'jenkins.yaml', 'jobs.groovy'])
})

/** Of Job DSL's reference, the words that the example uses: where each may stand. */
const JOB_DSL: Readonly<Record<string, readonly string[]>> = {
  '': ['folder', 'multibranchPipelineJob'],
  folder: ['description'],
  multibranchPipelineJob: ['branchSources', 'factory', 'orphanedItemStrategy'],
  branchSources: ['git'],
  git: ['id', 'remote', 'credentialsId', 'includes'],
  factory: ['workflowBranchProjectFactory'],
  workflowBranchProjectFactory: ['scriptPath'],
  orphanedItemStrategy: ['discardOldItems'],
  discardOldItems: ['numToKeep'],
}

function misplaced(words: readonly Word[], within = ''): readonly string[] {
  return words.flatMap(([name, , body]) => [
    ...(JOB_DSL[within]?.includes(name) ? [] : [`${within}.${name}`]),
    ...misplaced(body, name),
  ])
}

/** Groovy 2.4 is older than the modules of the JDK. */
const OPENS = ['lang', 'util', 'io'].flatMap((name) => ['--add-opens', `java.base/java.${name}=ALL-UNNAMED`])

test('jobs.groovy is Groovy, and its words are those of Job DSL', async (context) => {
  const java = tool('java', context)
  const read = async (script: string): Promise<readonly Word[]> => {
    using dir = tempDir()
    const program = [
      'groovy.ui.GroovyMain',
      join(import.meta.dirname, 'JobDsl.groovy'),
      dir.write('jobs.groovy', script),
    ]
    const done = await java.run([...OPENS, '-cp', '/usr/share/java/groovy-all.jar', ...program])
    expect(done.code, done.text).toBe(0)
    return JSON.parse(new TextDecoder().decode(done.stdout)) as readonly Word[]
  }
  const words = await read(text('jobs.groovy'))
  expect(misplaced(words)).toEqual([])
  expect(words.map(([name, [job]]) => `${name} ${String(job)}`)).toEqual([
    'folder release',
    'multibranchPipelineJob release/app',
  ])
  expect(misplaced(await read(text('jobs.groovy').replace('scriptPath(', 'scriptsPath(')))).not.toEqual([])
})

/** Of what the Configuration as Code plugin reads, the members that the example and the page use: null where text stands. */
const CASC = {
  unclassified: {
    globalLibraries: {
      libraries: [
        {
          name: null,
          defaultVersion: null,
          allowVersionOverride: null,
          implicit: null,
          retriever: { modernSCM: { libraryPath: null, scm: { git: { remote: null } } } },
        },
      ],
    },
  },
  credentials: {
    system: {
      domainCredentials: [{ credentials: [{ string: { scope: null, id: null, description: null, secret: null } }] }],
    },
  },
  jobs: [{ file: null }],
} as const

/** @returns paths of members that the pattern has not */
function unknownMembers(value: unknown, pattern: unknown, path = ''): readonly string[] {
  if (Array.isArray(value))
    return Array.isArray(pattern) ? value.flatMap((one) => unknownMembers(one, pattern[0], path)) : [path]
  if (typeof value !== 'object' || value === null) return pattern === null ? [] : [path]
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) return [path]
  return Object.entries(value).flatMap(([name, inner]) =>
    Object.hasOwn(pattern, name)
      ? unknownMembers(inner, (pattern as Record<string, unknown>)[name], `${path}.${name}`)
      : [`${path}.${name}`],
  )
}

test.each([
  ['examples/jenkins/jenkins.yaml', text('jenkins.yaml')],
  ['docs/ci/jenkins.md', blockOf('docs/ci/jenkins.md', 'globalLibraries')],
])('%s is what the Configuration as Code plugin reads, and names what is there', (_, yaml) => {
  expect(unknownMembers(load(yaml), CASC)).toEqual([])
  expect(unknownMembers(load(yaml.replace('libraryPath', 'libPath')), CASC)).toHaveLength(1)
  const path = /libraryPath: (\S+)/.exec(yaml)?.[1] ?? ''
  expect(existsSync(join(CHECKOUT, path, 'vars/chancerySign.groovy'))).toBe(true)
})

test('the credential that the controller is given is the one that the pipelines name', () => {
  const [, id] = /^ +id: (\S+)$/m.exec(text('jenkins.yaml')) ?? []
  const named = PIPELINES.flatMap((name) =>
    [...text(name).matchAll(/pinCredentialsId: '([^']+)'/g)].map(([, one]) => one),
  )
  expect(named.length).toBeGreaterThan(3)
  expect(new Set(named)).toEqual(new Set([id]))
})

describe.skipIf(softHsmMissing())('examples/jenkins', () => {
  let team: Team
  beforeAll(async () => {
    team = await createTeam()
  })
  afterAll(() => team[Symbol.dispose]())

  type Run = (pipeline: Pipeline, context: TestContext) => Promise<PipelineResult>

  /** In a new workspace; the pipeline's `checkout scm` fills it. */
  async function run(runner: Run, script: string, context: TestContext, more: Partial<Pipeline> = {}) {
    const folder = tempDir()
    const workspace = folder.at('workspace')
    mkdirSync(workspace)
    team.checkOut(folder.at('scm'))
    const pipeline = { script, workspace, scm: folder.at('scm'), credentials: { 'hsm-pin': team.pin }, ...more }
    const result = await runner(pipeline, context)
    expect(JSON.stringify(result)).not.toContain(team.pin)
    return { ...result, workspace, [Symbol.dispose]: () => folder[Symbol.dispose]() }
  }

  const SIGNED = ['app.exe', 'app.jar', 'tool.sh']
  const TAGGED = { env: { TAG_NAME: 'v1.2.3' } }

  test('Jenkinsfile.declarative signs what a tag builds', async (context) => {
    using result = await run(runPlain, text('Jenkinsfile.declarative'), context, TAGGED)
    expect(result.error, result.console).toBeNull()
    expect(result.console).toContain('signed 3 files by CN=Chancery Development Release')
    expect(result.console).toContain('junit 0')
    expect(result.archived).toEqual(expect.arrayContaining(SIGNED.map((name) => `signed/${name}`)))
  })

  test('Jenkinsfile.declarative signs nothing of a branch', async (context) => {
    using result = await run(runPlain, text('Jenkinsfile.declarative'), context)
    expect(result.error, result.console).toBeNull()
    expect(result.archived).toEqual([])
    expect(existsSync(join(result.workspace, 'signed'))).toBe(false)
  })

  test('Jenkinsfile.declarative archives nothing where verification refuses, and still shows the verdicts', async (context) => {
    const script = text('Jenkinsfile.declarative').replace(
      'chancerySign.verify(',
      `sh 'echo tampered >> signed/tool.sh'\nchancerySign.verify(`,
    )
    using result = await run(runPlain, script, context, TAGGED)
    expect(result.error).toContain('chancerySign: signed/tool.sh: ')
    expect(result.console).toContain('junit 1')
    expect(result.archived.filter((name) => name.startsWith('signed/'))).toEqual([])
  })

  test.for([
    ['agent none', 'agnet none'],
    ["key: 'release'", "keys: 'release'"],
    ["pinCredentialsId: 'hsm-pin'", "pinCredentialsId: 'hsm-pim'"],
  ])('Jenkinsfile.declarative with %s misspelt as %s fails', async ([right, wrong], context) => {
    const script = text('Jenkinsfile.declarative')
    expect(script).toContain(right)
    using result = await run(runPlain, script.replace(right as string, wrong as string), context, TAGGED)
    expect(result.errorClass).toBe('Failure')
    expect(result.archived.filter((name) => name.startsWith('signed/'))).toEqual([])
  })

  test('Jenkinsfile.scripted makes a release, frozen after every step', async (context) => {
    using result = await run(runCps, text('Jenkinsfile.scripted'), context)
    expect(result.error, result.console).toBeNull()
    expect(result.console).toContain('released app 1: 3 files')
    const expected = [...SIGNED, 'SHA256SUMS', 'SHA256SUMS.release.sigstore.json'].map((name) => `release/${name}`)
    expect(result.archived).toEqual(expect.arrayContaining([...expected, 'release.sbom.sigstore.json', 'verify.sarif']))
  })

  /** Against Debian's registry, with the programs that the pipeline calls on the agent's PATH. */
  async function runImage(context: TestContext, change: (script: string) => string = (script) => script) {
    await using registry = await startLocal('docker-registry', context)
    using bin = tempDir()
    for (const name of ['crane', 'cosign']) symlinkSync(tool(name, context).path, bin.at(name))
    const PATH = [bin.path, dirname(process.execPath), process.env.PATH].join(delimiter)
    const env = { PATH, REGISTRY: registry.host, TAG_NAME: 'v1.2.3' }
    return await run(runCps, change(text('Jenkinsfile.image')), context, { env })
  }

  test('Jenkinsfile.image deploys the digest that was signed, frozen after every step', async (context) => {
    using result = await runImage(context)
    expect(result.error, result.console).toBeNull()
    expect(result.console).toContain('junit 0')
    expect(result.console).toMatch(/deploying 127\.0\.0\.1:\d+\/team\/app@sha256:[0-9a-f]{64}/)
  })

  test.for([
    ['by another key', "key: 'release'", "key: 'installer'", 'CHAIN_UNTRUSTED'],
    ['that is not there', 'images: [image]', "images: [image + '-none']", 'IMAGE_NOT_FOUND'],
    ['of a misspelt argument', 'images: [image]', 'image: [image]', 'OPTION_INVALID'],
  ])('Jenkinsfile.image deploys nothing %s', async ([, right, wrong, code], context) => {
    using result = await runImage(context, (script) => script.replace(right as string, wrong as string))
    expect(result.error, result.console).toContain(code)
    expect(result.console).not.toContain('deploying')
  })

  test('Jenkinsfile.parallel signs side by side, frozen after every step', async (context) => {
    using result = await run(runCps, text('Jenkinsfile.parallel'), context)
    expect(result.error, result.console).toBeNull()
    expect(result.console).toContain('exe: signed/app.exe')
    expect(result.console).toContain('junit 0')
    expect(result.archived).toEqual(expect.arrayContaining(SIGNED.map((name) => `signed/${name}`)))
  })
})
