/** The composition root of `chancery`. */
const [first] = process.argv.slice(2)
if (first === '--version' || first === '-V') {
  const { VERSION } = await import('@chancery/engine/version')
  process.stdout.write(`${VERSION}\n`)
} else {
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  })
}
