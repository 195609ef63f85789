import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'
import { cosign, openssl } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { RELEASED, release, releaseBench, shown, spoilt } from './release-bench.ts'
import { CHANCERY, type Workbench } from './workbench.ts'

const run = promisify(execFile)
const COMMANDS = shown('sh', 2)

let bench: Workbench
beforeAll(async () => {
  bench = await releaseBench()
  const ran = await release(bench)
  expect(ran.code, ran.stderr).toBe(0)
  // What a downloader has: the release, and whom to trust from somewhere else.
  mkdirSync(bench.at('download'))
  mkdirSync(bench.at('bin'))
  for (const name of ['ca.pem', 'attestation.pub']) cpSync(bench.at(`.chancery/${name}`), bench.at(`download/${name}`))
  cpSync(bench.at('vendor-ca.pem'), bench.at('download/vendor-ca.pem'))
  cpSync(bench.at('release'), bench.at('download/release'), { recursive: true })
  writeFileSync(bench.at('bin/chancery'), `#!/bin/sh\nexec '${process.execPath}' '${CHANCERY}' "$@"\n`)
  chmodSync(bench.at('bin/chancery'), 0o755)
  writeFileSync(bench.at('download/chancery.yaml'), '')
  return () => bench[Symbol.dispose]()
})

/** @returns what the commands print where one of them fails; null where all pass */
async function refusal(script: string): Promise<string | null> {
  const PATH = [bench.at('bin'), process.env.PATH].join(delimiter)
  try {
    await run('sh', ['-e', '-c', script], { cwd: bench.at('download'), env: { PATH, HOME: bench.at('bin') } })
    return null
  } catch (error) {
    return (error as { stderr: string }).stderr
  }
}

describe('the commands of the page', () => {
  it('accept the release', async (context) => {
    cosign(context)
    openssl(context)
    expect(COMMANDS.trim().split('\n')).toHaveLength(7)
    expect(await refusal(COMMANDS)).toBe(null)
  })

  it('refuse it where any one of its files is changed', async (context) => {
    cosign(context)
    openssl(context)
    const files = bench.list('release').filter((name) => statSync(bench.at(`release/${name}`)).isFile())
    expect(files).toHaveLength(20)
    for (const name of files) {
      const path = bench.at(`download/release/${name}`)
      const bytes = bench.read(`release/${name}`)
      writeFileSync(path, spoilt(bytes))
      expect(await refusal(COMMANDS), name).not.toBe(null)
      writeFileSync(path, bytes)
    }
    expect(await refusal(COMMANDS)).toBe(null)
  }, 120_000)

  it('of ours refuse each changed file without help from the checksums', async () => {
    const ours = COMMANDS.split('\n').filter((line) => line.startsWith('chancery'))
    expect(ours).toHaveLength(3)
    for (const name of [...RELEASED, 'SHA256SUMS']) {
      const path = bench.at(`download/release/${name}`)
      const bytes = bench.read(`release/${name}`)
      writeFileSync(path, spoilt(bytes))
      expect(await refusal(ours.join('\n')), name).not.toBe(null)
      writeFileSync(path, bytes)
    }
  }, 60_000)
})

it('cosign takes the release record for every file of the release, and for no other', async (context) => {
  const program = cosign(context)
  const publicKeyPem = bench.read('.chancery/attestation.pub').toString()
  const options = { publicKeyPem, predicateType: 'https://in-toto.io/attestation/release/v0.1' }
  const record = bench.at('release/SHA256SUMS.release.sigstore.json')
  for (const name of [...RELEASED, 'SHA256SUMS']) {
    const { accepted, text } = await program.verifyAttestation(bench.at(`release/${name}`), record, options)
    expect(accepted, `${name}: ${text}`).toBe(true)
  }
  expect((await program.verifyAttestation(bench.at('dist/app.exe'), record, options)).accepted).toBe(false)
})

it('openssl takes the signature of the checksums', async (context) => {
  const trust = bench.read('.chancery/ca.pem').toString()
  const verify = (content: Uint8Array): Promise<{ accepted: boolean; text: string }> =>
    openssl(context).verifyCms(new Uint8Array(bench.read('release/SHA256SUMS.p7s')), content, { trust })
  const sums = new Uint8Array(bench.read('release/SHA256SUMS'))
  const { accepted, text } = await verify(sums)
  expect(accepted, text).toBe(true)
  expect((await verify(sums.slice(1))).accepted).toBe(false)
})
