/** Runs a pipeline with the real shared library, in Debian's Groovy or under the transformation that Jenkins applies. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { CHECKOUT, type SkipContext, type ToolResult, tool } from '@chancery/testkit'

export interface Pipeline {
  readonly script: string
  readonly workspace: string
  readonly env?: Readonly<Record<string, string>>
  readonly credentials?: Readonly<Record<string, string>>
  /** The folder that `checkout scm` puts into the workspace. */
  readonly scm?: string
  /** Whether the agent is no Windows machine; by default true. */
  readonly unix?: boolean
  /** Names of optional plugins that are installed; by default none. */
  readonly plugins?: readonly string[]
  /** The label of a step during which the controller restarts; only under the transformation. */
  readonly restart?: string
}

export interface PipelineResult {
  /** What the pipeline's last expression gave. */
  readonly value: unknown
  /** null: the build went through. */
  readonly error: string | null
  readonly errorClass: string | null
  readonly console: string
  readonly archived: readonly string[]
  /** What the HTML Publisher plugin shows: names of reports to their pages. */
  readonly published: Readonly<Record<string, string>>
  /** Names of the steps that were called, in their order. */
  readonly calls: readonly string[]
  /** Bytes of the largest program that a step left behind, for each branch, and how often it was frozen; only under the transformation. */
  readonly largest?: number
  readonly freezes?: number
}

const HARNESS = join(import.meta.dirname, 'harness')
const GROOVY = '/usr/share/java/groovy-all.jar'
const JARS = join(CHECKOUT, '.oracles/jars')
const CPS_JARS = ['groovy-all-2.4.21.jar', 'groovy-cps-1.31.jar', 'guava-11.0.1.jar'].map((name) => join(JARS, name))

/** Groovy 2.4 is older than the modules of the JDK. */
const OPENS = ['java.base/java.lang', 'java.base/java.util', 'java.base/java.io'].flatMap((name) => [
  '--add-opens',
  `${name}=ALL-UNNAMED`,
])

export function runPlain(pipeline: Pipeline, context: SkipContext): Promise<PipelineResult> {
  return run('Plain', [present(GROOVY, context), HARNESS, join(HARNESS, 'stub')], pipeline, context)
}

export function runCps(pipeline: Pipeline, context: SkipContext): Promise<PipelineResult> {
  return run('Cps', [...CPS_JARS.map((jar) => present(jar, context)), HARNESS], pipeline, context)
}

async function run(
  harness: string,
  classPath: readonly string[],
  pipeline: Pipeline,
  context: SkipContext,
): Promise<PipelineResult> {
  const java = tool('java', context)
  const folder = mkdtempSync(join(tmpdir(), 'chancery-jenkins-'))
  try {
    const order = join(folder, 'order.json')
    const report = join(folder, 'report.json')
    const { script, workspace, env = {}, credentials = {}, unix = true, scm = null, plugins = [] } = pipeline
    const environment = {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: folder,
      CHANCERY_PKCS11JS: join(CHECKOUT, 'node_modules/pkcs11js'),
      JOB_NAME: 'app/main',
      BUILD_NUMBER: '7',
      ...env,
    }
    const library = join(CHECKOUT, 'jenkins-shim')
    const whole = {
      pipeline: script,
      workspace,
      environment,
      credentials,
      unix,
      scm,
      plugins,
      restart: pipeline.restart ?? null,
      durable: join(folder, 'durable'),
      library,
      harness: HARNESS,
      report,
    }
    writeFileSync(order, JSON.stringify(whole))
    const program = ['groovy.ui.GroovyMain', '--encoding', 'UTF-8', join(HARNESS, `${harness}.groovy`), order]
    const quick = ['-XX:TieredStopAtLevel=1', '-Xshare:auto', '-Dfile.encoding=UTF-8']
    const start = (): Promise<ToolResult> =>
      java.run([...quick, ...OPENS, '-cp', classPath.join(delimiter), ...program], { timeout: 120_000 })
    let done = await start()
    if (pipeline.restart !== undefined) {
      // The first controller is gone before its pipeline has ended.
      if (existsSync(report)) throw new Error(`no step is called ${pipeline.restart}`)
      done = await start()
    }
    if (!existsSync(report)) throw new Error(`the harness failed: ${done.text}`)
    return JSON.parse(readFileSync(report, 'utf8')) as PipelineResult
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The absent-tool rule, for a jar. */
function present(jar: string, context: SkipContext): string {
  if (existsSync(jar)) return jar
  const reason = `${jar} is missing: run \`npm run setup\``
  if (process.env.CI) throw new Error(reason)
  return context.skip(reason)
}
