import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { concat, fromUtf8, type SigningKey, utf8 } from '@chancery/core'
import {
  type Ca,
  CHECKOUT,
  createCa,
  pem,
  type SkipContext,
  script as sample,
  softwareKey,
  type TestKeyKind,
  tempDir,
  tool,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { script } from '../../src/script/script.ts'
import { signBytes } from '../in-memory.ts'

/** The recipe as the page has it, and nothing else. */
const page = readFileSync(join(CHECKOUT, 'docs/formats/script.md'), 'utf8')
const [, recipe = ''] = /^## Verify with POSIX sh and openssl$.*?^```sh\n(.*?)^```$/ms.exec(page) ?? []

let ca: Ca
let key: SigningKey
beforeAll(async () => {
  ca = await createCa()
  key = softwareKey(await ca.certify({ key: 'p256' }))
})

async function runRecipe(content: Uint8Array, anchor: Uint8Array, context: SkipContext): Promise<string> {
  tool('openssl', context)
  using dir = tempDir()
  const args = [
    dir.write('verify.sh', recipe),
    dir.write('input', content),
    dir.write('ca.pem', pem('CERTIFICATE', anchor)),
  ]
  const { code, stdout } = await tool('dash', context).run(args, { cwd: dir.path, env: { TMPDIR: dir.path } })
  return code === 0 ? fromUtf8(stdout).trim() : `exit ${code}`
}

test('the page has a recipe with openssl and POSIX tools alone', () => {
  expect(recipe).toContain('openssl cms -verify')
  const commands = recipe.replace(/^#.*$/gm, '')
  expect(commands).not.toMatch(/\b(chancery|bash|mktemp|python|perl|base64|grep -[A-Za-z]*[aPo])/)
})

describe('the recipe accepts', () => {
  test.for<[TestKeyKind, boolean]>([
    ['rsa2048', false],
    ['rsa2048', true],
    ['p256', false],
    ['p384', false],
    ['p521', false],
  ])('a %s signature, PSS: %s', async ([kind, pss], context) => {
    const { content } = await signBytes(script, sample('bash'), softwareKey(await ca.certify({ key: kind }), { pss }))
    expect(await runRecipe(content, ca.root.certificate.der, context)).toBe('verified')
  })

  test('CRLF, Latin-1, no final line feed, and several signers', async (context) => {
    const odd = concat(utf8('#!/usr/bin/perl\r\n# '), Uint8Array.of(0xe4, 0xff), utf8('\r\nprint 1'))
    const one = await signBytes(script, odd, key)
    const rsa = softwareKey(await ca.certify({ key: 'rsa2048', subject: 'CN=Two' }))
    const two = await signBytes(script, one.content, rsa, { append: true })
    expect(await runRecipe(one.content, ca.root.certificate.der, context)).toBe('verified')
    expect(await runRecipe(two.content, ca.root.certificate.der, context)).toBe('verified')
  })
})

describe('the recipe refuses', () => {
  const begin = '# -----BEGIN CMS-----\n'
  test.for<[string, (text: string) => string]>([
    ['a changed script', (text) => text.replace('hello', 'howdy')],
    ['a changed first line', (text) => text.replace('env bash', 'env sh')],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['text after the block', (text) => `${text}echo owned\n`],
    ['a command in the block', (text) => text.replace(begin, `${begin}echo owned\n`)],
    ['a command in front of its last line', (text) => text.replace('# -----END', 'echo owned\n# -----END')],
    ['a second block', (text) => text + text.slice(text.indexOf(begin))],
    ['no block', (text) => text.slice(0, text.indexOf(begin))],
    ['no line feed at the end', (text) => text.slice(0, -1)],
    ['a block alone', (text) => text.slice(text.indexOf(begin))],
    ['an empty file', () => ''],
  ])('%s', async ([, change], context) => {
    const { content } = await signBytes(script, sample('bash'), key)
    expect(await runRecipe(utf8(change(fromUtf8(content))), ca.root.certificate.der, context)).toBe('exit 1')
  })

  test('a signer of another authority, or not for code', async (context) => {
    const mail = softwareKey(await ca.certify({ key: 'p256', fault: 'wrong-eku' }))
    const both = await signBytes(script, sample('bash'), key)
    const stranger = (await createCa({ name: 'Stranger' })).root.certificate.der
    expect(await runRecipe(both.content, stranger, context)).toBe('exit 1')
    expect(
      await runRecipe((await signBytes(script, sample('bash'), mail)).content, ca.root.certificate.der, context),
    ).toBe('exit 1')
    const two = await signBytes(
      script,
      both.content,
      softwareKey(await ca.certify({ key: 'rsa2048', fault: 'wrong-eku' })),
      { append: true },
    )
    expect(await runRecipe(two.content, ca.root.certificate.der, context)).toBe('exit 1')
  })
})
