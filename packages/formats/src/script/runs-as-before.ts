import { type ByteSource, utf8 } from '@chancery/core'
import { FormatError } from '../errors.ts'
import { extensionInterpreter, hasDataSection, hasHashComments, shebangInterpreter } from './comment-syntax.ts'
import { linesIn, windowsOf } from './windows.ts'

/** Long enough for any `#!` line that a kernel reads. */
const HEAD = 1024

/**
 * Refuses a script that would run otherwise with a block of comments behind it.
 * @param bodySize bytes of the script without a block
 * @throws FormatError SCRIPT_COMMENT_SYNTAX, SCRIPT_READS_ITSELF, SCRIPT_ENDS_OPEN
 */
export async function assertRunsAsBefore(source: ByteSource, bodySize: number): Promise<void> {
  const head = await source.read(0, Math.min(HEAD, bodySize))
  const interpreter = shebangInterpreter(head) ?? extensionInterpreter(source.name)
  if (interpreter !== null && !hasHashComments(interpreter)) {
    throw new FormatError('SCRIPT_COMMENT_SYNTAX', `${source.name}: ${interpreter} has no # comments`)
  }
  if (interpreter !== null && hasDataSection(interpreter) && (await readsItself(source))) {
    throw new FormatError('SCRIPT_READS_ITSELF', `${source.name}: reads what stands behind __END__ or __DATA__`)
  }
  if (await endsOpen(source, bodySize)) {
    throw new FormatError('SCRIPT_ENDS_OPEN', `${source.name}: its last line goes on after a backslash`)
  }
}

/** A data section, and the handle that reads it mentioned anywhere: whether it is used cannot be known without running the script. */
async function readsItself(source: ByteSource): Promise<boolean> {
  let section = false
  let handle = false
  for await (const window of windowsOf(source)) {
    section ||= ['__END__', '__DATA__'].some((line) => !linesIn(window, utf8(line)).next().done)
    handle ||= /\bDATA\b/.test(new TextDecoder('latin1').decode(window.bytes))
  }
  return section && handle
}

/** A shell joins a line that ends with an unescaped backslash to the next, which would be the block's first. */
async function endsOpen(source: ByteSource, bodySize: number): Promise<boolean> {
  const start = Math.max(0, bodySize - HEAD)
  const tail = new TextDecoder('latin1').decode(await source.read(start, bodySize - start))
  const backslashes = /\\*(?=\n?$)/.exec(tail)
  return (backslashes?.[0].length ?? 0) % 2 === 1
}
