import { utf8 } from '@chancery/core'
import { powerShellScript, type ScriptLanguage, script as sample } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { script } from '../../src/script/script.ts'

const detect = (content: string | Uint8Array, name = 'input'): string =>
  script.detect(typeof content === 'string' ? utf8(content) : content, name)

describe('detecting scripts', () => {
  test.each<ScriptLanguage>(['bash', 'sh', 'python', 'perl', 'ruby'])(
    'a #! line is a %s script, whatever its name',
    (language) => {
      expect(detect(sample(language))).toBe('yes')
      expect(detect(sample(language), 'photo.jpg')).toBe('yes')
    },
  )

  test.each(['install.sh', 'a.BASH', 'setup.py', 'x.pl', 'X.pm', 'x.rb', 'x.tcl'])(
    'the name %s makes a text a script',
    (name) => {
      expect(detect('echo hello\n', name)).toBe('maybe')
      expect(detect('echo hello\n', `${name}.txt`)).toBe('no')
    },
  )

  test('text may be Latin-1, UTF-8 cut in two, or empty', () => {
    expect(detect(Uint8Array.of(0x23, 0xe4, 0x0a), 'x.sh')).toBe('maybe')
    expect(detect(utf8('# ü').subarray(0, 3), 'x.sh')).toBe('maybe')
    expect(detect('', 'x.sh')).toBe('maybe')
    expect(detect('', 'x')).toBe('no')
  })

  test('no binary is a script, whatever its name and first line', () => {
    expect(detect('#!/bin/sh\n\0', 'x.sh')).toBe('no')
    expect(detect('MZ\x01', 'x.sh')).toBe('no')
    expect(detect('\x7fELF', 'x.sh')).toBe('no')
    expect(detect(powerShellScript({ encoding: 'utf16le' }), 'x.sh')).toBe('no')
  })

  test.each(['x.ps1', 'x.PSM1', 'x.psd1', 'x.ps1xml'])('%s has a format of its own', (name) => {
    expect(detect('#!/usr/bin/env pwsh\n', name)).toBe('no')
    expect(detect('# -----BEGIN CMS-----\n', name)).toBe('no')
  })

  test.each([
    '#!/usr/bin/env node\n',
    '#!/usr/local/bin/node --experimental-vm-modules\n',
    '#!/usr/bin/env -S FORCE=1 deno run\n',
    '#! /usr/bin/lua5.4\n',
    '#!/usr/bin/php8.2\r\n',
  ])('%j has no # comments', (line) => {
    expect(detect(`${line}code\n`)).toBe('no')
    expect(detect(`${line}code\n`, 'x.sh')).toBe('no')
  })

  test.each(['#!/usr/bin/env -S python3.12 -u\n', '#!/opt/acme/bin/runner\n', '#!\n', '#!/usr/bin/env bash'])(
    '%j has',
    (line) => {
      expect(detect(line)).toBe('yes')
    },
  )

  test('a block says so by itself, but not in the middle of a line', () => {
    expect(detect('x = 1\n# -----BEGIN CMS-----\n# MAA=\n# -----END CMS-----\n')).toBe('yes')
    expect(detect('x = "# -----BEGIN CMS-----"\n')).toBe('no')
  })
})
