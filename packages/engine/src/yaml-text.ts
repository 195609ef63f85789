/** Levels that a configuration may have. */
const MAX_DEPTH = 64
/** Aliases cost nothing here, but whoever walks the data would walk what they stand for each time. */
const MAX_ALIASES = 10

/** Says where it is wrong and how, never with what: the parser's own messages quote the text, and that may be a PIN. */
export async function parseYaml(text: string): Promise<{ data: unknown; problems: string[] }> {
  const { loadAll, YAMLException } = await import('js-yaml')
  try {
    const [data = {}, ...more] = loadAll(text, { maxDepth: MAX_DEPTH, maxAliases: MAX_ALIASES })
    return more.length > 0 ? { data: {}, problems: ['has several documents (---)'] } : { data, problems: [] }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const { reason, mark } = error
    const where = mark ? `line ${mark.line + 1}, column ${mark.column + 1}: ` : ''
    return { data: {}, problems: [where + withoutText(reason)] }
  }
}

/** A reason up to where it quotes. */
function withoutText(reason: string): string {
  return (/^[^"]*?(?="|!<|: |$)/.exec(reason)?.[0] ?? '').trim()
}
