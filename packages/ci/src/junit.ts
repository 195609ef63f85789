import type { Failure } from '@chancery/engine'
import { printable } from './printable.ts'

/**
 * Verdicts as JUnit XML, in the form that Jenkins' junit step and other CI platforms read: a file is a test case.
 * @param suite `chancery verify`
 * @param passed paths
 */
export function junitXml(suite: string, passed: readonly string[], failures: readonly Failure[]): string {
  const open = (name: string): string => `  <testcase classname="${attribute(suite)}" name="${attribute(name)}"`
  const cases = [
    ...passed.map((path) => `${open(path)}/>`),
    ...failures.map(
      ({ path, code, message, howToFix }) =>
        `${open(path ?? code)}><failure type="${attribute(code)}" message="${attribute(message)}">${attribute(`${message}. ${howToFix}`)}</failure></testcase>`,
    ),
  ]
  const counts = `tests="${cases.length}" failures="${failures.length}" errors="0" skipped="0"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="${attribute(suite)}" ${counts}>
${cases.join('\n')}
</testsuite>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** XML 1.0 has no way at all to write most control characters, U+FFFE, U+FFFF and lone surrogates. */
function attribute(text: string): string {
  return printable(text.toWellFormed())
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
}
