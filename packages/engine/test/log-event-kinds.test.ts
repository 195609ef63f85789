import { EVENT_KINDS } from '@chancery/attest/events'
import { expect, test } from 'vitest'
import { EVENT_KINDS as CHOICES, LOG_RECORD } from '../src/operations/index.ts'

test('what options choose from are the kinds that events have', () => {
  expect(CHOICES).toEqual(Object.keys(EVENT_KINDS))
  const [[, explanation]] = LOG_RECORD.examples as [readonly [string, string]]
  const byHand = Object.entries(EVENT_KINDS).flatMap(([kind, { by }]) => (by === 'tool' ? [] : [kind]))
  expect(explanation.split('kinds: ')[1]?.split(', ')).toEqual(byHand)
})
