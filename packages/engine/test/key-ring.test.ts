import { describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { type Config, NO_CONFIG } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { resolveKey } from '../src/key-ring.ts'

const config: Config = {
  ...NO_CONFIG,
  path: '/c/chancery.yaml',
  keys: {
    release: {
      uri: 'pkcs11:token=ci;object=release',
      module: '/file.so',
      pin: { file: '/file.pin' },
      certificate: '/file.pem',
      softhsm: '/s.conf',
    },
    bare: { uri: 'pkcs11:token=ci;object=bare' },
  },
}
const context = (env: Record<string, string> = {}): Context => ({ cwd: '/w', env, config, signal: undefined })
const ENV = {
  CHANCERY_MODULE: '/env.so',
  CHANCERY_PIN: '1234',
  CHANCERY_PIN_FILE: 'env.pin',
  CHANCERY_CERTIFICATE: 'env.pem',
}

describe('the key that --key names', () => {
  it('is as the file says where nothing else is said', () => {
    expect(resolveKey(context(), 'release', {})).toEqual({ name: 'release', ...config.keys.release })
  })

  it('takes the environment before the file', () => {
    expect(resolveKey(context(ENV), 'release', {})).toMatchObject({
      module: '/env.so',
      pin: { env: 'CHANCERY_PIN' },
      certificate: '/w/env.pem',
      softhsm: '/s.conf',
    })
    const { CHANCERY_PIN: _, ...rest } = ENV
    expect(resolveKey(context(rest), 'release', {}).pin).toEqual({ file: '/w/env.pin' })
  })

  it('takes flags before the environment', () => {
    const overrides = { module: '/flag.so', certificate: 'flag.pem' }
    expect(resolveKey(context(ENV), 'release', overrides)).toMatchObject({
      module: '/flag.so',
      certificate: '/w/flag.pem',
    })
  })

  it('is a URI as well, named by its object', () => {
    const uri = 'pkcs11:token=ci;object=other?module-path=/uri.so'
    expect(resolveKey(context(), uri, {})).toEqual({ name: 'other', uri, module: '/uri.so' })
    expect(resolveKey(context(ENV), uri, {})).toMatchObject({ module: '/env.so', pin: { env: 'CHANCERY_PIN' } })
    expect(resolveKey(context(), 'pkcs11:token=ci', {}).name).toBe('key')
  })

  it('must be known, and the nearest is named', () => {
    expect(() => resolveKey(context(), 'relaese', {})).toThrowCode('KEY_UNKNOWN')
    expect(() => resolveKey(context(), 'relaese', {})).toThrow('"release"')
    expect(() => resolveKey(context(), 'toString', {})).toThrowCode('KEY_UNKNOWN')
    expect(() => resolveKey(context(), 'pkcs11:object=%zz', {})).toThrowCode('URI_INVALID')
  })
})

describe('a key that --key does not name', () => {
  it('takes the environment only where the file is silent', () => {
    expect(resolveKey(context(ENV), 'release', null)).toEqual({ name: 'release', ...config.keys.release })
    expect(resolveKey(context(ENV), 'bare', null)).toEqual({
      name: 'bare',
      uri: 'pkcs11:token=ci;object=bare',
      module: '/env.so',
      pin: { env: 'CHANCERY_PIN' },
    })
  })
})
