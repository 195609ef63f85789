import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPe, CHECKOUT, tool } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHANCERY, type Workbench, workbench } from './workbench.ts'

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  mkdirSync(bench.at('dist'))
  for (let i = 0; i < 40; i++) writeFileSync(bench.at(`dist/${i}.exe`), buildPe())
  return () => bench[Symbol.dispose]()
})

describe('the process', () => {
  it('tells its version, which is that of its package, with nothing loaded', async () => {
    for (const flag of ['--version', '-V']) {
      expect(await bench.run([flag])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' })
    }
  })

  it('shows progress on a terminal, and only there', async (context) => {
    const script = tool('script', context)
    const command = `'${process.execPath}' '${CHANCERY}' sign 'dist/1?.exe' --key release --out tty --json`
    const typed = await script.run(['-qec', `stty cols 100; ${command}`, '/dev/null'], { cwd: bench.path })
    expect(typed.code, typed.text).toBe(0)
    expect(typed.text.replaceAll('\r\x1b[K', '\n')).toMatch(/^\[#+\.+\] \d+\/10 \w+ dist\/1\d\.exe$/m)
    expect(typed.text).toContain('[####################] 10/10 done')
    // The bar is gone before anything stays.
    expect(typed.text.lastIndexOf('\x1b[K')).toBeLessThan(typed.text.indexOf('"version"'))
    const piped = await bench.run(['sign', 'dist/1?.exe', '--key', 'release', '--out', 'pipe'])
    expect(piped.stderr).not.toContain('\x1b')
    expect(piped.stdout).toBe('')
  })

  it('ends as soon as it is done: no thread, session or timer holds it', async () => {
    writeFileSync(bench.at('large.bin'), new Uint8Array(40 * 1024 * 1024))
    const begin = Date.now()
    const ran = await bench.run(['sign', 'large.bin', '--format', 'blob', '--key', 'release', '--in-place'])
    expect(ran.code, ran.stderr).toBe(0)
    expect(Date.now() - begin).toBeLessThan(20_000)
  })

  it.each(['1', '3', '64'])('signs many files with one command, %s at once, in their order', async (concurrency) => {
    const args = ['sign', 'dist/*', '--key', 'release', '--out', `many-${concurrency}`, '--concurrency', concurrency]
    const ran = await bench.run([...args, '--json'])
    expect(ran.code, ran.stderr).toBe(0)
    const paths = ran.json.files.map(({ path }) => path)
    expect(paths).toHaveLength(40)
    expect(paths).toEqual([...paths].sort())
    expect((await bench.run(['verify', `many-${concurrency}/*`, '--require', 'timestamp,attestation'])).code).toBe(0)
  })

  it('does not mind whoever reads only the beginning', async () => {
    const child = spawn(process.execPath, [CHANCERY, 'inspect', 'dist/*', '--json'], { cwd: bench.path })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const code = await new Promise((done) => child.on('close', done))
    expect([code, stderr.includes('EPIPE')]).toEqual([0, false])
  })

  it.each([
    ['an exception that nobody caught', 'setTimeout(() => { throw new TypeError("a defect") }, 0)'],
    ['a rejection that nobody awaited', 'setTimeout(() => { Promise.reject(new TypeError("a defect")) }, 0)'],
  ])('calls %s INTERNAL, with 3: 1 would be a verdict', async (_, code) => {
    // Loaded by Node itself, long before the commands; the timer meets them at work.
    writeFileSync(bench.at('defect.mjs'), `const later = () => { ${code} }; setTimeout(later, 60)\n`)
    const env = { NODE_OPTIONS: `--import ${bench.at('defect.mjs')}` }
    const ran = await bench.run(['verify', 'dist/*', '--trust', '.chancery/ca.pem'], { env })
    expect(ran.code, ran.stderr).toBe(3)
    expect(ran.stderr).toMatch(/INTERNAL: a defect/)
    expect(ran.stderr).not.toContain('    at ')
  })

  it.each([CHANCERY, join(CHECKOUT, 'packages/ci/bin/chancery-step.js')])('says which Node it needs: %s', (program) => {
    const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.11.0" } })'
    const argv = ['--import', `data:text/javascript,${encodeURIComponent(older)}`, program, '--version']
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([3, expect.stringContaining('needs Node 22.12 or newer')])
  })

  it('is found by its name from a checkout', () => {
    expect(execFileSync('npx', ['chancery', '--version'], { encoding: 'utf8', cwd: process.cwd() })).toBe('0.1.0\n')
  })
})
