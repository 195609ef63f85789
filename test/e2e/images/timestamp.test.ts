/** Timestamps on images that are signed already: added, renewed, by a quorum, once. */
import { writeFileSync } from 'node:fs'
import type { SignReport } from '@chancery/engine'
import { openRepository } from '@chancery/registry'
import {
  buildDockerArchive,
  pushImage,
  RepositoryStore,
  softHsmMissing,
  startTsa,
  type TestImage,
  writeLayout,
} from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ran } from '../cli/workbench.ts'
import { CLOCKS, type ClockBench, clockBench, EACH, entries, FORMS, TRUST } from './clocks.ts'
import { outcome, signaturesOf } from './image-bench.ts'

describe.skipIf(softHsmMissing()).each([true, false])('where the registry has a referrers API: %s', (referrers) => {
  let bench: ClockBench
  beforeAll(async () => {
    bench = await clockBench({ referrers })
    return () => bench[Symbol.asyncDispose]()
  })
  const sign = (name: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('sign', bench.at(name), '--key', 'release', ...args)
  const stamp = (name: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('timestamp', bench.at(name), ...TRUST, ...CLOCKS, ...args)
  const verify = (name: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('verify', bench.at(name), ...TRUST, ...CLOCKS, ...args)
  const listed = (name: string, { digest }: TestImage) => openRepository(bench.at(name)).referrers(digest)
  const writes = (): number => bench.registry.count(/^(PUT|POST|PATCH|DELETE)/)

  it('every form gets one; the old signature goes, the image and its records stay; twice is once', async () => {
    const image = bench.push('team/all', '1')
    const signed = await sign('team/all:1', ...EACH, '--no-timestamp')
    expect(signed.code, signed.stderr).toBe(0)
    expect(outcome(await verify('team/all:1', '--require', 'timestamp'))).toEqual([1, 'REQUIREMENT_NOT_MET'])
    const before = (await listed('team/all', image)).length
    const ran = await stamp('team/all:1', '--timestamp', bench.first.url)
    expect(ran.code, ran.stderr).toBe(0)
    expect(entries(ran).map(({ format, action }) => [format, action])).toEqual(
      expect.arrayContaining(FORMS.map((format) => [format, 'timestamped'])),
    )
    expect(entries(ran)).toHaveLength(FORMS.length)
    for (const { path, out, signatures, superseded = [] } of entries(ran)) {
      expect([path, out]).toEqual([bench.at('team/all:1'), bench.at(`team/all@${image.digest}`)])
      expect(signatures).toMatchObject([{ timestamps: [{ authority: 'CN=First' }] }])
      expect(superseded.every(({ removed }) => removed)).toBe(true)
    }
    // As many as there were: four forms are referrers, each in the place of its old one.
    expect(await listed('team/all', image)).toHaveLength(before)
    const verified = await verify('team/all:1', '--require', 'timestamp,attestation')
    expect(outcome(verified)).toEqual([0, 'verified'])
    expect(signaturesOf(verified).map(({ reliedOn }) => reliedOn)).toEqual(FORMS.map(() => true))

    bench.registry.clearLog()
    const again = await stamp('team/all:1', '--timestamp', bench.second.url)
    expect(entries(again).map(({ action }) => action)).toEqual(FORMS.map(() => 'kept'))
    expect([again.code, writes()]).toEqual([0, 0])
  })

  it('renewed, each outlives its authority', async () => {
    const image = bench.push('team/renew', '1')
    const soon = new Date(Date.now() + 3_600_000)
    await using brief = await startTsa({ ca: bench.ca, subject: 'CN=Brief', key: 'p384', notAfter: soon })
    await sign('team/renew:1', ...EACH, '--timestamp', brief.url)
    const later = ['--at', new Date(Date.now() + 7_200_000).toISOString(), '--require', 'timestamp']
    expect(outcome(await verify('team/renew:1', ...later))).toEqual([1, 'REQUIREMENT_NOT_MET'])
    const ran = await stamp('team/renew:1', '--timestamp', bench.second.url, '--renew')
    expect(ran.code, ran.stderr).toBe(0)
    expect(entries(ran).map(({ action }) => action)).toEqual(FORMS.map(() => 'renewed'))
    for (const { signatures } of entries(ran)) {
      expect(signatures[0]?.timestamps.map(({ authority }) => authority)).toEqual(['CN=Brief', 'CN=Second'])
    }
    const verified = await verify('team/renew:1', ...later, '--timestamp-quorum', '2')
    expect(outcome(verified)).toEqual([0, 'verified'])
    expect(signaturesOf(verified).map(({ reliedOn }) => reliedOn)).toEqual(FORMS.map(() => true))
    // A record for each signature beside the signatures.
    expect(await listed('team/renew', image)).toHaveLength(6 + 4)
  })

  it('by a quorum, each is stamped twice, and it is told who gave none', async () => {
    bench.push('team/quorum', '1')
    await sign('team/quorum:1', ...EACH, '--no-timestamp')
    const both = ['--timestamp', bench.first.url, '--timestamp', bench.second.url, '--timestamp-quorum', '2']
    expect((await stamp('team/quorum:1', ...both)).code).toBe(0)
    const counted = await verify('team/quorum:1', '--timestamp-quorum', '2')
    expect(outcome(counted)).toEqual([0, 'verified'])
    expect(signaturesOf(counted).map(({ reliedOn }) => reliedOn)).toEqual(FORMS.map(() => true))
    const twice = await sign('team/quorum:1', ...EACH, ...both, '--annotation', 'again=1')
    expect(twice.code, twice.stderr).toBe(0)
    for (const { timestamps, timestamp } of (twice.json as SignReport).files) {
      expect(timestamps.map(({ authority }) => authority).sort()).toEqual(['CN=First', 'CN=Second'])
      expect(timestamp).toEqual(timestamps[0])
    }
    const dead = 'http://127.0.0.1:1/'
    const one = await sign('team/quorum:1', '--timestamp', dead, '--timestamp', bench.first.url, '--no-attest')
    expect((one.json as SignReport).files[0]?.timestampFailures?.map(({ authority }) => authority)).toEqual([dead])
    const tooMany = await stamp('team/quorum:1', '--timestamp', bench.first.url, '--timestamp-quorum', '2')
    expect(outcome(tooMany)).toEqual([2, 'TIMESTAMP_QUORUM_INVALID'])
  })

  it('--recursive takes what an index names, and says where that is not signed', async () => {
    bench.push('team/index', '1', 'index')
    await sign('team/index:1', '--no-timestamp', '--no-attest')
    const recursive = (): Promise<Ran> => stamp('team/index:1', '--timestamp', bench.first.url, '--recursive')
    const some = await recursive()
    expect(outcome(some)).toEqual([1, 'NOT_SIGNED'])
    expect(entries(some).map(({ action }) => action)).toEqual(['timestamped'])
    await sign('team/index:1', '--no-timestamp', '--no-attest', '--recursive', '--if-signed', 'keep')
    const all = await recursive()
    expect([all.code, entries(all).map(({ action }) => action)]).toEqual([0, ['kept', 'timestamped', 'timestamped']])
    expect(new Set(entries(all).map(({ out }) => out)).size).toBe(3)
  })

  it('two at the same time lose nothing, and what they leave over goes with the next', async () => {
    bench.push('team/two', '1')
    await sign('team/two:1', ...EACH, '--no-timestamp', '--no-attest')
    const urls = [bench.first.url, bench.second.url]
    const both = await Promise.all(urls.map((url) => stamp('team/two:1', '--timestamp', url)))
    for (const { code, stderr } of both) expect(code, stderr).toBe(0)
    const next = await stamp('team/two:1', '--timestamp', bench.first.url)
    expect(new Set(entries(next).map(({ action }) => action))).toEqual(new Set(['kept']))
    const verified = await verify('team/two:1', '--require', 'timestamp')
    expect(outcome(verified)).toEqual([0, 'verified'])
    const signatures = signaturesOf(verified)
    expect(new Set(signatures.map(({ kind }) => kind))).toEqual(new Set(FORMS))
    expect(signatures.every(({ reliedOn }) => reliedOn)).toBe(true)
  })

  it('a registry that deletes nothing keeps the old one beside it, and that is not stamped again', async () => {
    bench.push('team/keeps', '1')
    await sign('team/keeps:1', '--no-timestamp', '--no-attest')
    bench.registry.lie({ on: /^DELETE/, fault: { kind: 'status', status: 405 } })
    const ran = await stamp('team/keeps:1', '--timestamp', bench.first.url)
    expect(entries(ran)).toMatchObject([{ action: 'timestamped', superseded: [{ removed: !referrers }] }])
    const again = entries(await stamp('team/keeps:1', '--timestamp', bench.second.url))
    expect(again).toMatchObject([{ action: 'kept', signature: entries(ran)[0]?.signature }])
    expect(again[0]?.superseded?.map(({ removed }) => removed)).toEqual(referrers ? [false] : undefined)
    bench.registry.beHonest()
    // What an interrupted run, or such a registry, left over goes now.
    const last = entries(await stamp('team/keeps:1', '--timestamp', bench.second.url))
    expect(last).toMatchObject([{ action: 'kept' }])
    expect(last[0]?.superseded?.map(({ removed }) => removed)).toEqual(referrers ? [true] : undefined)
    expect(outcome(await verify('team/keeps:1', '--require', 'timestamp'))).toEqual([0, 'verified'])
  })
})

describe.skipIf(softHsmMissing()).each([
  ['a layout', 'oci-layout'],
  ['an archive', 'docker-archive'],
] as const)('in %s', (_, scheme) => {
  let bench: ClockBench
  beforeAll(async () => {
    bench = await clockBench()
    return () => bench[Symbol.asyncDispose]()
  })

  it('every form gets timestamps, the old signatures go; twice is once', async () => {
    const store = new RepositoryStore()
    pushImage(store, '1')
    const path = bench.work.at('app')
    if (scheme === 'oci-layout') writeLayout(path, store)
    else writeFileSync(path, buildDockerArchive(store))
    const image = `${scheme}:app:1`
    const signed = await bench.run('sign', image, '--key', 'release', ...EACH, '--no-timestamp', '--no-attest')
    expect(signed.code, signed.stderr).toBe(0)
    const stamp = (url: string, ...args: readonly string[]): Promise<Ran> =>
      bench.run('timestamp', image, ...TRUST, ...CLOCKS, '--timestamp', url, ...args)
    const ran = await stamp(bench.first.url)
    expect(ran.code, ran.stderr).toBe(0)
    expect(entries(ran).map(({ action }) => action)).toEqual(FORMS.map(() => 'timestamped'))
    const again = await stamp(bench.second.url)
    expect(entries(again).map(({ action }) => action)).toEqual(FORMS.map(() => 'kept'))
    expect((await stamp(bench.second.url, '--renew')).code).toBe(0)
    const verified = await bench.run('verify', image, ...TRUST, ...CLOCKS, '--timestamp-quorum', '2')
    expect(outcome(verified)).toEqual([0, 'verified'])
    expect(signaturesOf(verified).map(({ reliedOn }) => reliedOn)).toEqual(FORMS.map(() => true))
  })
})
