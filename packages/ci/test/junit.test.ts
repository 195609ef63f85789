import { expect, test } from 'vitest'
import { junitXml } from '../src/junit.ts'

test('names and messages cannot leave their attribute, and hold nothing that XML has no way to write', () => {
  const name = 'a"><failure/>\u0000\u001b[31m\ud800\ufffe&\u2028.exe'
  const xml = junitXml(
    'chancery verify',
    ['good.exe'],
    [
      { path: name, code: 'NOT_SIGNED', message: name, howToFix: 'Sign <it>.' },
      { path: null, code: 'TRUST_NOT_GIVEN', message: 'nobody', howToFix: 'Say whom.' },
    ],
  )
  expect(xml).toContain('tests="3" failures="2"')
  expect(xml.match(/<testcase /g)).toHaveLength(3)
  expect(xml.match(/<failure /g)).toHaveLength(2)
  expect(xml).toContain('name="TRUST_NOT_GIVEN"')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/)
  expect(xml).toContain('a&quot;&gt;&lt;failure/&gt;')
})
