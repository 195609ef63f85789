import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ATTEST_STEP,
  inputNames,
  RELEASE_STEP,
  runStep,
  SIGN_STEP,
  type Step,
  type StepHost,
  setupStep,
  VERIFY_STEP,
} from '@chancery/ci'
import {
  attestOptions,
  type CommonOptions,
  type OptionValues,
  releaseOptions,
  signOptions,
  verifyOptions,
} from '@chancery/engine'
import type { OptionSpec } from '@chancery/engine/operations'
import { CHECKOUT, tempDir } from '@chancery/testkit'
import { afterAll, describe, expect, test } from 'vitest'
import { camelCase, stalePages } from '../../../scripts/steps/pages.ts'
import { declared } from './declared.ts'

const STEPS: Readonly<
  Record<
    string,
    {
      readonly step: Step
      /** What the options become; null where the step itself reads them. */
      readonly options: ((files: readonly string[], values: OptionValues, common: CommonOptions) => object) | null
      readonly source: string
      readonly call: string
    }
  >
> = {
  attest: { step: ATTEST_STEP, options: attestOptions, source: 'attest-step.ts', call: 'chancerySign\\.attest' },
  release: {
    step: RELEASE_STEP,
    options: (files, values, common) => releaseOptions(files, values, common),
    source: 'release-step.ts',
    call: 'chancerySign\\.release',
  },
  setup: { step: setupStep('chancery.js'), options: null, source: 'setup-step.ts', call: 'chancerySetup' },
  sign: { step: SIGN_STEP, options: signOptions, source: 'sign-step.ts', call: 'chancerySign' },
  verify: { step: VERIFY_STEP, options: verifyOptions, source: 'verify-step.ts', call: 'chancerySign\\.verify' },
}

/** Arguments of the shared library alone: they name a credential of Jenkins. */
const PIN = ['pinCredentialsId', 'pinCredentialsKind']
/** Inputs that the step itself does something with; the tests of the actions show what. */
const OF_THE_STEP = ['images', 'sarif', 'junit', 'manifest', 'require-identity']

const temporary = tempDir()
afterAll(() => temporary[Symbol.dispose]())

const ACTIONS = readdirSync(join(CHECKOUT, 'actions'))

test('every action has its step here, and what is written from the table is up to date', () => {
  expect(ACTIONS).toEqual(Object.keys(STEPS))
  expect(stalePages(CHECKOUT)).toEqual([])
})

test('nothing but the table of a step leads to an input: what it does not declare cannot be read', () => {
  const folder = join(CHECKOUT, 'packages/ci/src')
  const sources = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)
  const reading = sources.filter(([, text]) => /\bhost\.input\(|getInput\(|INPUT_/.test(text)).map(([name]) => name)
  // The addon's compiler is kept from seeing them: pkcs11js-install.ts.
  expect(reading.sort()).toEqual(['github.ts', 'inputs.ts', 'pkcs11js-install.ts'])
  const known = new Set(Object.values(STEPS).flatMap(({ step }) => step.operation.options.map(({ name }) => name)))
  const read = sources.flatMap(([, text]) => [...text.matchAll(/\bvalues(?:\.(\w+)|\['([\w-]+)'\])/g)])
  const names = new Set(read.map(([, plain, quoted]) => (plain ?? quoted) as string))
  expect(names.size).toBeGreaterThan(5)
  expect([...names].filter((name) => !known.has(name))).toEqual([])
})

describe.each(Object.entries(STEPS))('actions/%s', (action, { step, options, source: file, call }) => {
  test('reads the inputs that it declares, and no other', async () => {
    const read = new Set<string>()
    const host = silentHost((name) => {
      read.add(name)
      // An addon would go into the cache of whoever runs the tests.
      return name === 'pkcs11js' ? 'none' : ''
    })
    await runStep(step, host)
    expect([...read].sort()).toEqual([...declared(action, 'inputs')].sort())
    expect([...declared(action, 'inputs')].sort()).toEqual([...inputNames(step.operation)].sort())
  })

  test('does something with each: no input is read and forgotten', () => {
    if (options === null) return
    const common: CommonOptions = {}
    const base = JSON.stringify(options(['x'], {}, common))
    for (const option of step.operation.options.filter(
      ({ terminalOnly, name }) => !terminalOnly && !OF_THE_STEP.includes(name),
    )) {
      const values = { [option.name]: example(option) }
      expect(JSON.stringify(options(['x'], values, common)), option.name).not.toBe(base)
    }
    expect(JSON.stringify(options(['y'], {}, common))).not.toBe(base)
  })

  test('sets the outputs that it declares, and no other', () => {
    const source = readFileSync(join(CHECKOUT, 'packages/ci/src', file), 'utf8')
    const set = [...source.matchAll(/host\.output\('([\w-]+)'/g)].map(([, name]) => name as string)
    // These every step has: runStep and the host set them.
    const common = ['result', 'failed', 'overflow']
    expect([...new Set([...set, ...common])].sort()).toEqual([...declared(action, 'outputs')].sort())
  })

  test('is documented with arguments that exist', () => {
    const known = new Set(inputNames(step.operation))
    const workflow = readFileSync(join(CHECKOUT, 'docs/ci/github.md'), 'utf8')
    const uses = [...workflow.matchAll(new RegExp(`actions/${action}@[^\\n]*\\n +with:\\n((?: {10,}.*\\n)+)`, 'g'))]
    expect(uses.length).toBeGreaterThan(0)
    const given = uses.flatMap(([, body]) =>
      [...(body as string).matchAll(/^ {10}([\w-]+):/gm)].map(([, name]) => name),
    )
    expect(given.filter((name) => !known.has(name as string))).toEqual([])

    const arguments_ = new Set(
      [...known].map(camelCase).concat(['sign', 'attest', 'release'].includes(action) ? PIN : []),
    )
    const help = action === 'setup' ? 'chancerySetup' : 'chancerySign'
    for (const page of ['docs/ci/jenkins.md', `jenkins-shim/vars/${help}.txt`]) {
      const text = readFileSync(join(CHECKOUT, page), 'utf8')
      const calls = [...text.matchAll(new RegExp(`${call}\\((\\s*\\w+: [^)]*)\\)`, 'g'))]
      expect(calls.length, page).toBeGreaterThan(0)
      const names = calls.flatMap(([, body]) =>
        [...(body as string).matchAll(/(?:^|[\s,(])(\w+): /g)].map(([, name]) => name),
      )
      expect(names.filter((name) => !arguments_.has(name as string))).toEqual([])
    }
  })
})

const EXAMPLES: Readonly<Record<string, string>> = {
  at: '2026-11-24',
  'key-for': '*=release',
  annotation: 'a=b',
  'signer-key': 'ab'.repeat(32),
  'identity-ref': 'refs/heads/main',
}

function example({ kind, choices, name }: OptionSpec): string | boolean | readonly string[] {
  if (kind === 'flag') return true
  if (kind === 'switch') return false
  if (kind === 'number') return '3'
  const text = EXAMPLES[name] ?? choices?.[0] ?? 'x'
  return kind === 'list' ? [text] : text
}

function silentHost(input: (name: string) => string): StepHost {
  return {
    platform: 'test',
    workspace: CHECKOUT,
    temporary: temporary.path,
    env: {},
    given: () => [],
    input,
    output: () => {},
    mask: () => {},
    info: () => {},
    annotate: () => {},
    warn: () => {},
    exportVariable: () => {},
    addPath: () => {},
    cleanUp: () => {},
    group: (_, work) => work(),
    summary: async () => {},
    fail: () => {},
  }
}
