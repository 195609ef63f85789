/** docs/attest.md, as it stands. */
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { buildPe, CHECKOUT, cosign, findTool, tool } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench } from './attest-bench.ts'
import { CHANCERY } from './workbench.ts'

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  return () => bench[Symbol.dispose]()
})

describe('the commands of docs/attest.md', () => {
  const page = readFileSync(join(CHECKOUT, 'docs/attest.md'), 'utf8')
  const [ours = '', slsa = '', others = ''] = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block)

  async function run(script: string): Promise<string> {
    const PATH = [bench.at('bin'), process.env.PATH].join(delimiter)
    const options = { cwd: bench.at('page'), env: { PATH, HOME: bench.at('bin') } }
    return promisify(execFile)('bash', ['-e', '-c', script], options).then(
      () => 'done',
      (error: { stderr: string }) => error.stderr,
    )
  }

  beforeAll(() => {
    for (const name of ['page/app.exe', 'page/policy.yaml', 'page/app.exe.provenance.sigstore.json', 'page/bom.json'])
      bench.write(name, '{ "bomFormat": "CycloneDX" }')
    for (const name of ['ca.pem', 'attestation.pub']) cpSync(bench.at(`.chancery/${name}`), bench.at(`page/${name}`))
    bench.write('bin/chancery', `#!/bin/sh\nexec '${process.execPath}' '${CHANCERY}' "$@"\n`)
    chmodSync(bench.at('bin/chancery'), 0o755)
    for (const name of ['cosign', 'slsa-verifier']) {
      const found = findTool(name)
      if (found) symlinkSync(found.path, bench.at(`bin/${name}`))
    }
  })

  it('do what they say', async (context) => {
    cosign(context)
    expect(await run(ours)).toBe('done')
    writeFileSync(bench.at('page/app.exe'), buildPe())
    expect(await run(`chancery attest app.exe --find-sbom; ${others.split('\n')[0]}`)).toBe('done')
    const signed = 'chancery sign app.exe --key release --in-place --no-attest && chancery attest app.exe --find-sbom'
    expect(await run(`${signed}; ${others}`)).toBe('done')
    writeFileSync(bench.at('page/app.exe'), 'another')
    for (const line of others.trim().split('\n')) expect(await run(line)).not.toBe('done')
  })

  it('and slsa-verifier agrees', async (context) => {
    tool('slsa-verifier', context)
    for (const name of ['app.exe', 'app.exe.provenance.sigstore.json']) bench.write(`page/${name}`, 'a program')
    expect(await run(`${ours}\n${slsa}`)).toBe('done')
    writeFileSync(bench.at('page/app.exe'), 'another')
    expect(await run(slsa)).not.toBe('done')
  })
})
