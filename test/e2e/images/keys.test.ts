/** Images and files of one command, with keys of their own: patterns of images are held against references. */
import { writeFileSync } from 'node:fs'
import { buildPe, softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { addKey } from '../cli/more-keys.ts'
import { type ImageBench, imageBench, outcome } from './image-bench.ts'

describe.skipIf(softHsmMissing())('sign --key-for, of images', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench({ referrers: true })
    await addKey({ at: bench.work.at, chancery: (...args) => bench.work.run(args) }, 'installer')
    for (const name of ['team/app', 'tools/x']) bench.push(name, '1')
    writeFileSync(bench.work.at('app.exe'), buildPe())
    return () => bench[Symbol.asyncDispose]()
  })

  it('signs each with its key', async () => {
    const images = [bench.at('team/app:1'), bench.at('tools/x:1')]
    const rules = ['--key-for', `${bench.at('team/')}*=installer`, '--key-for', '*.exe=installer']
    const ran = await bench.run('sign', ...images, 'app.exe', '--key', 'release', ...rules, '--out', 'out')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.json.files.map(({ path, key }) => [path, key])).toEqual([
      ['app.exe', 'installer'],
      [images[0], 'installer'],
      [images[1], 'release'],
    ])
    const trust = [
      '--trust',
      'release.pub',
      '--trust',
      '.chancery/attestation.pub',
      '--timestamp-trust',
      '.chancery/ca.pem',
    ]
    expect(outcome(await bench.run('verify', bench.at('tools/x:1'), ...trust))).toEqual([0, 'verified'])
    expect(outcome(await bench.run('verify', bench.at('team/app:1'), ...trust))[0]).toBe(1)
  })

  it('refuses a pattern that means none of them', async () => {
    const ran = await bench.run(
      'sign',
      bench.at('tools/x:1'),
      '--key',
      'release',
      '--key-for',
      `${bench.at('team/')}*=installer`,
    )
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'KEY_RULE_UNUSED'])
  })
})
