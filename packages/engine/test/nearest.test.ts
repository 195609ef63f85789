import { expect, it } from 'vitest'
import { nearest, suggestion } from '../src/index.ts'

it.each([
  ['relaese', ['release', 'attestation'], 'release'],
  ['kye', ['key', 'out'], 'key'],
  ['time-stamp', ['timestamp', 'trust'], 'timestamp'],
  ['zzzzzzz', ['release', 'attestation'], null],
  ['x', [], null],
] as const)('%s among %j is %s', (word, words, expected) => {
  expect(nearest(word, words)).toBe(expected)
})

it('a suggestion is a question, or nothing', () => {
  expect(suggestion('kyes', ['keys'])).toBe(' (did you mean "keys"?)')
  expect(suggestion('nothing', ['release-key'])).toBe('')
})
