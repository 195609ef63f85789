/** The step of CI jobs on images: by a policy, with its summary, as `chancery-step` runs from source. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ImageBench, imageBench } from './image-bench.ts'

const STEP = join(CHECKOUT, 'packages/ci/bin/chancery-step.js')
const POLICY = `policy: https://example.com/policies/images/1
verifier: https://verify.example.com
resource: oci://registry.example.com/{name}@sha256:{sha256}
formats: [oci-bundle, blob]
require: [attestation]
`

describe.skipIf(softHsmMissing())('the verify step with a policy', () => {
  let bench: ImageBench
  let image: string
  beforeAll(async () => {
    bench = await imageBench()
    writeFileSync(bench.work.at('policy.yaml'), POLICY)
    writeFileSync(bench.work.at('notes.txt'), 'notes\n')
    const { digest } = bench.push('team/app', '1')
    image = `${bench.registry.host}/team/app@${digest}`
    const files = ['notes.txt', bench.at('team/app:1'), '--format', 'blob', '--in-place']
    const ran = await bench.run('sign', ...files, '--key', 'release')
    expect(ran.code, ran.stderr).toBe(0)
    return () => bench[Symbol.asyncDispose]()
  })

  async function verify(...args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
    const trust = ['release.pub', '.chancery/ca.pem', '.chancery/attestation.pub'].flatMap((one) => ['--trust', one])
    const child = spawn(process.execPath, [STEP, 'verify', ...trust, '--policy', 'policy.yaml', ...args], {
      cwd: bench.work.path,
      env: { PATH: process.env.PATH ?? '' },
    })
    const out: Buffer[] = []
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.stderr.on('data', (chunk) => out.push(chunk))
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    return { code, text: Buffer.concat(out).toString() }
  }

  it('takes images beside files, and leaves a summary of each', async () => {
    const { code, text } = await verify('notes.txt', '--images', image, '--vsa', 'vsa/')
    expect(code, text).toBe(0)
    const name = `app-${image.slice(image.indexOf('@') + 1).replace(':', '-')}`
    for (const one of [name, 'notes.txt']) {
      const { dsseEnvelope } = JSON.parse(readFileSync(bench.work.at(`vsa/${one}.vsa.sigstore.json`), 'utf8'))
      const said = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
      expect(said.predicate.verificationResult).toBe('PASSED')
    }
  })

  it('refuses an image that does not meet it, and says so in its summary', async () => {
    const { digest } = bench.push('team/unsigned', '1', 'docker')
    const { code, text } = await verify(
      '--images',
      `${bench.registry.host}/team/unsigned@${digest}`,
      '--vsa',
      'no.json',
    )
    expect(code).toBe(1)
    expect(text).toContain('NOT_SIGNED')
    expect(existsSync(bench.work.at('no.json'))).toBe(true)
  })

  it('refuses what a policy should say', async () => {
    const { code, text } = await verify('--images', image, '--oci-format', 'bundle')
    expect([code, text.includes('OPTIONS_CONFLICT')]).toEqual([2, true])
  })
})
