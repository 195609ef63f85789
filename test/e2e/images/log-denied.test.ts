/** A refusal of an image is in the log before it is told, and nothing is pushed. */
import { signFiles } from '@chancery/engine'
import { softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { addLog, ORIGIN, sizeOfLog } from '../cli/with-log.ts'
import { type ImageBench, imageBench } from './image-bench.ts'

describe.skipIf(softHsmMissing())('an image that is refused', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench()
    await addLog(bench.work)
    return () => bench[Symbol.asyncDispose]()
  })
  const size = (): number => sizeOfLog(bench.work.read('log/checkpoint'), bench.work.read('log.vkey').toString())

  it('is named by an entry of the log', async () => {
    bench.push('team/app', '1')
    const before = size()
    const { report, exitCode } = await signFiles({
      cwd: bench.work.path,
      files: [bench.at('team/app:1')],
      key: 'release',
      decide: async ({ format, artifact }) => ({ kind: 'deny', by: format, reason: `no ${artifact.name}` }),
    })
    expect([exitCode, report.failed.map(({ code, log }) => [code, log])]).toEqual([
      4,
      [['DENIED', { origin: ORIGIN, index: before }]],
    ])
    expect(size()).toBe(before + 1)
    const [path] = bench.work.list('.chancery/events').filter((name) => name.includes('-denial-'))
    const bundle = JSON.parse(bench.work.read(`.chancery/events/${path}`).toString())
    const { predicate } = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
    expect(predicate).toMatchObject({
      kind: 'denial',
      code: 'DENIED',
      details: { by: 'oci-bundle', format: 'oci-bundle' },
    })
    const verified = await bench.run('verify', bench.at('team/app:1'))
    expect([verified.code, verified.json.files[0]?.code]).toEqual([1, 'NOT_SIGNED'])
  })
})
