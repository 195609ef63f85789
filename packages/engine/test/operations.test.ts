import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_ALGORITHMS, RSA_BITS, SIGNATURE_ALGORITHMS } from '@chancery/core'
import { allFormats } from '@chancery/formats'
import { CHECKOUT } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { checkValues, VERSION } from '../src/index.ts'
import {
  DIGEST_NAMES,
  FORMAT_IDS,
  KEY_KINDS,
  KEYS_GENERATE,
  OCI_FORMATS,
  OPERATIONS,
  type OptionSpec,
  REQUIREMENTS,
  SIGN,
  VERIFY,
} from '../src/operations/index.ts'

const json = (path: string): Record<string, never> => JSON.parse(readFileSync(join(CHECKOUT, path), 'utf8'))

/** Every `enum` of a schema below members of this name. */
function enumsOf(schema: unknown, member: string): unknown[][] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([name, value]) => {
    const below = enumsOf(value, member)
    const own = name === member ? [value, ...(value.anyOf ?? [])].flatMap((one) => (one.enum ? [one.enum] : [])) : []
    return [...own, ...below]
  })
}

describe('what the table of operations says is what the code has', () => {
  it('formats, also in the schemas', () => {
    const ids = allFormats.map(({ id }) => id)
    expect(FORMAT_IDS).toEqual(ids)
    for (const command of ['sign', 'verify', 'inspect', 'signing-record']) {
      const enums = enumsOf(json(`docs/schema/${command}.v1.json`), 'format')
      expect(enums.length, command).toBeGreaterThan(0)
      const images = command === 'sign' || command === 'signing-record' ? OCI_FORMATS.map((kind) => `oci-${kind}`) : []
      for (const one of enums) expect(one.filter((id) => id !== null)).toEqual([...ids, ...images])
    }
  })

  it('digests, key kinds and RSA lengths', () => {
    const digests = new Set(SIGNATURE_ALGORITHMS.map(({ digest }) => digest))
    expect(DIGEST_NAMES).toEqual([...digests].sort())
    expect(KEY_KINDS).toEqual(KEY_ALGORITHMS.map(({ kind }) => kind))
    const bits = KEYS_GENERATE.options.find(({ name }) => name === 'bits')?.choices?.map(Number) ?? []
    expect([Math.min(...bits), Math.max(...bits)]).toEqual([RSA_BITS.min, RSA_BITS.max])
  })

  it('signature algorithms in the schema of sign', () => {
    const [algorithms] = enumsOf(json('docs/schema/sign.v1.json'), 'signatureAlgorithm')
    const ids = SIGNATURE_ALGORITHMS.map(({ id }) => id)
    // What cosign takes of a longer curve is in no other format.
    const ofImages = ['ecdsa-p384-sha256', 'ecdsa-p521-sha256']
    expect(new Set(algorithms)).toEqual(new Set([...ids, ...ofImages]))
  })

  it('requirements and the version', () => {
    expect(REQUIREMENTS).toEqual(['timestamp', 'attestation', 'provenance', 'log', 'strong'])
    for (const name of ['engine', 'cli']) expect(VERSION).toBe(json(`packages/${name}/package.json`).version)
  })
})

describe('the table itself', () => {
  it('names each option of an operation once, with help, and a value where it takes one', () => {
    expect(OPERATIONS.length).toBeGreaterThan(8)
    for (const { name, options } of OPERATIONS) {
      const names = options.map((option) => option.name)
      expect(new Set(names).size, name).toBe(names.length)
      for (const option of options) {
        expect(option.help, `${name} --${option.name}`).not.toBe('')
        const takesValue = option.kind !== 'flag' && option.kind !== 'switch'
        expect(option.value !== undefined, `${name} --${option.name}`).toBe(takesValue)
      }
    }
  })

  it('means the same by an option of one name in every operation', () => {
    const kinds = new Map<string, Set<string>>()
    // What `serve` is told to serve is no list of URLs.
    for (const { options } of OPERATIONS.filter(({ name }) => name !== 'serve')) {
      // `out` is a folder where files are signed and a file elsewhere, both a text.
      for (const { name, kind } of options) kinds.set(name, (kinds.get(name) ?? new Set()).add(kind))
    }
    expect([...kinds].filter(([, set]) => set.size > 1)).toEqual([])
  })

  it('has every variable of the configuration page, and no other', () => {
    const page = readFileSync(join(CHECKOUT, 'docs/configuration.md'), 'utf8')
    const declared = OPERATIONS.flatMap(({ options }) => options.flatMap(({ env }: OptionSpec) => (env ? [env] : [])))
    for (const name of new Set(declared)) expect(page).toContain(`\`${name}\``)
  })
})

describe('checkValues', () => {
  it('takes what the table allows', () => {
    checkValues(SIGN, { key: 'release', digest: 'sha384', concurrency: '8', timestamp: ['http://a', 'http://b'] })
    checkValues(VERIFY, { require: ['timestamp,attestation', 'log'] })
    checkValues(KEYS_GENERATE, { key: 'k', label: 'new', kind: 'rsa', bits: '4096' })
  })

  it.each([
    [SIGN, { format: 'jra' }, ['jra', '"jar"']],
    [SIGN, { digest: 'md5' }, ['md5', 'sha256']],
    [SIGN, { concurrency: '-1' }, ['--concurrency']],
    [SIGN, { concurrency: '1e3', digest: 'sha1' }, ['--concurrency', '--digest']],
    [SIGN, { key: '' }, ['--key']],
    [VERIFY, { require: ['timestamp,attestations'] }, ['attestations', '"attestation"']],
    [KEYS_GENERATE, { key: 'k', kind: 'rsa', bits: '1024' }, ['--label', '--bits 1024']],
    [KEYS_GENERATE, {}, ['--label', '--kind']],
  ] as const)('refuses for %# all that is wrong at once', (operation, values, words) => {
    expect(() => checkValues(operation, values)).toThrowCode('OPTION_INVALID')
    try {
      checkValues(operation, values)
    } catch (error) {
      for (const word of words) expect((error as Error).message).toContain(word)
    }
  })
})
