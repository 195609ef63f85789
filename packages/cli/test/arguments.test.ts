import { SIGN, VERIFY } from '@chancery/engine/operations'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../src/arguments.ts'
import { type } from './recorded-terminal.ts'

const parse = (line: string): ReturnType<typeof parseArguments> =>
  parseArguments(SIGN, line.split(' '), (word, known) =>
    known.includes(word.slice(1)) ? ` near ${word.slice(1)}` : '',
  )

describe('a command line', () => {
  it('has operands and options in any order, with = or a blank', () => {
    const { operands, values, problems } = parse('a --key release b --out=x --in-place -- --c')
    expect(problems).toEqual([])
    expect(operands).toEqual(['a', 'b', '--c'])
    expect(values).toEqual({ key: 'release', out: 'x', 'in-place': true })
  })

  it('repeats lists, and turns switches off and on again', () => {
    expect(parse('a --timestamp http://a --timestamp http://b').values.timestamp).toEqual(['http://a', 'http://b'])
    expect(parse('a --no-attest').values.attest).toBe(false)
    expect(parse('a --no-attest --attest').values.attest).toBe(true)
  })

  it.each([
    ['a --kkey x', '--kkey is unknown near key'],
    ['a -k x', '-k is unknown'],
    ['a --key', '--key needs a value: --key NAME|URI'],
    ['a --key=', '--key needs a value'],
    ['a --key x --key y', '--key is given twice'],
    ['a --in-place=yes', '--in-place takes no value'],
    ['a --no-key', '--no-key is unknown'],
    ['--key x', 'needs FILE'],
  ])('%s: %s', (line, problem) => {
    expect(
      parse(line).problems.some((text) => text.startsWith(problem)),
      parse(line).problems.join('; '),
    ).toBe(true)
  })

  it('never takes a flag for the value of another', () => {
    const { values, problems } = parse('a --key --in-place')
    expect(values.key).not.toBe('--in-place')
    expect(problems).toEqual(['--key needs a value: --key NAME|URI'])
    expect(parse('a --key=--in-place').values.key).toBe('--in-place')
    expect(parse('a --description --fast').values.description).toBe('--fast')
  })

  it('says all that is wrong at once, in JSON where that was asked for', async () => {
    const { code, stdout, stderr } = await type(['sign', '--json', '--kye=x', '--concurrency'])
    expect(code).toBe(2)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ version: 1, files: [], failed: [{ path: null, code: 'USAGE' }] })
    for (const word of ['--kye', '--concurrency', 'FILE']) expect(report.failed[0].message).toContain(word)
    expect(stderr).toContain('fix: ')
  })

  it('that is wrong says so in SARIF where that was asked for', async () => {
    const { code, stdout } = await type(['verify', 'x', '--sarif'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [], invocations: [{ executionSuccessful: false }] }],
    })
    expect(VERIFY.options.some(({ name }) => name === 'sarif')).toBe(true)
  })
})
