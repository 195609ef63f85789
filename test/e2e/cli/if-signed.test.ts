import { createHash, X509Certificate } from 'node:crypto'
import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { SignedFile } from '@chancery/engine'
import { buildJar, buildPe, createCa, powerShellScript, script } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const valid = schemaOf('sign')

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  fill('dist')
  return () => bench[Symbol.dispose]()
})

function fill(folder: string): void {
  mkdirSync(bench.at(folder), { recursive: true })
  writeFileSync(bench.at(`${folder}/app.exe`), buildPe())
  writeFileSync(bench.at(`${folder}/data.bin`), Buffer.from([0, 1, 2, 254]))
  writeFileSync(bench.at(`${folder}/lib.jar`), buildJar())
  writeFileSync(bench.at(`${folder}/module.psm1`), powerShellScript())
  writeFileSync(bench.at(`${folder}/run.sh`), script('bash'))
}

async function sign(pattern: string, ...more: string[]): Promise<Ran> {
  const args = ['sign', pattern, '--format', 'blob', '--key', 'release', '--json', ...more]
  const ran = await bench.run(args)
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return ran
}

/** Name, content and time of change of every file of a folder. */
function state(folder: string): Record<string, string> {
  return Object.fromEntries(
    bench.list(folder).map((name) => {
      const { mtimeNs } = statSync(bench.at(`${folder}/${name}`), { bigint: true })
      return [
        name,
        `${createHash('sha256')
          .update(bench.read(`${folder}/${name}`))
          .digest('hex')} ${mtimeNs}`,
      ]
    }),
  )
}

/** Another certificate for the key `release`. */
async function renew(): Promise<void> {
  const ca = await createCa()
  const publicKey = new X509Certificate(bench.read('.chancery/release.pem')).publicKey
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  writeFileSync(bench.at('renewed.pem'), (await ca.issue({ publicKey: new Uint8Array(spki) })).chainPem)
  writeFileSync(bench.at('renewed.yaml'), bench.read('chancery.yaml'))
}

const actions = (ran: Ran): (string | undefined)[] => ran.json.files.map(({ action }) => action)
const five = (action: string): string[] => Array(5).fill(action)

describe('--if-signed keep', () => {
  it('leaves alone what it wrote to a folder, and signs the rest', async () => {
    const first = await sign('dist/*', '--out', 'out', '--if-signed', 'keep')
    expect([first.code, actions(first)], first.stderr).toEqual([0, five('signed')])
    const before = state('out')
    const second = await sign('dist/*', '--out', 'out', '--if-signed', 'keep')
    expect([second.code, actions(second)], second.stderr).toEqual([0, five('kept')])
    expect(state('out')).toEqual(before)
    const facts = (ran: Ran): Partial<SignedFile>[] => ran.json.files.map(({ action: _, ...file }) => file)
    expect(facts(second)).toEqual(facts(first))
    rmSync(bench.at('out/data.bin.p7s'))
    rmSync(bench.at('out/run.sh.sigstore.json'))
    const third = await sign('dist/*', '--out', 'out', '--if-signed', 'keep')
    expect(actions(third)).toEqual(['kept', 'signed', 'kept', 'kept', 'signed'])
    expect((await bench.run(['verify', 'out/*', '--require', 'timestamp,attestation'])).code).toBe(0)
  })

  it('leaves alone what it signed in place', async () => {
    fill('place')
    expect(actions(await sign('place/*', '--in-place', '--if-signed', 'keep'))).toEqual(five('signed'))
    const before = state('place')
    const again = await sign('place/*', '--in-place', '--if-signed', 'keep')
    expect([again.code, actions(again)], again.stderr).toEqual([0, five('kept')])
    expect(state('place')).toEqual(before)
  })

  it('carries to another folder what is signed already, with its record', async () => {
    fill('carry')
    await sign('carry/*', '--in-place')
    const dry = await sign('carry/*', '--out', 'carried', '--if-signed', 'keep', '--dry-run')
    expect([actions(dry), bench.list('carried')]).toEqual([five('kept'), []])
    const ran = await sign('carry/*', '--out', 'carried', '--if-signed', 'keep')
    expect([ran.code, actions(ran)], ran.stderr).toEqual([0, five('kept')])
    expect(bench.list('carried')).toEqual(bench.list('carry'))
    for (const name of bench.list('carry')) expect(bench.read(`carried/${name}`)).toEqual(bench.read(`carry/${name}`))
    const before = state('carried')
    await sign('carry/*', '--out', 'carried', '--if-signed', 'keep')
    expect(state('carried')).toEqual(before)
    expect((await bench.run(['verify', 'carried/*', '--require', 'timestamp,attestation'])).code).toBe(0)
  })

  it.each<[what: string, more: string[], change: () => void | Promise<void>]>([
    ['the input changed', [], () => writeFileSync(bench.at('one/run.sh'), script('sh'))],
    ['other options were given', ['--digest', 'sha512'], () => {}],
    [
      "the record is another file's",
      [],
      () => cpSync(bench.at('out/lib.jar.sigstore.json'), bench.at('one/out/run.sh.sigstore.json')),
    ],
    ['the signed file changed', [], () => writeFileSync(bench.at('one/out/run.sh'), script('bash'))],
    ['the key has a new certificate', ['--certificate', 'renewed.pem', '--config', 'renewed.yaml'], renew],
  ])('signs again where %s', async (_, more, change) => {
    fill('one')
    rmSync(bench.at('one/out'), { recursive: true, force: true })
    const once = async (...flags: string[]): Promise<Ran> => {
      const ran = await sign('one/run.sh', '--out', 'one/out', '--if-signed', 'keep', ...flags)
      expect(ran.code, ran.stderr).toBe(0)
      return ran
    }
    expect(actions(await once())).toEqual(['signed'])
    expect(actions(await once())).toEqual(['kept'])
    await change()
    expect(actions(await once(...more))).toEqual(['signed'])
    expect(actions(await once(...more))).toEqual(['kept'])
  })

  it('without records looks at the input alone', async () => {
    fill('bare')
    const args = ['--in-place', '--no-attest', '--if-signed', 'keep'] as const
    expect(actions(await sign('bare/*', ...args))).toEqual(five('signed'))
    expect(actions(await sign('bare/*', ...args))).toEqual(five('kept'))
    // A record is wanted now, and there is none.
    expect(actions(await sign('bare/*', '--in-place', '--if-signed', 'keep'))).toEqual(five('signed'))
  })

  it('wants a timestamp where one is asked for', async () => {
    fill('time')
    await sign('time/*', '--in-place', '--no-timestamp')
    const keep = ['--in-place', '--if-signed', 'keep'] as const
    expect(actions(await sign('time/*', ...keep, '--no-timestamp'))).toEqual(five('kept'))
    expect(actions(await sign('time/*', ...keep))).toEqual(five('signed'))
  })
})

describe('--if-signed', () => {
  it('error refuses what is signed, whoever signed it, and leaves it alone', async () => {
    fill('error')
    const first = await sign('error/*', '--in-place', '--if-signed', 'error')
    expect([first.code, first.json.files.length, actions(first)[0]], first.stderr).toEqual([0, 5, undefined])
    const before = state('error')
    const again = await sign('error/*', '--in-place', '--if-signed', 'error')
    expect([again.code, again.json.failed.map(({ code }) => code)]).toEqual([2, Array(5).fill('FILE_ALREADY_SIGNED')])
    expect(state('error')).toEqual(before)
  })

  it('append and replace are --append and its absence', async () => {
    writeFileSync(bench.at('nest.exe'), buildPe())
    const nested = async (...more: string[]): Promise<number> => {
      await sign('nest.exe', '--in-place', ...more)
      return (await bench.run(['inspect', 'nest.exe', '--json'])).json.files[0]?.signatures.length ?? 0
    }
    expect(await nested()).toBe(1)
    expect(await nested('--if-signed', 'append')).toBe(2)
    expect(await nested('--if-signed', 'replace')).toBe(1)
    expect(await nested('--append', '--if-signed', 'append')).toBe(2)
  })

  it('of two minds is refused', async () => {
    const ran = await sign('dist/*', '--out', 'two', '--append', '--if-signed', 'keep')
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'OPTIONS_CONFLICT'])
    const unknown = await sign('dist/*', '--out', 'two', '--if-signed', 'skip')
    expect([unknown.code, unknown.json.failed[0]?.code]).toEqual([2, 'OPTION_INVALID'])
    expect(bench.list('two')).toEqual([])
  })
})
