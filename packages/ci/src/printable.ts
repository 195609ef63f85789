/** What steers a terminal, a log or the order of its text: control and format characters, line and paragraph separators. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Text for a log, on one line. Names in files are whoever's who made them: a line break could begin a line that the runner takes for a
 * command (`::stop-commands::`), and the runner finds its older form `##[` anywhere in a line.
 */
export function printable(text: string): string {
  return text
    .replace(STEERING, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`)
    .replaceAll('##[', '# #[')
}

/** Paths one a line. One that holds control characters stands there as a JSON string, so that it cannot pass for two others. */
export function pathLines(paths: readonly string[]): string {
  return paths.map(listed).join('\n')
}

export function listed(path: string): string {
  return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path
}
