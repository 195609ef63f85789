import '@chancery/testkit/matchers'
import { concat, type Format, utf8 } from '@chancery/core'
import { powershell } from '@chancery/formats'
import { osslsigncode, type PowerShellOptions, powerShellScript, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flipBit } from '../../../packages/formats/test/authenticode/signing.ts'
import { createParties, type Parties } from './parties.ts'

const ps = powershell as Format
let parties: Parties

beforeAll(async () => {
  parties = await createParties()
})
afterAll(() => parties[Symbol.asyncDispose]())

const SCRIPTS: readonly PowerShellOptions[] = (['utf8', 'utf8-bom', 'utf16le'] as const).flatMap((encoding) =>
  (['\r\n', '\n'] as const).flatMap((newline) =>
    [true, false].map((finalNewline) => ({ encoding, newline, finalNewline })),
  ),
)

describe.each(SCRIPTS)('$encoding, $newline, final newline $finalNewline', (options) => {
  it('signed by us, osslsigncode accepts it, alone and with another signature nested', async (context) => {
    using dir = tempDir()
    const tool = osslsigncode(context)
    const { release, second, stamp, trust } = parties
    const signed = await parties.sign(ps, powerShellScript(options), release, { stamp })
    const one = await tool.verify(dir.write('a.ps1', signed), trust)
    expect(one, one.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
    const nested = await parties.sign(ps, signed, second, { append: true })
    const two = await tool.verify(dir.write('a.psm1', nested), trust)
    expect(two, two.text).toMatchObject({ accepted: true, signatures: 2 })
    const tampered = await tool.verify(dir.write('a.psd1', flipBit(signed, 32 * 8)), trust)
    expect(tampered.accepted, tampered.text).toBe(false)
  })

  it('signed by osslsigncode, we accept it, and its nested signature too', async (context) => {
    using dir = tempDir()
    const tool = osslsigncode(context)
    const timestamped = ['-h', 'sha256', '-ts', parties.tsa.url]
    const first = await tool.sign(
      dir.write('a.ps1', powerShellScript(options)),
      dir.at('b.ps1'),
      parties.release,
      timestamped,
    )
    expect(first.code, first.text).toBe(0)
    const second = await tool.sign(dir.at('b.ps1'), dir.at('c.ps1'), parties.second, ['-h', 'sha256', '-nest'])
    expect(second.code, second.text).toBe(0)
    const [signature] = (await parties.verify(ps, dir.read('b.ps1'), 'b.ps1')).signatures
    expect(signature?.timestamp).not.toBeNull()
    expect((await parties.verify(ps, dir.read('c.ps1'), 'c.ps1')).signatures).toHaveLength(2)
    await expect(() => parties.verify(ps, flipBit(dir.read('b.ps1'), 32 * 8), 'b.ps1')).toThrowCode(
      'AUTHENTICODE_DIGEST_MISMATCH',
    )
  })
})

describe('a command behind the signature block', () => {
  it('is refused here, where osslsigncode 2.9 accepts it', async (context) => {
    using dir = tempDir()
    const signed = await parties.sign(ps, powerShellScript(), parties.release)
    const longer = concat(signed, utf8('Remove-Item *\r\n'))
    await expect(() => parties.verify(ps, longer, 'a.ps1')).toThrowCode('POWERSHELL_TEXT_AFTER_SIGNATURE')
    const verdict = await osslsigncode(context).verify(dir.write('a.ps1', longer), parties.trust)
    expect(verdict.accepted, 'osslsigncode has learned it: say so in docs/formats/powershell.md').toBe(true)
  })
})
