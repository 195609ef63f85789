import '@chancery/testkit/matchers'
import { concat, type Format, memorySource, type SigningKey, utf8 } from '@chancery/core'
import { powershell } from '@chancery/formats'
import { createCa, powerShellScript, softwareKey } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults, formatOptions, inspectBytes, signBytes } from './signing.ts'

const ps = powershell as Format
const BEGIN = '# SIG # Begin signature block'
const END = '# SIG # End signature block'
let key: SigningKey
let other: SigningKey
let signed: string

beforeAll(async () => {
  const ca = await createCa()
  key = softwareKey(await ca.certify())
  other = softwareKey(await ca.certify({ key: 'p256', subject: 'CN=Other' }))
  signed = new TextDecoder().decode(await signBytes(ps, powerShellScript({ lines: ['Get-Date'] }), key))
})

async function refused(text: string, code: string): Promise<void> {
  // In both encodings: a rule that holds in one of them only is none.
  for (const bytes of [utf8(text), Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))]) {
    await expect(() => powershell.readSignatures(memorySource(bytes), null)).toThrowCode(code)
    await expect(() => powershell.describe(memorySource(bytes), formatOptions())).toThrowCode(code)
  }
}

describe('the signature block', () => {
  it.each(['utf8', 'utf8-bom', 'utf16le'] as const)(
    'has CRLF and 64 columns, in the encoding of the text: %s',
    async (encoding) => {
      const script = powerShellScript({ encoding, newline: '\n' })
      const bytes = await signBytes(ps, script, key)
      const block = Buffer.from(bytes.subarray(script.length)).toString(encoding === 'utf16le' ? 'utf16le' : 'latin1')
      const lines = block.split('\r\n')
      expect(lines.slice(0, 2)).toEqual(['', BEGIN])
      expect(lines.slice(-2)).toEqual([END, ''])
      const base64 = lines.slice(2, -2)
      expect(base64.slice(0, -1).every((line) => /^# [A-Za-z0-9+/]{64}$/.test(line))).toBe(true)
      expect(base64.at(-1)).toMatch(/^# [A-Za-z0-9+/]{1,64}={0,2}$/)
    },
  )

  it('is replaced, so that signing twice by the same key gives the same bytes', async () => {
    expect(await signBytes(ps, utf8(signed), key)).toEqual(utf8(signed))
    const replaced = await inspectBytes(ps, await signBytes(ps, utf8(signed), other))
    expect(replaced.map(({ signer }) => signer?.subject)).toEqual(['CN=Other'])
  })

  it('takes another signature by nesting', async () => {
    const twice = await signBytes(ps, utf8(signed), other, { append: true })
    const reports = await inspectBytes(ps, twice)
    expect(reports.map(({ nested, integrity }) => [nested, integrity])).toEqual([
      [false, 'ok'],
      [true, 'ok'],
    ])
    expect(await signBytes(ps, utf8('Get-Date'), key, { append: true })).toEqual(
      await signBytes(ps, utf8('Get-Date'), key),
    )
  })

  it('takes no other signature where it is no signature itself', async () => {
    const block = `Get-Date\r\n${BEGIN}\r\n# MAA=\r\n${END}\r\n`
    await expect(() => powershell.describe(memorySource(utf8(block)), formatOptions({ append: true }))).toThrowCode(
      'APPEND_TO_BROKEN',
    )
    expect(await faults(ps, utf8(block))).toHaveLength(1)
    expect((await faults(ps, utf8(block)))[0]).not.toBeNull()
  })
})

describe('text that runs and is not signed is refused', () => {
  it.each(['Remove-Item *', '\r\nRemove-Item *\r\n', '# comment\r\n', ' ', '\r\n \r\n', '\u00a0'])(
    'behind the block: %j',
    (text) => refused(signed + text, 'POWERSHELL_TEXT_AFTER_SIGNATURE'),
  )

  it('behind the last marker on its line', () =>
    refused(signed.replace(END, `${END} `), 'POWERSHELL_TEXT_AFTER_SIGNATURE'))

  it('between two blocks', async () => {
    const block = signed.slice(signed.indexOf(`\r\n${BEGIN}`))
    await refused(signed + block, 'POWERSHELL_SECOND_BLOCK')
    await refused(`${signed}Remove-Item *${block}`, 'POWERSHELL_SECOND_BLOCK')
    await refused(block + signed, 'POWERSHELL_SECOND_BLOCK')
  })

  it.each([BEGIN, `  ${BEGIN}`, '#SIG#Begin signature block', '# sig # BEGIN SIGNATURE BLOCK and more', `\t${END}`])(
    'with a line that some verifier takes for a marker: %j',
    async (line) => {
      await refused(`${line}\r\n${signed}`, 'POWERSHELL_SECOND_BLOCK')
      await refused(`1\n${line}\n2\r\n${signed}`, 'POWERSHELL_SECOND_BLOCK')
      await refused(`1\n${line}\n2`, 'POWERSHELL_BLOCK_MALFORMED')
    },
  )

  it.each([`Write-Output '${BEGIN}'`, `$x = 1 ${BEGIN}`, '# SIG # Begin the signature block', '# SIGN'])(
    'but not because of a line that only mentions one: %s',
    async (line) => {
      expect(await faults(ps, await signBytes(ps, utf8(`${line}\r\n`), key))).toEqual([null])
    },
  )
})

describe('a block that is not as we write it is refused', () => {
  const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
    ['LF everywhere', (text) => text.replaceAll('\r\n', '\n')],
    ['LF before it', (text) => text.replace(`\r\n${BEGIN}`, `\n${BEGIN}`)],
    ['LF after the first marker', (text) => text.replace(`${BEGIN}\r\n`, `${BEGIN}\n`)],
    ['LF at the end', (text) => `${text.slice(0, -2)}\n`],
    ['no line end at the end', (text) => text.slice(0, -2)],
    ['two line ends at the end', (text) => `${text}\r\n`],
    ['no second marker', (text) => text.slice(0, text.indexOf(END))],
    ['no first marker', (text) => text.replace(`${BEGIN}\r\n`, '')],
    ['a first marker in capitals', (text) => text.replace(BEGIN, BEGIN.toUpperCase())],
    ['a blank behind the first marker', (text) => text.replace(BEGIN, `${BEGIN} `)],
    ['no base64', (text) => text.replace(/(block\r\n)[\s\S]*(# SIG # End)/, '$1$2')],
    ['an empty line', (text) => text.replace(`${BEGIN}\r\n`, `${BEGIN}\r\n\r\n`)],
    ['a comment', (text) => text.replace(`${BEGIN}\r\n`, `${BEGIN}\r\n# \r\n`)],
    ['a command', (text) => text.replace(`${BEGIN}\r\n`, `${BEGIN}\r\nRemove-Item *\r\n`)],
    ['a line without its comment', (text) => text.replace(`${BEGIN}\r\n# `, `${BEGIN}\r\n`)],
    ['32 columns', (text) => text.replace(/(# [A-Za-z0-9+/]{32})([A-Za-z0-9+/]{32}\r\n)/, '$1\r\n# $2')],
    ['a longer line', (text) => text.replace(/([A-Za-z0-9+/]{64})\r\n# /, '$1')],
    ['other letters', (text) => text.replace(/(# [A-Za-z0-9+/]{10})./, '$1_')],
    [
      'more than 16 MiB',
      (text) => text.replace(`${BEGIN}\r\n`, `${BEGIN}${`\r\n# ${'A'.repeat(64)}`.repeat(250_000)}\r\n`),
    ],
    ['base64 without its end', (text) => text.replace(/[A-Za-z0-9+/=]\r\n# SIG # End/, '\r\n# SIG # End')],
  ]
  it.each(CHANGES)('%s', async (_, change) => {
    expect(change(signed)).not.toBe(signed)
    await refused(change(signed), 'POWERSHELL_BLOCK_MALFORMED')
  })

  it('but a block alone, over no text, is read', async () => {
    const block = signed.slice(signed.indexOf(`\r\n${BEGIN}`))
    expect(await faults(ps, utf8(block))).toEqual(['AUTHENTICODE_DIGEST_MISMATCH'])
    await refused(block.slice(2), 'POWERSHELL_BLOCK_MALFORMED')
  })

  it('trailing bytes behind the DER', async () => {
    const lines = signed.slice(signed.indexOf(BEGIN) + BEGIN.length, signed.indexOf(END)).replaceAll(/[#\s]/g, '')
    const der = concat(Uint8Array.from(Buffer.from(lines, 'base64')), Uint8Array.of(0))
    const base64 = Buffer.from(der)
      .toString('base64')
      .replaceAll(/.{1,64}/g, '# $&\r\n')
    const text = `Get-Date\r\n\r\n${BEGIN}\r\n${base64}${END}\r\n`
    expect(await faults(ps, utf8(text))).toEqual(['DER_TRAILING_BYTES'])
  })
})

describe('a description', () => {
  it('is of the script that is signed', async () => {
    const description = await powershell.describe(memorySource(utf8('1')), formatOptions())
    const signature = { algorithm: key.info.algorithm, value: new Uint8Array(), signer: key.info, timestampTokens: [] }
    await expect(() => powershell.embed(memorySource(utf8('12')), description, [signature])).toThrowCode('FILE_CHANGED')
  })
})
