import { expect, test } from 'vitest'
import { canary } from '../src/index.ts'

const { secret, assertAbsent } = canary('pin')
const bytes = Buffer.from(secret)

const LEAKS: Readonly<Record<string, unknown>> = {
  text: `login with ${secret} failed`,
  bytes: new Uint8Array(bytes),
  hex: `0x${bytes.toString('hex').toUpperCase()}`,
  'base64 at 0': bytes.toString('base64'),
  'base64 at 1': Buffer.from(`x${secret}yz`).toString('base64'),
  'base64 at 2': Buffer.from(`xy${secret}z`).toString('base64'),
  'percent-encoded': bytes.toString('hex').replace(/../g, '%$&'),
  'UTF-16': new Uint8Array(Buffer.from(secret, 'utf16le')),
  'member of an error': Object.assign(new Error('no'), { details: { deep: { deeper: { pin: secret } } } }),
  'cause of an error': new Error('no', { cause: new Error(secret) }),
}

test.for(Object.keys(LEAKS))('a canary is found as %s', (name) => {
  expect(() => assertAbsent('nothing here', LEAKS[name])).toThrow(/leaked into output 1/)
})

test('outputs without it pass, another secret too', () => {
  expect(() => assertAbsent('signed 3 files', { code: 'PIN_WRONG' }, canary('pin').secret)).not.toThrow()
})

test('no output at all is an error: nothing was looked at', () => {
  expect(() => assertAbsent()).toThrow(/no output/)
  expect(() => assertAbsent('', new Uint8Array())).toThrow(/no output/)
})
