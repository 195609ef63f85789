import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { script } from '@chancery/testkit'
import { beforeAll, expect, it } from 'vitest'
import { codes, release } from './release-bench.ts'
import { type Running, type Workbench, workbench } from './workbench.ts'

const LOCK = 'release/.release.chancery-lock.tmp'

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  mkdirSync(bench.at('dist'))
  for (let i = 0; i < 60; i++)
    writeFileSync(bench.at(`dist/${i}.sh`), Buffer.concat([script('sh'), Buffer.from(`# ${i}\n`)]))
  const manifest = (out: string): string =>
    `name: lock\nversion: "1"\ninput: dist\nout: ${out}\nkey: release\nfiles:\n  - { paths: "*.sh", count: 60 }\n`
  writeFileSync(bench.at('release.yaml'), manifest('release'))
  writeFileSync(bench.at('other.yaml'), manifest('other'))
  return () => bench[Symbol.dispose]()
})

/** A release that has its output folder, and is stopped there. */
async function holding(): Promise<Running> {
  const running = bench.start(['release', '--json'])
  while (!existsSync(bench.at(LOCK))) await sleep(5)
  running.child.kill('SIGSTOP')
  return running
}

it('one output folder takes one release at a time; a plan, and another folder, need not wait', async () => {
  const { child, ended } = await holding()
  const second = await release(bench)
  expect([second.code, codes(second)], second.stderr).toEqual([3, ['RELEASE_OUTPUT_BUSY']])
  expect(second.json.failed[0]?.message).toContain(`process ${child.pid} on `)
  expect((await release(bench, '--dry-run')).code).toBe(0)
  expect((await release(bench, 'other.yaml', '--no-timestamp')).code).toBe(0)
  child.kill('SIGCONT')
  const first = await ended
  expect(first.code, first.stderr).toBe(0)
  expect(existsSync(bench.at(LOCK))).toBe(false)
  expect((await release(bench)).code).toBe(0)
})

it('a release that was killed, or ended by its user, keeps nobody waiting', async () => {
  writeFileSync(bench.at('dist/0.sh'), script('bash'))
  const killed = await holding()
  killed.child.kill('SIGKILL')
  expect((await killed.ended).code).toBeNull()
  expect(existsSync(bench.at(LOCK))).toBe(true)
  const next = await release(bench)
  expect(next.code, next.stderr).toBe(0)
  expect(existsSync(bench.at(LOCK))).toBe(false)
  const ended = await holding()
  ended.child.kill('SIGINT')
  ended.child.kill('SIGCONT')
  await ended.ended
  expect(existsSync(bench.at(LOCK))).toBe(false)
})
