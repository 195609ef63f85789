/** The program of docs/api.md: its first block of code, of fifteen lines at most. */
export function programOf(page: string): string {
  const program = /```ts\n([\s\S]*?)```/.exec(page)?.[1]
  if (!program?.includes("from 'chancery'")) throw new Error('docs/api.md has no program')
  const lines = program.trimEnd().split('\n')
  if (lines.length > 15) throw new Error(`the program of docs/api.md has ${lines.length} lines`)
  return program
}
