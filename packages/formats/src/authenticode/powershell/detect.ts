import { findMarkers } from './markers.ts'
import { encodingOf, isBinary, markLength } from './text.ts'

export const SUFFIXES: readonly string[] = ['.ps1', '.psm1', '.psd1']
const INTERPRETER = /(?:^|[/\\\s])(?:pwsh|powershell)(?:-\w+)?(?:\.exe)?(?:\s|$)/

/** Text cannot prove to be PowerShell, but for a `#!` line and a signature block. */
export function detectPowerShell(head: Uint8Array, name: string): 'yes' | 'maybe' | 'no' {
  if (isBinary(head)) return 'no'
  const named = SUFFIXES.some((suffix) => name.toLowerCase().endsWith(suffix))
  const text = new TextDecoder('latin1').decode(head.subarray(markLength(head)))
  const shebang = /^#!([^\r\n]*)/.exec(text)?.[1]
  if (shebang !== undefined) return INTERPRETER.test(shebang) ? 'yes' : 'no'
  // The same comments end signed files of other kinds (.mof has its own), so another name decides against them.
  const signed = (named || !name.includes('.')) && findMarkers({ encoding: encodingOf(head), bytes: head }).length > 0
  return signed ? 'yes' : named ? 'maybe' : 'no'
}
