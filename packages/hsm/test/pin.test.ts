import { tempDir } from '@chancery/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { pinSourceOf, readPin } from '../src/pin.ts'
import { parsePkcs11Uri } from '../src/uri.ts'

const sourceOf = (query: string): ReturnType<typeof pinSourceOf> => pinSourceOf(parsePkcs11Uri(`pkcs11:?${query}`))

describe('pin-source', () => {
  test.each([
    ['pin-source=/etc/pin', '/etc/pin'],
    ['pin-source=file:/etc/pin', '/etc/pin'],
    ['pin-source=file:///etc/pin', '/etc/pin'],
    ['pin-source=FILE://localhost/etc/pin', '/etc/pin'],
    ['pin-source=file:/etc/a%2520b', '/etc/a b'],
    ['pin-source=/etc/a%20b', '/etc/a b'],
  ])('%s', (query, file) => expect(sourceOf(query)).toEqual({ file }))

  test('is null where the URI has none', () => expect(pinSourceOf({})).toBeNull())

  test.each([
    ['a command', 'pin-source=|cat%20/etc/pin'],
    ['another scheme', 'pin-source=https://example.com/pin'],
    ['another host', 'pin-source=file://example.com/pin'],
    ['the PIN itself', 'pin-value=1234'],
  ])('refuses %s', (_, query) => {
    expect(() => sourceOf(query)).toThrow(expect.objectContaining({ code: 'PIN_SOURCE_REFUSED', exitCode: 2 }))
  })
})

describe('the PIN', () => {
  afterEach(() => {
    delete process.env.CHANCERY_TEST_PIN
  })

  test.each([
    ['1234', '1234'],
    ['1234\n', '1234'],
    ['1234\r\n', '1234'],
    [' 1 234 \n', ' 1 234 '],
    ['päss\n', 'päss'],
  ])('of a file %j is %j', async (content, pin) => {
    using dir = tempDir()
    expect(await readPin({ file: dir.write('pin', content) })).toBe(pin)
  })

  test('comes from the environment', async () => {
    process.env.CHANCERY_TEST_PIN = '4711\n'
    expect(await readPin({ env: 'CHANCERY_TEST_PIN' })).toBe('4711')
  })

  test('is missing where nothing names it, where the variable is not set, the file is absent or empty', async () => {
    using dir = tempDir()
    const missing = { code: 'PIN_MISSING', exitCode: 2 }
    await expect(readPin(null)).rejects.toMatchObject(missing)
    await expect(readPin({ env: 'CHANCERY_TEST_PIN' })).rejects.toMatchObject(missing)
    await expect(readPin({ file: dir.at('absent') })).rejects.toMatchObject(missing)
    await expect(readPin({ file: dir.write('empty', '\n') })).rejects.toMatchObject(missing)
  })
})
