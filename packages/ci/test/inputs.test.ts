import { EngineError } from '@chancery/engine'
import { RELEASE, SIGN, VERIFY } from '@chancery/engine/operations'
import { describe, expect, test } from 'vitest'
import { ATTEST_STEP, inputNames, readInputs, SIGN_STEP, setupStep, unknownInputs } from '../src/index.ts'
import { fakeHost } from './fake-host.ts'

function read(inputs: Readonly<Record<string, string>>): ReturnType<typeof readInputs> {
  return readInputs(fakeHost({ inputs }).host, SIGN)
}

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    expect(error.code).toBe('OPTION_INVALID')
    return error.details.problems as readonly string[]
  }
  throw new Error('nothing was refused')
}

describe('inputs', () => {
  test('lists are one a line, with blank lines and white space around', () => {
    const { files, values } = read({ files: ' dist/a b.exe \r\n\n!x\n', 'timestamp-urls': 'http://a\n http://b' })
    expect(files).toEqual(['dist/a b.exe', '!x'])
    expect(values.timestamp).toEqual(['http://a', 'http://b'])
  })

  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    [' FALSE ', false],
  ])('%j is a boolean', (text, value) => {
    expect(read({ files: 'x', append: text, attest: text }).values).toMatchObject({ append: value, attest: value })
  })

  test.each(['yes', 'no', '1', '0', 'tRue', 'on', 'null'])('%j is none, whatever YAML once thought', (text) => {
    expect(problemsOf(() => read({ files: 'x', append: text }))).toEqual([`append: ${text} is neither true nor false`])
  })

  test('images stand beside files, or instead of them, with or without their scheme', () => {
    const step = (inputs: Readonly<Record<string, string>>) =>
      readInputs(fakeHost({ inputs }).host, SIGN_STEP.operation)
    expect(step({ images: 'registry.test/app:1\noci://registry.test/app@sha256:ab\n oci-layout:dir' })).toEqual({
      files: ['oci://registry.test/app:1', 'oci://registry.test/app@sha256:ab', 'oci-layout:dir'],
      values: {},
    })
    expect(step({ files: 'a', images: 'registry.test/app:1' }).files).toEqual(['a', 'oci://registry.test/app:1'])
    expect(problemsOf(() => step({ key: 'release' }))).toEqual(['files, images: neither is given'])
  })

  test('all problems are reported at once', () => {
    expect(problemsOf(() => read({ append: 'ja', 'dry-run': 'nein' }))).toHaveLength(3)
  })

  test('an input that is empty is not given', () => {
    expect(read({ files: 'x', key: '', out: '  ', append: '' }).values).toEqual({})
  })

  test('values that the table does not allow are refused', () => {
    expect(() => read({ files: 'x', digest: 'md5' })).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
    expect(() => read({ files: 'x', concurrency: '-1' })).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
  })

  test.each([
    [['timestamp-url'], ['timestamp-url: is unknown (did you mean "timestamp-urls"?)']],
    [['descripton'], ['descripton: is unknown (did you mean "description"?)']],
    [['timestamps'], ['timestamps: is unknown (did you mean "timestamp-urls"?)']],
    [
      ['verbose', 'colour'],
      ['verbose: is unknown', 'colour: is unknown'],
    ],
    [inputNames(SIGN), []],
  ])('%j: the step can go on, and what is unknown is said with the nearest', (given, said) => {
    expect(unknownInputs(given, SIGN)).toEqual(said)
  })

  test.each([
    ['sign', SIGN_STEP.operation, 'dry-rum', 'dry-run'],
    ['sign', SIGN_STEP.operation, 'dry', null],
    ['sign', SIGN_STEP.operation, 'kee', 'key'],
    ['sign', SIGN_STEP.operation, 'key_for', 'key-for'],
    ['sign', SIGN_STEP.operation, 'key-label', null],
    ['sign', SIGN_STEP.operation, 'require-identiy', 'require-identity'],
    ['sign', SIGN_STEP.operation, 'identity', null],
    ['attest', ATTEST_STEP.operation, 'file', 'files'],
    ['sign', SIGN_STEP.operation, 'image', 'images'],
    ['sign', SIGN_STEP.operation, 'if-sign', 'if-signed'],
    ['sign', SIGN_STEP.operation, 'confg', 'config'],
    ['sign', SIGN_STEP.operation, 'digset', 'digest'],
    ['attest', ATTEST_STEP.operation, 'subject-checksum', 'subject-checksums'],
    ['setup', setupStep('x').operation, 'pkcs11', 'pkcs11js'],
    ['verify', VERIFY, 'signer-subjekt', 'signer-subject'],
    ['verify', VERIFY, 'requires', 'require'],
    ['verify', VERIFY, 'expected-publisher', null],
    ['verify', VERIFY, 'concurency', 'concurrency'],
    ['release', RELEASE, 'dryrun', 'dry-run'],
    ['release', RELEASE, 'verbose', null],
  ] as const)('%s: %3$s ends the step: what is demanded or signed might be weaker', (_, operation, name, meant) => {
    const problems = problemsOf(() => unknownInputs(['files', name, 'url'], operation))
    const said = problems.find((problem) => problem.startsWith(`${name}: `))
    expect(said).toMatch(new RegExp(`^${name}: is unknown`))
    if (meant) expect(said).toContain(`did you mean "${meant}"?`)
  })
})
