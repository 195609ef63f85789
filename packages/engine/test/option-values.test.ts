import { describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { inspectOptions, requestOptions, signOptions, verifyOptions } from '../src/index.ts'

describe('signOptions', () => {
  it('asks for records and configured timestamps, and writes nowhere, by default', () => {
    expect(signOptions(['a'], {}, {})).toMatchObject({
      files: ['a'],
      attest: true,
      timestamp: 'configured',
      inPlace: false,
      append: false,
      dryRun: false,
      out: undefined,
      key: undefined,
    })
  })

  it('tells one timestamp choice from the others', () => {
    expect(signOptions([], { timestamp: ['http://a'] }, {}).timestamp).toEqual(['http://a'])
    expect(signOptions([], { 'no-timestamp': true }, {}).timestamp).toBe('none')
    expect(() => signOptions([], { 'no-timestamp': true, timestamp: ['http://a'] }, {})).toThrowCode('OPTIONS_CONFLICT')
  })

  it('reads flags and numbers', () => {
    const values = { attest: false, concurrency: '3', 'in-place': true, 'dry-run': true, append: true }
    expect(signOptions([], values, { cwd: '/x' })).toMatchObject({
      cwd: '/x',
      attest: false,
      concurrency: 3,
      inPlace: true,
      dryRun: true,
      append: true,
    })
  })
})

describe('verifyOptions', () => {
  it.each([
    ['2026-11-24T12:00:00Z', '2026-11-24T12:00:00.000Z'],
    ['2026-11-24T12:00:00+02:00', '2026-11-24T10:00:00.000Z'],
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ])('reads the time %s', (at, expected) => {
    expect(verifyOptions([], { at }, {}).at?.toISOString()).toBe(expected)
  })

  it.each(['yesterday', '24.11.2026', '2026-13-01T00:00:00Z', '2026-11-24T12:00:00', '1764000000'])(
    'refuses the time %s',
    (at) => {
      expect(() => verifyOptions([], { at }, {})).toThrowCode('OPTION_INVALID')
    },
  )

  it('splits requirements at commas, and leaves out what was not given', () => {
    const options = verifyOptions(['a'], { require: ['timestamp, attestation', 'log'] }, {})
    expect(options.require).toEqual(['timestamp', 'attestation', 'log'])
    expect([options.trust, options.crls, options.at, options.bundle]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

it('a request without a file goes to stdout', () => {
  expect(requestOptions({ key: 'release', subject: 'CN=x' }, {})).toMatchObject({ out: null, subject: 'CN=x' })
  expect(inspectOptions(['a'], { signature: 's' }, {})).toMatchObject({ files: ['a'], signature: 's' })
})
