import { fromUtf8, type SigningKey, utf8 } from '@chancery/core'
import { createCa, type SkipContext, softwareKey, tempDir, tool } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { script } from '../../src/script/script.ts'
import { signBytes } from '../in-memory.ts'

let key: SigningKey
beforeAll(async () => {
  key = softwareKey(await (await createCa()).certify({ key: 'p256' }))
})

interface Run {
  readonly code: number | null
  readonly text: string
}

/** The script before and after signing, run by its interpreter. */
async function bothRuns(program: string, text: string, context: SkipContext): Promise<{ before: Run; after: Run }> {
  using dir = tempDir()
  const interpreter = tool(program, context)
  const { content } = await signBytes(script, utf8(text), key, { name: 'input.sh' })
  expect(fromUtf8(content)).toContain('# -----END CMS-----\n')
  const run = async (bytes: Uint8Array | string): Promise<Run> => {
    const { code, text: output } = await interpreter.run([dir.write('input', bytes, 0o700), 'one', 'two'], {
      cwd: dir.path,
    })
    return { code, text: output.replaceAll(dir.path, '') }
  }
  return { before: await run(text), after: await run(content) }
}

describe('a signed script runs as before', () => {
  test.for<[string, string, string]>([
    ['bash', 'arguments and exit code', '#!/bin/bash\necho "$#" "$@" "$0"\nexit 3\n'],
    ['bash', 'no final line feed', '#!/bin/bash\necho a'],
    ['bash', 'exec', '#!/bin/bash\nexec echo "$1"\n'],
    ['bash', 'a here-document at the end', '#!/bin/bash\ncat <<EOF\n# a\nEOF\n'],
    ['bash', 'an escaped backslash at the end', '#!/bin/bash\necho a \\\\\n'],
    ['bash', 'a failing last command', '#!/bin/bash\nset -e\nfalse\n'],
    ['dash', 'functions', '#!/bin/sh\nf() { echo "$1"; return 4; }\nf "$2"\n'],
    ['dash', 'the exit code of its last command', '#!/bin/sh\ntrue\n(exit 7)'],
    ['python3', 'CRLF', '#!/usr/bin/env python3\r\nimport sys\r\nprint(sys.argv[1:])\r\nsys.exit(5)\r\n'],
    ['python3', 'an indented block without a final line feed', 'if True:\n    print(1)'],
    ['python3', 'a string at the end', 'print(1)\n"""\n# -----\n"""'],
    ['perl', 'CRLF', '#!/usr/bin/perl\r\nprint "@ARGV\\n";\r\nexit 6;\r\n'],
    ['perl', '__END__ with a manual', 'print "a\\n";\n__END__\n\n=head1 NAME\n\nx\n\n=cut\n'],
    ['perl', 'a manual without its =cut', 'print "a\\n";\n\n=head1 NAME\n\nx\n'],
    ['ruby', '__END__', 'puts ARGV\n__END__\nx\n'],
    ['ruby', 'no final line feed', 'exit ARGV.length'],
  ])('%s: %s', async ([program, , text], context) => {
    const { before, after } = await bothRuns(program, text, context)
    expect(after).toEqual(before)
  })

  test('and what is refused really would not', async (context) => {
    using dir = tempDir()
    const perl = tool('perl', context)
    const block = '# -----BEGIN CMS-----\n# MAA=\n# -----END CMS-----\n'
    const text = 'print while <DATA>;\n__DATA__\nx\n'
    const run = async (content: string): Promise<string> => (await perl.run([dir.write('x.pl', content)])).text
    expect(await run(text)).toBe('x\n')
    expect(await run(text + block)).toBe(`x\n${block}`)
    const dash = tool('dash', context)
    const open = '#!/bin/sh\necho a\\\n'
    expect((await dash.run([dir.write('x.sh', open + block)])).text).not.toBe(
      (await dash.run([dir.write('y.sh', open)])).text,
    )
  })
})
