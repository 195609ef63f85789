import { createHash } from 'node:crypto'
import {
  type NamedDigest,
  TEST_RESULT_TYPE,
  type TestReport,
  testOutcomeOf,
  testResultPredicate,
} from '@chancery/attest/predicates'
import { fromUtf8, type PlainData } from '@chancery/core'
import { expandFiles, readBytes } from '@chancery/files'
import { parseXml, type XmlElement, XmlFault } from './attest-xml.ts'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'

export interface TestOptions {
  /** Paths and globs of JUnit XML reports; or the path of one test-result predicate in JSON. */
  readonly testResults?: readonly string[] | undefined
  /** Paths and globs of what the tests were configured with. */
  readonly testConfiguration?: readonly string[] | undefined
  /** Also attest that tests failed; otherwise that is an error. */
  readonly allowFailed?: boolean | undefined
}

const MAX_REPORT_BYTES = 64 * 1024 * 1024

/** @throws EngineError TEST_RESULTS_INVALID, TESTS_FAILED; AttestError STATEMENT_INVALID; FilesError where a file is not there */
export async function readTestResults(
  context: Context,
  options: TestOptions,
): Promise<{ readonly predicateType: string; readonly predicate: PlainData }> {
  const files = await readAll(context, options.testResults ?? [])
  const configuration = await readAll(context, options.testConfiguration ?? [])
  const predicate = predicateOf(files, configuration)
  if (testOutcomeOf(predicate) === 'FAILED' && options.allowFailed !== true) {
    const { failedTests = [] } = predicate as { failedTests?: readonly string[] }
    const names = failedTests.slice(0, 5).join(', ')
    throw new EngineError(
      'TESTS_FAILED',
      `${failedTests.length} test${failedTests.length === 1 ? '' : 's'} failed: ${names}`,
      {
        details: { names: failedTests.slice(0, 20) },
      },
    )
  }
  return { predicateType: TEST_RESULT_TYPE, predicate }
}

interface ReadFile extends NamedDigest {
  readonly path: string
  readonly bytes: Uint8Array
}

async function readAll({ cwd }: Context, patterns: readonly string[]): Promise<readonly ReadFile[]> {
  if (patterns.length === 0) return []
  const inputs = await expandFiles(patterns, { cwd })
  return Promise.all(
    inputs.map(async ({ path, relative, absolute }) => {
      const bytes = await readBytes(absolute, MAX_REPORT_BYTES)
      return { name: relative, path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

function predicateOf(files: readonly ReadFile[], configuration: readonly ReadFile[]): PlainData {
  const texts = files.map((file) => ({ file, text: textOf(file) }))
  const json = texts.find(({ text }) => text.trimStart().startsWith('{'))
  if (!json)
    return testResultPredicate(
      texts.map(({ file, text }) => readJunit(file, text)),
      configuration,
    )
  if (files.length > 1 || configuration.length > 0)
    throw invalid(json.file, 'is a predicate by itself: neither other reports nor a configuration go with it')
  try {
    return JSON.parse(json.text) as PlainData
  } catch (cause) {
    throw invalid(json.file, 'is not JSON', cause)
  }
}

/** As Ant, Surefire, Gradle, pytest and the runners of other languages write it; there is no specification. */
function readJunit(file: ReadFile, text: string): TestReport {
  const root = rootOf(file, text)
  if (root.name !== 'testsuites' && root.name !== 'testsuite') throw invalid(file, `its root is <${root.name}>`)
  const found = { passed: [] as string[], warned: [] as string[], failed: [] as string[], skipped: [] as string[] }
  collect(root, file, found)
  const ran = found.passed.length + found.warned.length + found.failed.length
  if (ran === 0) throw invalid(file, 'no test ran')
  return { name: file.name, sha256: file.sha256, ...found }
}

type Found = Record<'passed' | 'warned' | 'failed' | 'skipped', string[]>

/** @returns how many failed in the element */
function collect(element: XmlElement, file: ReadFile, found: Found): number {
  let failures = 0
  for (const child of element.children) {
    if (child.name === 'testsuite') failures += collect(child, file, found)
    if (child.name !== 'testcase') continue
    const outcome = outcomeOf(child)
    found[outcome].push(nameOf(child, file))
    if (outcome === 'failed') failures++
  }
  // A suite that broke before its tests were counted says so in its numbers alone.
  const said = ['failures', 'errors'].reduce((sum, name) => sum + (Number(element.attributes.get(name) ?? 0) || 0), 0)
  if (said > 0 && failures === 0) throw invalid(file, `says that ${said} failed, and does not show which`)
  return failures
}

function outcomeOf({ children }: XmlElement): keyof Found {
  const has = (...names: readonly string[]): boolean => children.some(({ name }) => names.includes(name))
  if (has('failure', 'error')) return 'failed'
  if (has('skipped', 'disabled')) return 'skipped'
  // Surefire: failed, and passed when it was run again.
  return has('flakyFailure', 'flakyError') ? 'warned' : 'passed'
}

function nameOf({ attributes }: XmlElement, file: ReadFile): string {
  const [name, group] = [attributes.get('name'), attributes.get('classname')]
  if (!name) throw invalid(file, 'a test without a name')
  return group ? `${group}.${name}` : name
}

function textOf(file: ReadFile): string {
  try {
    return fromUtf8(file.bytes).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw invalid(file, 'is not UTF-8 text', cause)
  }
}

function rootOf(file: ReadFile, text: string): XmlElement {
  try {
    return parseXml(text)
  } catch (cause) {
    if (cause instanceof XmlFault) throw invalid(file, cause.message, cause)
    throw cause
  }
}

function invalid({ path }: ReadFile, what: string, cause?: unknown): EngineError {
  return new EngineError('TEST_RESULTS_INVALID', `${path}: ${what}`, { cause, details: { path } })
}
