import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildPe, tempDir } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { chancery, start } from './workbench.ts'

const valid = schemaOf('init')
const everything = (path: string): string[] => readdirSync(path, { recursive: true }).map(String).sort()

describe('init', () => {
  it('makes a folder in which everything works, without any environment, and changes nothing the second time', async () => {
    using dir = tempDir()
    const made = await chancery(['init', '--dir', 'new/bench', '--json'], { cwd: dir.path })
    expect(made.code, made.stderr).toBe(0)
    expect(valid(made.json), JSON.stringify(valid.errors)).toBe(true)
    const at = (name: string): string => join(dir.path, 'new/bench', name)
    expect(Object.keys(made.json)).toEqual(['version', 'config', 'trust', 'attestationKey', 'module', 'token'])
    expect(made.json).toMatchObject({
      config: at('chancery.yaml'),
      trust: at('.chancery/ca.pem'),
      attestationKey: at('.chancery/attestation.pub'),
      token: 'chancery',
    })
    const mode = (name: string): string => (statSync(at(name)).mode & 0o777).toString(8)
    expect([mode('.chancery'), mode('.chancery/pin')]).toEqual(['700', '600'])
    expect(everything(at('.')).filter((name) => name.endsWith('.tmp'))).toEqual([])

    writeFileSync(at('app.exe'), buildPe())
    const cwd = at('.')
    expect((await chancery(['sign', 'app.exe', '--key', 'release', '--in-place'], { cwd })).code).toBe(0)
    const { trust, attestationKey } = made.json as unknown as { trust: string; attestationKey: string }
    const verified = await chancery(
      ['verify', 'app.exe', '--trust', trust, '--trust', attestationKey, '--require', 'timestamp,attestation'],
      { cwd },
    )
    expect(verified.code, verified.stderr).toBe(0)

    const before = everything(cwd).map((name) => [name, statSync(at(name)).mtimeMs])
    const again = await chancery(['init', '--json'], { cwd })
    expect([again.code, again.json.failed[0]?.code]).toEqual([2, 'CONFIG_EXISTS'])
    expect(everything(cwd).map((name) => [name, statSync(at(name)).mtimeMs])).toEqual(before)
  })

  it('touches no chancery.yaml, and no .chancery, that is there', async () => {
    using dir = tempDir()
    dir.write('one/chancery.yaml', '# mine\n')
    dir.write('two/.chancery/pin', 'mine\n')
    for (const folder of ['one', 'two']) {
      const before = everything(dir.at(folder))
      const ran = await chancery(['init', '--dir', folder], { cwd: dir.path })
      expect([ran.code, everything(dir.at(folder))]).toEqual([2, before])
      expect(ran.stderr).toContain('CONFIG_EXISTS')
    }
  })

  it.each([
    ['a module that is not there', ['--module', '/no/softhsm.so'], 3, 'MODULE_MISSING'],
    ['an operand', ['here'], 2, 'USAGE'],
  ])('with %s leaves nothing', async (_, args, code, reason) => {
    using dir = tempDir()
    const ran = await chancery(['init', '--dir', 'new', ...args, '--json'], { cwd: dir.path })
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([code, reason])
    expect(everything(dir.path)).toEqual([])
  })

  it.each([0, 60, 150])('interrupted %i ms after it began leaves nothing, or everything', async (delay) => {
    using dir = tempDir()
    const { child, ended } = start(['init', '--dir', 'new'], { cwd: dir.path })
    for (let waited = 0; waited < 10_000 && everything(dir.path).length < 2; waited += 5) await sleep(5)
    await sleep(delay)
    child.kill('SIGINT')
    const { code, stderr } = await ended
    const left = everything(dir.path)
    if (code === 0) expect(left).toContain('new/chancery.yaml')
    else expect([code, left, stderr.includes('ABORTED')]).toEqual([3, [], true])
  })
})
