/** Interpreters for which an appended `#` line is no comment; everything else that a `#!` line names has to pass over one already. */
const OTHER_COMMENTS: ReadonlySet<string> = new Set([
  ...['node', 'nodejs', 'deno', 'bun', 'tsx', 'ts-node', 'qjs', 'gjs', 'osascript'],
  ...[
    'java',
    'jshell',
    'kotlin',
    'kotlinc',
    'scala',
    'scala-cli',
    'groovy',
    'swift',
    'dart',
    'go',
    'gorun',
    'rust-script',
    'zig',
  ],
  ...[
    'lua',
    'luajit',
    'texlua',
    'runhaskell',
    'runghc',
    'stack',
    'ocaml',
    'utop',
    'dotnet',
    'fsharpi',
    'csi',
    'dotnet-script',
  ],
  ...[
    'guile',
    'racket',
    'sbcl',
    'clisp',
    'emacs',
    'clojure',
    'clj',
    'bb',
    'janet',
    'gforth',
    'swipl',
    'escript',
    'php',
    'pike',
  ],
])

/** Without their dot, and what a file of that name is run with. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  ...{ sh: 'sh', bash: 'bash', dash: 'dash', ksh: 'ksh', zsh: 'zsh', fish: 'fish' },
  ...{ py: 'python', pyw: 'python', pl: 'perl', pm: 'perl', rb: 'ruby', rake: 'ruby' },
  ...{ awk: 'awk', tcl: 'tclsh', r: 'rscript', jl: 'julia' },
}

export const SCRIPT_SUFFIXES: readonly string[] = Object.keys(EXTENSIONS).map((extension) => `.${extension}`)

/** They have Authenticode. */
const POWERSHELL = /\.(?:ps1|psm1|psd1|ps1xml|psc1|cdxml)$/i

export function isPowerShellName(name: string): boolean {
  return POWERSHELL.test(name)
}

/** A text as scripts are: no control characters but white space, bell, backspace and escape. Any encoding that keeps ASCII. */
export function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x07 && byte <= 0x0d) || byte === 0x1b)
}

/** The name of the program in a `#!` line, without folder and version: `python` for `#!/usr/bin/env -S python3.12 -u`. null without such a line. */
export function shebangInterpreter(head: Uint8Array): string | null {
  if (head[0] !== 0x23 || head[1] !== 0x21) return null
  const end = head.findIndex((byte) => byte === 0x0a || byte === 0x0d)
  const line = new TextDecoder('latin1').decode(head.subarray(2, end < 0 ? undefined : end))
  const words = line.split(/[ \t]+/).filter((word) => word !== '')
  const program = baseName(words[0] ?? '')
  // env passes over its own options and assignments.
  const named =
    program === 'env' ? words.slice(1).find((word) => !word.startsWith('-') && !word.includes('=')) : words[0]
  return baseName(named ?? '')
    .toLowerCase()
    .replace(/(?<=.)[-\d.]+$/, '')
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** What a file without a `#!` line is run with, by its extension; null where that is no script. */
export function extensionInterpreter(name: string): string | null {
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot + 1).toLowerCase()
  return dot < 0 || !Object.hasOwn(EXTENSIONS, extension) ? null : (EXTENSIONS[extension] ?? null)
}

export function hasHashComments(interpreter: string): boolean {
  return !OTHER_COMMENTS.has(interpreter)
}

/** Perl and Ruby read what stands behind `__END__` or `__DATA__` through the handle DATA. */
export function hasDataSection(interpreter: string): boolean {
  return interpreter === 'perl' || interpreter === 'ruby' || interpreter === 'jruby'
}
