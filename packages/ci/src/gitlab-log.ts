import type { LogDialect } from './log-dialect.ts'

/** Erases the marker from what is seen. */
const ERASE = '\r\x1b[0K'

/** GitLab CI: sections are marked by lines with escape sequences, which text for the log cannot hold. */
export const gitlabLog: LogDialect = {
  platform: 'gitlab',
  line: (text) => text,
  group(title, id, now) {
    const seconds = (time: number): number => Math.floor(time / 1000)
    return {
      open: `\x1b[0Ksection_start:${seconds(now)}:${id}${ERASE}${title}\n`,
      close: (end) => `\x1b[0Ksection_end:${seconds(end)}:${id}${ERASE}\n`,
    }
  },
}
