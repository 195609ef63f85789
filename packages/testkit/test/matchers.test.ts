import { CoreError } from '@chancery/core'
import { expect, test } from 'vitest'
import '../src/matchers.ts'

const fails = (): unknown => {
  throw new CoreError('DENIED', 'no')
}

test('the code decides, thrown or rejected', async () => {
  expect(fails).toThrowCode('DENIED')
  expect(fails).not.toThrowCode('NOT_SIGNED')
  await expect(async () => fails()).toThrowCode('DENIED')
  await expect(async () => fails()).not.toThrowCode('NOT_SIGNED')
})

test('nothing thrown and anything else thrown fail the assertion', async () => {
  const judge = (action: () => unknown) => () => expect(action).toThrowCode('DENIED')
  expect(judge(() => 1)).toThrow(/nothing was thrown/)
  expect(
    judge(() => {
      throw Object.assign(new Error('no'), { code: 'DENIED' })
    }),
  ).toThrow(/this was thrown/)
  await expect(expect(async () => 1).toThrowCode('DENIED')).rejects.toThrow(/nothing was thrown/)
})
