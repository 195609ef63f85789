import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReleaseReport } from '@chancery/engine'
import { buildPe, script } from '@chancery/testkit'
import { beforeAll, expect, it } from 'vitest'
import { state } from './release-bench.ts'
import { keepToken, type Running, start, type Workbench, workbench } from './workbench.ts'

/** OpenSC's module that stands before another and writes down every call. */
const [SPY] = globSync(['/usr/lib/*/pkcs11-spy.so', '/usr/lib*/pkcs11-spy.so', '/usr/lib/*/pkcs11/pkcs11-spy.so'])
const FILES = 40
const KILLS = 8
/** The file's, its timestamp's (our own responder) and its record's. */
const SIGNATURES_OF_FILE = 3
/** The checksums are a file too; and the release record. */
const SIGNATURES_OF_RELEASE = SIGNATURES_OF_FILE + 1

let bench: Workbench
let module: string
beforeAll(async () => {
  bench = await workbench()
  const yaml = bench.read('chancery.yaml').toString()
  module = /module: "?([^"\n]+)/.exec(yaml)?.[1] as string
  writeFileSync(bench.at('chancery.yaml'), yaml.replaceAll(/module: .*/g, `module: ${SPY}`))
  mkdirSync(bench.at('dist/sub'), { recursive: true })
  for (let i = 0; i < FILES; i += 2) {
    writeFileSync(bench.at(`dist/app-${i}.exe`), buildPe({ overlay: new Uint8Array(256 * 1024).fill(i) }))
    writeFileSync(bench.at(`dist/sub/run-${i}.sh`), Buffer.concat([script('sh'), Buffer.from(`# ${i}\n`)]))
  }
  return () => bench[Symbol.dispose]()
})

function begin(out: string, run: string): Running {
  const entries = `  - { paths: "*.exe", count: ${FILES / 2} }\n  - { paths: "sub/*.sh", out: sub, count: ${FILES / 2} }\n`
  const manifest = `name: crash\nversion: "1"\ninput: dist\nout: ${out}\nkey: release\nfiles:\n${entries}`
  writeFileSync(bench.at(`${out}.yaml`), manifest)
  const env = { PKCS11SPY: module, PKCS11SPY_OUTPUT: bench.at(`${run}.log`) }
  return start(['release', `${out}.yaml`, '--json'], { cwd: bench.path, env })
}

/** What the token was asked to sign. */
function signatures(run: string): number {
  const log = bench.at(`${run}.log`)
  return existsSync(log) ? (readFileSync(log, 'latin1').match(/^\d+: C_Sign$/gm)?.length ?? 0) : 0
}

it.skipIf(SPY === undefined && !process.env.CI)(
  'killed at any moment, the next run does the rest: what was signed is not signed again',
  async () => {
    expect(SPY, 'pkcs11-spy.so is in the package opensc-pkcs11').toBeDefined()
    const began = Date.now()
    const whole = await begin('whole', 'whole').ended
    expect(whole.code, whole.stderr).toBe(0)
    const duration = Date.now() - began
    expect(signatures('whole')).toBe(FILES * SIGNATURES_OF_FILE + SIGNATURES_OF_RELEASE)
    let halfway = 0
    const restoreToken = keepToken(bench)
    for (let i = 0; i < KILLS; i++) {
      const out = `out-${i}`
      const { child, ended } = begin(out, `${out}-killed`)
      await sleep(duration * (0.15 + (0.8 * i) / KILLS))
      child.kill('SIGKILL')
      await ended
      restoreToken()
      const left = state(bench, out)
      const again = await begin(out, `${out}-again`).ended
      expect(again.code, again.stderr).toBe(0)
      const { files } = again.json as unknown as ReleaseReport
      const after = state(bench, out)
      const kept = files.filter(({ action }) => action === 'kept').map((file) => file.out.slice(out.length + 1))
      for (const name of kept) expect([name, after[name]]).toEqual([name, left[name]])
      const signed = FILES - kept.length
      if (signed > 0 && kept.length > 0) halfway++
      const more = signatures(`${out}-again`) - signed * SIGNATURES_OF_FILE
      expect(more).toBeGreaterThanOrEqual(0)
      expect(more).toBeLessThanOrEqual(SIGNATURES_OF_RELEASE)
      if (signed > 0) expect(more).toBe(SIGNATURES_OF_RELEASE)
      expect(Object.keys(after)).toEqual(Object.keys(state(bench, 'whole')))
      // And once more: nothing is left to do.
      const third = await begin(out, `${out}-third`).ended
      expect([third.code, signatures(`${out}-third`)], third.stderr).toEqual([0, 0])
      expect(state(bench, out)).toEqual(after)
    }
    expect(halfway).toBeGreaterThan(0)
  },
  180_000,
)
