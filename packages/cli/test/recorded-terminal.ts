import { run } from '../src/run.ts'
import type { Terminal } from '../src/terminal.ts'

export interface Typed {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Types a command line into this process, with no environment but the one given. */
export async function type(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Typed> {
  const written = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr'): Terminal['stdout'] => ({
    write: (text) => {
      written[name] += text
    },
  })
  const code = await run(argv, { env, stdout: stream('stdout'), stderr: stream('stderr') })
  return { code, ...written }
}
