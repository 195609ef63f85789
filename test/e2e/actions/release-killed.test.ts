/** The step that makes a release, killed while it does: run again, it does the rest, and what was signed is not signed again. The token's calls are counted. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ReleaseReport } from '@chancery/engine'
import { buildPe, script, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JobResult, runAction } from './runner.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

/** OpenSC's module that stands before another and writes down every call. */
const [SPY] = globSync(['/usr/lib/*/pkcs11-spy.so', '/usr/lib*/pkcs11-spy.so', '/usr/lib/*/pkcs11/pkcs11-spy.so'])
const FILES = 16
/** The file's, its timestamp's (our own responder) and its record's. */
const SIGNATURES_OF_FILE = 3
/** The checksums are a file too; and the release record. */
const SIGNATURES_OF_RELEASE = SIGNATURES_OF_FILE + 1

interface Run {
  readonly result: JobResult
  readonly signatures: number
}

describe.skipIf(softHsmMissing() || (SPY === undefined && !process.env.CI))('actions/release, killed', () => {
  let workspace: Workspace
  let module: string
  beforeAll(() => {
    expect(SPY, 'pkcs11-spy.so is in the package opensc-pkcs11').toBeDefined()
    workspace = createWorkspace()
    const yaml = workspace.read('chancery.yaml').toString()
    module = /module: "?([^"\n]+)/.exec(yaml)?.[1] as string
    workspace.write('chancery.yaml', yaml.replaceAll(/module: .*/g, `module: ${SPY}`))
    for (let i = 0; i < FILES; i += 2) {
      workspace.write(`dist/app-${i}.exe`, buildPe({ overlay: new Uint8Array(64 * 1024).fill(i) }))
      workspace.write(`dist/run-${i}.sh`, Buffer.concat([script('sh'), Buffer.from(`# ${i}\n`)]))
    }
  })
  afterAll(() => workspace[Symbol.dispose]())

  /** @param killAfter how many files are done when the runner's machine dies; undefined: it does not */
  async function release(out: string, run: string, killAfter?: number): Promise<Run> {
    const entries = `  - { paths: ["*.exe", "*.sh"], count: ${FILES} }\n`
    workspace.write(
      `${out}.yaml`,
      `name: app\nversion: "1"\ninput: dist\nout: ${out}\nkey: release\nfiles:\n${entries}`,
    )
    const log = workspace.at(`${run}.log`)
    const result = await runAction({
      action: 'release',
      workspace: workspace.path,
      inputs: { manifest: `${out}.yaml`, concurrency: '2' },
      env: { CHANCERY_PIN: workspace.pin, PKCS11SPY: module, PKCS11SPY_OUTPUT: log },
      onStart(child) {
        if (killAfter === undefined) return
        if (killAfter === 0) setTimeout(() => child.kill('SIGKILL'), 300)
        let shown = ''
        child.stdout?.on('data', (chunk: Buffer) => {
          shown += chunk
          if (killAfter > 0 && (shown.match(/\] done /g)?.length ?? 0) >= killAfter) child.kill('SIGKILL')
        })
      },
    })
    const calls = existsSync(log) ? readFileSync(log, 'latin1').match(/^\d+: C_Sign$/gm) : null
    return { result, signatures: calls?.length ?? 0 }
  }

  /** Content and time of change of what there is, by its name. */
  function state(out: string): ReadonlyMap<string, string> {
    const names = existsSync(workspace.at(out)) ? globSync('**', { cwd: workspace.at(out) }) : []
    return new Map(
      names.map((name) => {
        const path = join(workspace.at(out), name)
        return [name, statSync(path).isFile() ? `${statSync(path).mtimeMs} ${readFileSync(path, 'base64')}` : '']
      }),
    )
  }

  const reportOf = ({ result }: Run): ReleaseReport => JSON.parse(result.outputs.result ?? 'null')

  test('is done with as many signatures as there are things to sign', async () => {
    const whole = await release('whole', 'whole')
    expect(whole.result.code, whole.result.stdout).toBe(0)
    expect(whole.signatures).toBe(FILES * SIGNATURES_OF_FILE + SIGNATURES_OF_RELEASE)
  })

  test.each([0, 1, 6, 11, FILES])(
    'after %i files, finishes when it is run again, and signs each file once',
    async (files) => {
      const out = `out-${files}`
      const killed = await release(out, `${out}-killed`, files)
      expect(killed.result.code).toBeNull()
      const left = state(out)
      const again = await release(out, `${out}-again`)
      expect(again.result.code, again.result.stdout).toBe(0)
      const report = reportOf(again)
      const kept = report.files.filter(({ action }) => action === 'kept')
      expect(kept.length).toBeGreaterThanOrEqual(files)
      const after = state(out)
      for (const { out: path } of kept) {
        const name = path.slice(out.length + 1)
        for (const one of [name, `${name}.sigstore.json`]) expect([one, after.get(one)]).toEqual([one, left.get(one)])
      }
      // What the killed run had not finished is signed, with what binds the release, and nothing else.
      const signed = FILES - kept.length
      const most = signed * SIGNATURES_OF_FILE + SIGNATURES_OF_RELEASE
      if (signed > 0) expect(again.signatures).toBe(most)
      else expect(again.signatures).toBeLessThanOrEqual(most)
      const third = await release(out, `${out}-third`)
      expect([third.result.code, third.signatures]).toEqual([0, 0])
      expect(state(out)).toEqual(after)
    },
  )
})
