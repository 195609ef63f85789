import type { LogDialect } from './log-dialect.ts'

/** Azure Pipelines. Its agent finds `##vso[` anywhere in a line, and `##[` at its beginning. */
export const azureLog: LogDialect = {
  platform: 'azure',
  temporaryVariable: 'AGENT_TEMPDIRECTORY',
  line: (text) => text.replace(/##(?=(vso)?\[)/gi, '# #'),
  group: (title) => ({ open: `##[group]${azureLog.line(title)}\n`, close: () => '##[endgroup]\n' }),
  error({ file, title, message }) {
    const where = file === null ? '' : `;sourcepath=${property(file)}`
    return `##vso[task.logissue type=error;code=${property(title)}${where}]${data(message)}\n`
  },
  mask: (secret, { write }) => write(`##vso[task.setsecret]${data(secret)}\n`),
  show: ({ file }, { write }) => write(`##vso[task.uploadsummary]${data(file)}\n`),
}

/** What the agent decodes in the text of a command: `%AZP25` is its own spelling of the percent sign. */
function data(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(']', '%5D').replaceAll(';', '%3B')
}
