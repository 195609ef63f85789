import { expect, test } from 'vitest'
import { createCa, osslsigncode, powerShellScript, type ScriptLanguage, script, tempDir, tool } from '../src/index.ts'

const LANGUAGES: readonly ScriptLanguage[] = ['bash', 'sh', 'perl', 'python']

test.for(LANGUAGES)('the %s script runs', async (language, context) => {
  using dir = tempDir()
  for (const finalNewline of [true, false]) {
    const path = dir.write('run', script(language, { finalNewline }), 0o700)
    const interpreter = language === 'python' ? 'python3' : language
    const ran = await tool(interpreter, context).run([path])
    expect(ran).toMatchObject({ code: 0, text: 'hello world\n' })
  }
})

test('the ruby script is text with its shebang', () => {
  expect(new TextDecoder().decode(script('ruby'))).toMatch(/^#!\/usr\/bin\/env ruby\n.*\n$/)
})

test('encodings and line ends of PowerShell are what they are called', () => {
  const hex = (options: Parameters<typeof powerShellScript>[0]): string =>
    Buffer.from(powerShellScript({ lines: ['é', 'b'], ...options })).toString('hex')
  expect(hex({})).toBe('c3a90d0a620d0a')
  expect(hex({ newline: '\n', finalNewline: false })).toBe('c3a90a62')
  expect(hex({ encoding: 'utf8-bom', newline: '\n' })).toBe('efbbbfc3a90a620a')
  expect(hex({ encoding: 'utf16le' })).toBe('fffee9000d000a0062000d000a00')
})

test.for(['utf8', 'utf8-bom', 'utf16le'] as const)(
  'osslsigncode signs and verifies a %s script',
  async (encoding, context) => {
    using dir = tempDir()
    const ca = await createCa()
    const program = osslsigncode(context)
    const input = dir.write('in.ps1', powerShellScript({ encoding }))
    const signed = await program.sign(input, dir.at('out.ps1'), await ca.certify())
    expect(signed.text).toContain('Succeeded')
    expect(await program.verify(dir.at('out.ps1'), { trust: ca.root.certificate.pem })).toMatchObject({
      accepted: true,
    })
  },
)
