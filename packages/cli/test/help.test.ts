import { OPERATIONS } from '@chancery/engine/operations'
import { describe, expect, it } from 'vitest'
import { type } from './recorded-terminal.ts'

/** What design and contract promise, whatever the table of operations says. */
const PROMISED: Readonly<Record<string, readonly string[]>> = {
  sign: [
    ...['key', 'out', 'in-place', 'format', 'append', 'digest', 'timestamp', 'no-timestamp', 'certificate', 'module'],
    'timestamp-quorum',
    ...['concurrency', 'dry-run', 'if-signed', 'config', 'json'],
  ],
  verify: [
    ...['trust', 'timestamp-trust', 'crl', 'at', 'require', 'signature', 'bundle', 'identity', 'issuer', 'config'],
    ...['json', 'sarif', 'timestamp-quorum'],
  ],
  inspect: ['signature', 'json'],
  attest: ['predicate-type', 'predicate', 'key', 'out', 'config', 'json'],
  release: ['key', 'version-name', 'previous', 'timestamp', 'no-timestamp', 'trust', 'dry-run', 'config', 'json'],
  timestamp: ['timestamp', 'timestamp-quorum', 'renew', 'out', 'config', 'json'],
  serve: ['timestamp', 'key', 'listen', 'policy', 'accuracy', 'rate-limit', 'clock-file', 'config', 'json'],
  init: ['dir', 'json'],
  'keys list': ['key', 'module', 'config', 'json'],
  'keys generate': ['key', 'label', 'kind', 'bits', 'module', 'config', 'json'],
  'keys csr': ['key', 'subject', 'out', 'module', 'config', 'json'],
  'keys import-certificate': ['key', 'certificate', 'module', 'config', 'json'],
}

describe('--help', () => {
  it.each(Object.entries(PROMISED))(
    'of %s has every promised flag, examples and the exit codes',
    async (name, flags) => {
      const { code, stdout, stderr } = await type([...name.split(' '), '--help'])
      expect([code, stderr]).toEqual([0, ''])
      for (const flag of flags) expect(stdout).toMatch(new RegExp(`^ {2}--${flag}\\b`, 'm'))
      expect(stdout).toContain(`\nExamples:\n  chancery ${name}`)
      expect(stdout).toMatch(/Exit codes:\n {2}0 {2}done\n {2}1 .*\n {2}2 .*\n {2}3 .*\n {2}4 .*\n {2}5 /)
    },
  )

  it('of sign has --[no-]attest, choices and variables', async () => {
    const { stdout } = await type(['sign', '-h'])
    expect(stdout).toContain('--[no-]attest')
    expect(stdout).toContain('authenticode-pe, powershell, jar, script, blob')
    for (const name of ['KEY', 'MODULE', 'CERTIFICATE', 'TIMESTAMP_URLS', 'CONFIG']) {
      expect(stdout).toContain(`CHANCERY_${name}`)
    }
  })

  it('without a command lists them all; nothing at all is a mistake', async () => {
    for (const argv of [['--help'], ['-h'], ['help']]) {
      const { code, stdout } = await type(argv)
      expect(code).toBe(0)
      for (const { name } of OPERATIONS) expect(stdout).toContain(`\n  ${name} `)
    }
    const nothing = await type([])
    expect([nothing.code, nothing.stdout]).toEqual([2, ''])
    expect(nothing.stderr).toContain('Usage:')
  })

  it('is for options only: behind -- it is a file', async () => {
    const { code, stderr } = await type(['verify', '--trust', 'x', '--', '--help'])
    expect(code).toBe(2)
    expect(stderr).toContain('FILE_NOT_FOUND')
  })

  it('of keys shows its commands', async () => {
    expect((await type(['keys', '--help'])).stdout).toContain('keys import-certificate')
    expect((await type(['keys'])).code).toBe(2)
  })

  it('has no line of more than 160 columns, but for examples', async () => {
    for (const { name } of OPERATIONS) {
      const { stdout } = await type([...name.split(' '), '--help'])
      const options = stdout.slice(0, stdout.indexOf('\nExamples:'))
      for (const line of options.split('\n')) expect(line.length, line).toBeLessThanOrEqual(160)
    }
  })
})

describe('what is no command', () => {
  it.each([
    ['sgin', '"sign"'],
    ['verfy', '"verify"'],
    ['keys lst', '"keys list"'],
    ['keys import', 'keys import'],
  ])('%s: the nearest is named', async (line, expected) => {
    const { code, stdout, stderr } = await type(line.split(' '))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(expected)
    expect(stderr).toContain('--help')
  })
})
