import { execFile } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { initialise } from '@chancery/engine'
import { CHECKOUT, script, type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inputNames, outputsOf, RELEASE_STEP, runStep } from '../src/index.ts'
import { fakeHost, type Said } from './fake-host.ts'

const run = promisify(execFile)

let dir: TempDir
beforeAll(async () => {
  dir = tempDir()
  await initialise({ cwd: dir.path, dir: '.' })
  dir.write('dist/run.sh', script('sh'))
  dir.write('dist/a b.bin', 'data')
  dir.write(
    'release.yaml',
    'name: acme\nversion: "1"\ninput: dist\nkey: release\nfiles: [{ paths: "*", format: blob, count: 2 }]\n',
  )
}, 60_000)
afterAll(() => dir[Symbol.dispose]())

async function step(inputs: Readonly<Record<string, string>>): Promise<Said> {
  const { host, said } = fakeHost({ inputs, workspace: dir.path, env: { GITHUB_REPOSITORY: 'acme/tools' } })
  await runStep(RELEASE_STEP, host)
  return said
}

describe('the release step', () => {
  test('takes the options of the command line, and the manifest as an input', () => {
    const names = inputNames(RELEASE_STEP.operation)
    expect(names[0]).toBe('manifest')
    const promised = ['key', 'version-name', 'previous', 'timestamp-urls', 'no-timestamp', 'trust', 'dry-run', 'config']
    expect(names).toEqual(expect.arrayContaining(promised))
    for (const name of ['files', 'json']) expect(names).not.toContain(name)
  })

  test('in a dry run says what it would do', async () => {
    const said = await step({ 'dry-run': 'true' })
    expect(said.failures).toEqual([])
    expect(said.outputs).toMatchObject({ record: '', checksums: '', signed: '', failed: '0' })
    expect(said.summaries[0]?.title).toBe('Dry run: would release acme 1: 2 files')
    expect(said.summaries[0]?.rows.map(([, done]) => done)).toEqual(['to be signed', 'to be signed'])
  })

  test('makes the release, with every declared output', async () => {
    const said = await step({ 'version-name': '1.1' })
    expect(said.failures).toEqual([])
    expect(Object.keys(said.outputs).sort()).toEqual(Object.keys(outputsOf(RELEASE_STEP)).sort())
    expect(said.outputs).toMatchObject({
      record: 'release/SHA256SUMS.release.sigstore.json',
      checksums: 'release/SHA256SUMS',
      signed: 'release/a b.bin\nrelease/run.sh',
      failed: '0',
    })
    expect(JSON.parse(said.outputs.result ?? '')).toMatchObject({
      version: 1,
      release: { name: 'acme', version: '1.1' },
    })
    expect(said.summaries[0]).toMatchObject({ title: 'Released acme 1.1: 2 files', failures: [] })
    const record = JSON.parse(Buffer.from(dir.read('release/SHA256SUMS.release.sigstore.json')).toString())
    const { predicate } = JSON.parse(Buffer.from(record.dsseEnvelope.payload, 'base64').toString())
    expect(predicate.chancery_release.identity).toEqual({
      verified: false,
      platform: 'github',
      claims: { repository: 'acme/tools' },
    })
  })

  test('shows commands that a reader can paste', async () => {
    const { summaries } = await step({ 'version-name': '1.1' })
    const commands = summaries[0]?.commands ?? []
    expect(commands).toHaveLength(5)
    const program = dir.write(
      'bin/chancery',
      `#!/bin/sh\nexec '${process.execPath}' '${join(CHECKOUT, 'packages/cli/bin/chancery.js')}' "$@"\n`,
    )
    chmodSync(program, 0o755)
    const paste = (): Promise<unknown> => {
      const PATH = [dir.at('bin'), process.env.PATH].join(delimiter)
      return run('sh', ['-e', '-c', commands.join('\n')], { cwd: dir.path, env: { PATH } })
    }
    await paste()
    const bytes = dir.read('release/run.sh')
    writeFileSync(dir.at('release/run.sh'), 'echo something else\n')
    await expect(paste()).rejects.toThrow()
    writeFileSync(dir.at('release/run.sh'), bytes)
  })

  test('tells what changed since a former release', async () => {
    const said = await step({ previous: 'release/SHA256SUMS.release.sigstore.json', 'version-name': '1.1' })
    expect(said.summaries[0]?.title).toBe(
      'Released acme 1.1: 2 files, since acme 1.1: 0 came, 0 went, 0 changed, 2 are the same',
    )
  })

  test('fails the build where files and manifest differ, and names them', async () => {
    dir.write('dist/surplus.exe', 'x')
    const said = await step({})
    expect(said.annotations.map(({ title }) => title)).toEqual(['RELEASE_FILE_COUNT'])
    expect([said.outputs.failed, said.outputs.record, said.failures.length]).toEqual(['1', '', 1])
    expect(said.summaries[0]?.title).toBe('Not released: acme 1: 0 files')
  })

  test('fails where there is no manifest', async () => {
    const said = await step({ manifest: 'none.yaml' })
    expect(said.summaries[0]?.title).toBe('Nothing was released')
    expect(said.annotations.map(({ title }) => title)).toEqual(['MANIFEST_NOT_FOUND'])
  })
})
