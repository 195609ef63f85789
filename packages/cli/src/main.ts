import type { Terminal } from './terminal.ts'

/** The composition root of `chancery`. */
const [first] = process.argv.slice(2)
if (first === '--version' || first === '-V') {
  const { VERSION } = await import('@chancery/engine/version')
  process.stdout.write(`${VERSION}\n`)
} else {
  const terminal: Terminal = { env: process.env, stdout: process.stdout, stderr: process.stderr }
  process.on('uncaughtException', (error) => void crash(error, terminal))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2), terminal)
}

/** Node would exit with 1, and that is the verdict "not verified". Rejections that nobody awaits come here too. */
async function crash(error: unknown, terminal: Terminal): Promise<void> {
  process.exitCode = 3
  try {
    const { internalFailure, sayFailure } = await import('./failure.ts')
    sayFailure(terminal, internalFailure(error, terminal))
  } finally {
    process.exit(3)
  }
}

/** `chancery ... | head`: whoever reads has read enough; the exit code stays what the work deserves. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
