/** Says where it is wrong and how, never with what: the parser's own messages quote the text, and that may be a PIN. */
export async function parseYaml(text: string): Promise<{ data: unknown; problems: string[] }> {
  if (nestsTooDeep(text)) return { data: {}, problems: ['nested too deep'] }
  const { LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  try {
    // Its warnings would go to stderr, and quote the text.
    const options = { uniqueKeys: true, prettyErrors: false, logLevel: 'error', lineCounter: lines } as const
    const document = parseDocument(text, options)
    const problems = [...document.errors, ...document.warnings].map(({ code, pos: [start] }) => {
      const { line, col } = lines.linePos(start)
      return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll('_', ' ')}`
    })
    return { data: problems.length > 0 ? {} : document.toJS({ maxAliasCount: 10 }), problems }
  } catch (error) {
    if (error instanceof ReferenceError) {
      return { data: {}, problems: ['an alias (*name) has no anchor, or there are too many'] }
    }
    if (error instanceof RangeError) return { data: {}, problems: ['nested too deep'] }
    throw error
  }
}

/** Levels that a configuration may have in one line, or in one flow collection. */
const MAX_DEPTH = 64

/** The parser calls itself for every level, and takes minutes over ten thousand of them. */
function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (const line of text.split('\n')) {
    if ((line.match(/(?:^|\s)[?-](?=\s|$)/g)?.length ?? 0) > MAX_DEPTH) return true
    for (const [character] of line.matchAll(/[[\]{}]/g)) {
      depth = character === '[' || character === '{' ? depth + 1 : Math.max(0, depth - 1)
      if (depth > MAX_DEPTH) return true
    }
  }
  return false
}
