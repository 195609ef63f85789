import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { buildPe, noise, softHsmMissing, writeJar } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Workbench, workbench } from './cli/workbench.ts'

const PEAK = new URL('peak-memory.js', import.meta.url).href
const GIB = 2 ** 30
/** Largest resident set that any command may have, MiB. */
const LIMIT = 150
const TIMEOUT = 240_000

describe.skipIf(softHsmMissing())('memory stays the same however large the file is', () => {
  let bench: Workbench

  beforeAll(async () => {
    bench = await workbench()
  })
  afterAll(() => bench[Symbol.dispose]())

  /** Runs a command that has to succeed. @returns its largest resident set, MiB */
  async function peakOf(...args: readonly string[]): Promise<number> {
    const file = bench.at('peak')
    const env = { NODE_OPTIONS: `--import=${PEAK}`, PEAK_MEMORY: file }
    const { code, stderr } = await bench.run(args, { env })
    expect(code, stderr).toBe(0)
    return Number(readFileSync(file, 'utf8')) / 1024
  }

  /** A GiB that takes no room on the disk: zeros behind the head. */
  function sparse(name: string, head: Uint8Array): string {
    const file = openSync(bench.at(name), 'w')
    writeSync(file, head)
    ftruncateSync(file, GIB)
    closeSync(file)
    return name
  }

  test('a PE of 1 GiB, signed in place and verified', { timeout: TIMEOUT }, async () => {
    const file = sparse('large.exe', buildPe())
    expect(await peakOf('sign', file, '--key', 'release', '--in-place')).toBeLessThan(LIMIT)
    expect(await peakOf('verify', file, '--require', 'timestamp,attestation')).toBeLessThan(LIMIT)
  })

  test('a blob of 1 GiB, signed and verified', { timeout: TIMEOUT }, async () => {
    const file = sparse('large.bin', noise(4096))
    expect(await peakOf('sign', file, '--format', 'blob', '--key', 'release', '--in-place')).toBeLessThan(LIMIT)
    expect(await peakOf('verify', file, '--require', 'timestamp,attestation')).toBeLessThan(LIMIT)
  })

  test('a JAR of 285 MB and 2000 entries, signed and verified', { timeout: TIMEOUT }, async () => {
    await writeJar(bench.at('large.jar'), { entries: 2000, size: 285e6 })
    expect(await peakOf('sign', 'large.jar', '--key', 'release', '--out', 'signed')).toBeLessThan(LIMIT)
    expect(await peakOf('verify', 'signed/large.jar', '--require', 'timestamp,attestation')).toBeLessThan(LIMIT)
  })

  test('the measure sees what a process held and has given back', () => {
    const held = 'new Uint8Array(200 * 2 ** 20).fill(1); globalThis.gc()'
    const env = { ...process.env, PEAK_MEMORY: bench.at('peak') }
    spawnSync(process.execPath, ['--expose-gc', `--import=${PEAK}`, '-e', held], { env })
    expect(Number(readFileSync(bench.at('peak'), 'utf8')) / 1024).toBeGreaterThan(200)
  })
})
