/** Signatures and records of images in the log: the proof lies in the registry, and is demanded by us and by stock cosign. */
import { createPublicKey } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { cosign, type SkipContext, softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { addLog, ORIGIN, sizeOfLog, trustedRoot } from '../cli/with-log.ts'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'

const RELEASE = ['--trust', '.chancery/release.pub', '--trust', '.chancery/attestation.pub']

describe.skipIf(softHsmMissing())('with a log', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench()
    await addLog(bench.work)
    const vkey = bench.work.read('log.vkey').toString()
    const stranger = createPublicKey(bench.work.read('.chancery/attestation.pub'))
    writeFileSync(bench.work.at('root.json'), trustedRoot(vkey))
    writeFileSync(bench.work.at('wrong.json'), trustedRoot(vkey, stranger.export({ type: 'spki', format: 'der' })))
    return () => bench[Symbol.asyncDispose]()
  })
  const size = (): number => sizeOfLog(bench.work.read('log/checkpoint'), bench.work.read('log.vkey').toString())

  /** Nothing ignored: neither the log nor who signed. */
  async function cosignTakes(context: SkipContext, name: string, root: string, key = 'release.pub'): Promise<boolean> {
    const { host } = bench.registry
    const args = ['--key', bench.work.at(key), '--trusted-root', bench.work.at(root), '--allow-http-registry']
    return (await cosign(context).run(['verify', ...args, `${host}/${name}`])).code === 0
  }

  it('a signature and its record are logged before they are pushed, and prove it to us and to cosign', async (context) => {
    bench.push('team/app', '1')
    const before = size()
    const ran = await bench.run('sign', bench.at('team/app:1'), '--key', 'release')
    expect(ran.code, ran.stderr).toBe(0)
    expect(size()).toBe(before + 2)
    expect(one(ran).log).toEqual({ origin: ORIGIN, index: before + 1 })
    const verified = await bench.run('verify', bench.at('team/app:1'), '--require', 'log')
    expect(verified.code, verified.stderr).toBe(0)
    expect(one(verified).log).toEqual(one(ran).log)
    expect(await cosignTakes(context, 'team/app:1', 'root.json')).toBe(true)
    expect(await cosignTakes(context, 'team/app:1', 'wrong.json')).toBe(false)
    expect(await cosignTakes(context, 'team/app:1', 'root.json', '.chancery/tsa.pem')).toBe(false)
    const withRoot = (root: string) => bench.run('verify', bench.at('team/app:1'), ...RELEASE, '--trust', root)
    expect(outcome(await withRoot('root.json'))).toEqual([0, 'verified'])
    expect(outcome(await withRoot('wrong.json'))).toEqual([1, 'BUNDLE_LOG_UNPROVED'])
    expect(outcome(await bench.run('verify', bench.at('team/app:1'), ...RELEASE, '--require', 'log'))).toEqual([
      1,
      'REQUIREMENT_NOT_MET',
    ])
  })

  it('what is kept is not logged again; what was signed without a log is signed anew', async () => {
    bench.push('team/kept', '1')
    const yaml = bench.work.read('chancery.yaml').toString()
    writeFileSync(bench.work.at('chancery.yaml'), yaml.replace(/^log: .*\n/m, ''))
    const keep = () => bench.run('sign', bench.at('team/kept:1'), '--key', 'release', '--if-signed', 'keep')
    expect(one(await keep())).toMatchObject({ action: 'signed', log: null })
    writeFileSync(bench.work.at('chancery.yaml'), yaml)
    const logged = one(await keep())
    expect(logged.action).toBe('signed')
    const before = size()
    expect(one(await keep())).toMatchObject({ action: 'kept', log: logged.log })
    expect(size()).toBe(before)
  })

  it('what another log of this name has is not in this one: the image is signed anew', async () => {
    bench.push('team/forged', '1')
    const keep = () => bench.run('sign', bench.at('team/forged:1'), '--key', 'release', '--if-signed', 'keep')
    expect(one(await keep()).action).toBe('signed')
    const other = bench.work.read('log.vkey').toString()
    // The same log in name, with another key: what it proved before does not hold under this one.
    const yaml = bench.work.read('chancery.yaml').toString()
    const made = await bench.work.run(['keys', 'generate', '--key', 'release', '--label', 'log2', '--kind', 'p256'])
    expect(made.code, made.stderr).toBe(0)
    writeFileSync(
      bench.work.at('chancery.yaml'),
      yaml.replace('object=log"', 'object=log2"').replace('dir: log,', 'dir: log2,'),
    )
    expect((await bench.work.run(['log', 'init', '--out', 'log2.vkey'])).code).toBe(0)
    expect(bench.work.read('log2.vkey').toString()).not.toBe(other)
    expect(one(await keep()).action).toBe('signed')
    expect(one(await keep()).action).toBe('kept')
    writeFileSync(bench.work.at('chancery.yaml'), yaml)
  })

  it('attestations are logged, in either layout', async () => {
    bench.push('team/said', '1')
    writeFileSync(bench.work.at('review.json'), '{}')
    // The configuration is another again, which is an entry of its own.
    expect((await bench.work.run(['log', 'record', 'policy-change'])).code).toBe(0)
    const before = size()
    const said = ['--predicate-type', 'https://example.com/review/v1', '--predicate', 'review.json']
    const ran = await bench.run(
      'attest',
      bench.at('team/said:1'),
      ...said,
      '--oci-format',
      'bundle',
      '--oci-format',
      'cosign',
    )
    expect(ran.code, ran.stderr).toBe(0)
    expect(size()).toBe(before + 1)
  })

  it('nothing is pushed while the log is away', async () => {
    bench.push('team/away', '1')
    renameSync(bench.work.at('log'), bench.work.at('elsewhere'))
    bench.registry.clearLog()
    expect(outcome(await bench.run('sign', bench.at('team/away:1'), '--key', 'release'))).toEqual([2, 'LOG_NOT_FOUND'])
    expect(bench.registry.count(/^(PUT|POST|PATCH)/)).toBe(0)
    renameSync(bench.work.at('elsewhere'), bench.work.at('log'))
  })
})
