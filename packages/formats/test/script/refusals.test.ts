import '@chancery/testkit/matchers'
import { concat, fromUtf8, inspectArtifact, memorySource, type SigningKey, utf8, verifyArtifact } from '@chancery/core'
import { type Ca, type CertificateFault, createCa, script as sample, softwareKey } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { script } from '../../src/script/script.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'

let ca: Ca
let key: SigningKey
let signed: string
beforeAll(async () => {
  ca = await createCa()
  key = softwareKey(await ca.certify({ key: 'p256' }))
  signed = fromUtf8((await signBytes(script, sample('bash'), key)).content)
})

async function verdict(text: string | Uint8Array): Promise<string> {
  const source = memorySource(typeof text === 'string' ? utf8(text) : text, 'input')
  return verifyArtifact(source, script, trusting(ca)).then(
    () => 'verified',
    (error) => error.code,
  )
}

describe('verifying refuses', () => {
  const begin = '# -----BEGIN CMS-----\n'
  const end = '# -----END CMS-----\n'

  test('nothing about the file as it was signed', async () => {
    expect(await verdict(signed)).toBe('verified')
  })

  test.each<[string, (text: string) => string, string]>([
    ['another first line', (text) => text.replace('#!/usr/bin/env bash', '#!/usr/bin/env dash'), 'DIGEST_MISMATCH'],
    ['a line more in front', (text) => `echo first\n${text}`, 'DIGEST_MISMATCH'],
    ['an empty line more before the block', (text) => text.replace(begin, `\n${begin}`), 'DIGEST_MISMATCH'],
    ['an empty line less', (text) => text.replace('set -euo pipefail\n', ''), 'DIGEST_MISMATCH'],
    ['CRLF in the script alone', (text) => text.replace('pipefail\n', 'pipefail\r\n'), 'DIGEST_MISMATCH'],
    ['CRLF throughout', (text) => text.replaceAll('\n', '\r\n'), 'SCRIPT_BLOCK_MALFORMED'],
    [
      'CRLF in the block alone',
      (text) => text.replace(/# -----BEGIN.*/s, (it) => it.replaceAll('\n', '\r\n')),
      'SCRIPT_BLOCK_MALFORMED',
    ],
    [
      'CRLF in one line of the block',
      (text) => text.replace(begin, begin.replace('\n', '\r\n')),
      'SCRIPT_BLOCK_MALFORMED',
    ],
    ['a command after the block', (text) => `${text}echo owned\n`, 'SCRIPT_TEXT_AFTER_BLOCK'],
    ['a comment after the block', (text) => `${text}# \n`, 'SCRIPT_TEXT_AFTER_BLOCK'],
    ['an empty line after the block', (text) => `${text}\n`, 'SCRIPT_TEXT_AFTER_BLOCK'],
    ['a second block', (text) => text + text.slice(text.indexOf(begin)), 'SCRIPT_SECOND_BLOCK'],
    ['two scripts in one', (text) => text + text, 'SCRIPT_SECOND_BLOCK'],
    ['a block in front too', (text) => text.slice(text.indexOf(begin)) + text, 'SCRIPT_SECOND_BLOCK'],
    ['a second first line', (text) => text.replace(begin, begin + begin), 'SCRIPT_SECOND_BLOCK'],
    ['no last line', (text) => text.replace(end, ''), 'SCRIPT_BLOCK_MALFORMED'],
    ['no first line', (text) => text.replace(begin, ''), 'SCRIPT_BLOCK_MALFORMED'],
    ['a cut last line', (text) => text.slice(0, -3), 'SCRIPT_BLOCK_MALFORMED'],
    ['no line feed at the end', (text) => text.slice(0, -1), 'SCRIPT_BLOCK_MALFORMED'],
    ['a command inside the block', (text) => text.replace(begin, `${begin}echo owned\n`), 'SCRIPT_BLOCK_MALFORMED'],
    ['a comment inside the block', (text) => text.replace(begin, `${begin}# remark\n`), 'SCRIPT_BLOCK_MALFORMED'],
    ['an empty line inside the block', (text) => text.replace(begin, `${begin}\n`), 'SCRIPT_BLOCK_MALFORMED'],
    [
      'a blank behind a line of the block',
      (text) => text.replace(begin, `${begin.trim()} \n`),
      'SCRIPT_BLOCK_MALFORMED',
    ],
    ['lines of another length', (text) => text.replace(/(# .{60})(.{4})\n# /, '$1\n# $2'), 'SCRIPT_BLOCK_MALFORMED'],
    ['an empty block', (text) => text.slice(0, text.indexOf(begin)) + begin + end, 'SCRIPT_BLOCK_MALFORMED'],
    [
      'a block that is no CMS',
      (text) => `${text.slice(0, text.indexOf(begin))}${begin}# MAA=\n${end}`,
      'DER_MALFORMED',
    ],
    ['a block without a script', (text) => text.slice(text.indexOf(begin)), 'SCRIPT_BLOCK_MALFORMED'],
    ['a file without its block', (text) => text.slice(0, text.indexOf(begin)), 'NOT_SIGNED'],
    ['a first line that is none any more', (text) => text.replace(/(# -----(BEGIN|END)) CMS/g, '$1 PGP'), 'NOT_SIGNED'],
    ['an empty file', () => '', 'NOT_SIGNED'],
  ])('%s', async (_, change, code) => {
    const changed = change(signed)
    expect(changed).not.toBe(signed)
    expect(await verdict(changed)).toBe(code)
  })

  test("another script's block", async () => {
    const other = fromUtf8((await signBytes(script, sample('perl'), key)).content)
    expect(await verdict(signed.slice(0, signed.indexOf(begin)) + other.slice(other.indexOf(begin)))).toBe(
      'DIGEST_MISMATCH',
    )
  })

  test('a CMS with content of its own', async () => {
    const { buildSignedAttributes, buildSignedData, encodeOctetString, OID } = await import('@chancery/codec')
    const { createHash } = await import('node:crypto')
    const content = utf8('something else')
    const messageDigest = Uint8Array.from(createHash('sha256').update(content).digest())
    const signedAttrs = buildSignedAttributes({ contentType: OID.data, messageDigest })
    const { algorithm, certificates } = key.info
    const signature = await key.sign(signedAttrs)
    const eContent = encodeOctetString(content)
    const cms = buildSignedData({ eContentType: OID.data, eContent, certificates, signedAttrs, algorithm, signature })
    const { encodeBlock } = await import('../../src/script/block.ts')
    expect(await verdict(concat(sample('bash'), encodeBlock(cms)))).toBe('SIGNATURE_NOT_DETACHED')
  })

  test('a broken one of two signatures', async () => {
    const rsa = softwareKey(await ca.certify({ key: 'rsa2048', subject: 'CN=Two' }))
    const two = (await signBytes(script, utf8(signed), rsa, { append: true })).content
    const alone = (await signBytes(script, sample('bash'), rsa)).content
    expect(await verdict(two)).toBe('verified')
    // Every octet of the CMS is base64 in turn; the RSA signature value is the longest run that nothing else explains.
    const { parsePem, encodePem } = await import('@chancery/codec')
    const pem = fromUtf8(two).slice(fromUtf8(two).indexOf(begin)).replace(/^# /gm, '')
    const cms = Uint8Array.from(parsePem(pem)[0]?.bytes as Uint8Array)
    const at = cms.length - 100
    cms[at] = (cms[at] as number) ^ 1
    const block = encodePem('CMS', cms).replace(/^(?=.)/gm, '# ')
    expect(await verdict(fromUtf8(sample('bash')) + block)).toMatch(/SIGNATURE_INVALID/)
    expect(await verdict(alone)).toBe('verified')
  })

  test.each<[CertificateFault, string]>([
    ['wrong-eku', 'CERTIFICATE_PURPOSE'],
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['chain-withheld', 'CHAIN_UNTRUSTED'],
    ['issuer-not-ca', 'CHAIN_INVALID'],
  ])('a signer whose certificate is %s', async (fault, code) => {
    const faulty = softwareKey(await ca.certify({ key: 'p256', fault }))
    expect(await verdict((await signBytes(script, sample('bash'), faulty)).content)).toBe(code)
  })

  test("another authority's signer", async () => {
    const stranger = softwareKey(await (await createCa({ name: 'Stranger' })).certify({ key: 'p256' }))
    expect(await verdict((await signBytes(script, sample('bash'), stranger)).content)).toBe('CHAIN_UNTRUSTED')
  })

  test('and inspecting reports the fault instead of throwing it', async () => {
    const [report] = await inspectArtifact(memorySource(utf8(`${signed}echo owned\n`)), script)
    expect(report).toMatchObject({ integrity: 'failed', signer: null, fault: { code: 'SCRIPT_TEXT_AFTER_BLOCK' } })
  })
})

describe('signing refuses', () => {
  const describing =
    (text: string | Uint8Array, name = 'input', append = false) =>
    (): Promise<unknown> =>
      script.describe(memorySource(typeof text === 'string' ? utf8(text) : text, name), { ...OPTIONS, append })

  test.each<[string, string, string]>([
    ['an empty file', '', 'EMPTY_FILE'],
    ['a binary payload', `#!/bin/sh\nexit\n${'x'.repeat(3 << 20)}\0\n`, 'SCRIPT_BINARY'],
    ['JavaScript', '#!/usr/bin/env node\nconsole.log(1)\n', 'SCRIPT_COMMENT_SYNTAX'],
    ['a shell line that goes on', '#!/bin/sh\necho a\\', 'SCRIPT_ENDS_OPEN'],
    ['a shell line that goes on, with its line feed', '#!/bin/sh\necho a\\\\\\\n', 'SCRIPT_ENDS_OPEN'],
    ['Perl that reads its data', '#!/usr/bin/perl\nprint while <DATA>;\n__DATA__\nx\n', 'SCRIPT_READS_ITSELF'],
    ['Ruby that reads its data', '#!/usr/bin/ruby\nputs DATA.read\n__END__\nx\n', 'SCRIPT_READS_ITSELF'],
    [
      'text after a block',
      '#!/bin/sh\n# -----BEGIN CMS-----\n# MAA=\n# -----END CMS-----\necho a\n',
      'SCRIPT_TEXT_AFTER_BLOCK',
    ],
    ['half a block', '#!/bin/sh\n# -----BEGIN CMS-----\necho a\n', 'SCRIPT_BLOCK_MALFORMED'],
  ])('%s', async (_, text, code) => {
    await expect(describing(text)).toThrowCode(code)
  })

  test('by name where there is no #! line', async () => {
    await expect(describing('print while <DATA>;\n__DATA__\nx\n', 'x.pl')).toThrowCode('SCRIPT_READS_ITSELF')
  })

  test.each<[string, string]>([
    ['an escaped backslash at the end', '#!/bin/sh\necho a\\\\\n'],
    ['Perl with its manual behind __END__', '#!/usr/bin/perl\nprint 1;\n__END__\n\n=head1 NAME\n'],
    ['Python with a variable DATA', '#!/usr/bin/python3\nDATA = 1\n__END__ = 2\n'],
    ["a block's first line inside another line", '#!/bin/sh\necho "# -----BEGIN CMS-----"\n'],
  ])('not %s', async (_, text) => {
    await expect(describing(text)()).resolves.toMatchObject({ bodySize: text.length })
  })

  test('to add a signature beside one that does not hold', async () => {
    const changed = signed.replace('hello', 'howdy')
    await expect(describing(changed, 'input', true)).toThrowCode('APPEND_TO_BROKEN')
    await expect(describing(changed, 'input', false)()).resolves.toBeDefined()
  })

  test('a block that is no CMS is replaced, and not added to', async () => {
    const odd = '#!/bin/sh\n# -----BEGIN CMS-----\n# MAA=\n# -----END CMS-----\n'
    await expect(describing(odd)()).resolves.toMatchObject({ bodySize: 10 })
    await expect(describing(odd, 'input', true)).toThrowCode('DER_MALFORMED')
  })
})
