import { readFileSync, writeFileSync } from 'node:fs'
import type { VerifyReport } from '@chancery/engine'
import { buildPe, type Ca, createCa, script, startTsa, type Tsa } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trustedRoot } from '../../../packages/oci/test/trusted-root.ts'
import { type Workbench, workbench } from '../../e2e/cli/workbench.ts'

let bench: Workbench
let old: { readonly ca: Ca; readonly tsa: Tsa }
let current: { readonly ca: Ca; readonly tsa: Tsa }

beforeAll(async () => {
  bench = await workbench()
  const authority = async (name: string): Promise<typeof old> => {
    const ca = await createCa({ name, key: 'rsa2048' })
    return { ca, tsa: await startTsa({ ca, subject: `CN=${name}`, key: 'rsa2048' }) }
  }
  old = await authority('Old')
  current = await authority('Current')
  writeFileSync(bench.at('old.pem'), old.ca.root.certificate.pem)
  writeFileSync(bench.at('current.pem'), current.ca.root.certificate.pem)
  for (const [name, { tsa }] of Object.entries({ old, current })) {
    writeFileSync(bench.at(`${name}.exe`), buildPe())
    writeFileSync(bench.at(`${name}.sh`), script('sh'))
    writeFileSync(bench.at(`${name}.bin`), name)
    const files = ['exe', 'sh', 'bin'].map((suffix) => `${name}.${suffix}`)
    const args = ['--format', 'blob', '--key', 'release', '--in-place', '--timestamp', tsa.url]
    const { code, stderr } = await bench.run(['sign', ...files, ...args])
    expect(code, stderr).toBe(0)
  }
}, 60_000)
afterAll(async () => {
  await old.tsa[Symbol.asyncDispose]()
  await current.tsa[Symbol.asyncDispose]()
  bench[Symbol.dispose]()
})

const OLD = ['old.exe', 'old.sh', 'old.bin']
const CURRENT = ['current.exe', 'current.sh', 'current.bin']

async function codes(
  files: readonly string[],
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Set<string>> {
  const all = ['verify', ...files, '--require', 'timestamp', '--json', ...args]
  const { json }: { json: VerifyReport } = await bench.run(all, { env })
  return new Set(json.files.map(({ code, verdict }) => code ?? (verdict as string)))
}

const HELD = new Set(['verified'])
const UNHEARD = new Set(['REQUIREMENT_NOT_MET'])

describe('whose timestamps count', () => {
  test('is said by --timestamp-trust alone, in every format', async () => {
    expect(await codes(OLD, ['--timestamp-trust', 'old.pem'])).toEqual(HELD)
    expect(
      await codes(OLD, ['--timestamp-trust', 'current.pem', '--trust', '.chancery/ca.pem', '--trust', 'old.pem']),
    ).toEqual(UNHEARD)
    expect(await codes(OLD, ['--trust', '.chancery/ca.pem', '--trust', 'old.pem'])).toEqual(HELD)
  })

  test('of old and new authorities both, while one takes over from the other', async () => {
    const both = ['--timestamp-trust', 'old.pem', '--timestamp-trust', 'current.pem']
    expect(await codes([...OLD, ...CURRENT], both)).toEqual(HELD)
  })

  test('is said by the environment, and by the configuration; the nearer one decides', async () => {
    expect(await codes(OLD, [], { CHANCERY_TIMESTAMP_TRUST: 'old.pem' })).toEqual(HELD)
    const config = readFileSync(bench.at('chancery.yaml'), 'utf8')
    writeFileSync(bench.at('other.yaml'), `${config}\ntimestampTrust: [current.pem]\n`)
    const configured = ['--config', 'other.yaml']
    expect(await codes(CURRENT, configured)).toEqual(HELD)
    expect(await codes(OLD, configured)).toEqual(UNHEARD)
    expect(await codes(OLD, configured, { CHANCERY_TIMESTAMP_TRUST: 'old.pem' })).toEqual(HELD)
    expect(
      await codes(OLD, [...configured, '--timestamp-trust', 'current.pem'], { CHANCERY_TIMESTAMP_TRUST: 'old.pem' }),
    ).toEqual(UNHEARD)
  })

  test('is said by a trusted root, which also says for which times', async () => {
    const root = trustedRoot(old.ca, old.tsa)
    const [authority] = root.timestampAuthorities as readonly object[]
    const write = (name: string, validFor: object): readonly string[] => {
      writeFileSync(bench.at(name), JSON.stringify({ ...root, timestampAuthorities: [{ ...authority, validFor }] }))
      return ['--timestamp-trust', name]
    }
    const now = new Date()
    const before = new Date(now.getTime() - 3_600_000).toISOString()
    const after = new Date(now.getTime() + 3_600_000).toISOString()
    expect(await codes(OLD, write('always.json', { start: before }))).toEqual(HELD)
    expect(await codes(OLD, write('until.json', { start: before, end: after }))).toEqual(HELD)
    expect(await codes(OLD, write('ended.json', { start: '2020-01-01T00:00:00Z', end: before }))).toEqual(UNHEARD)
    expect(await codes(OLD, write('later.json', { start: after }))).toEqual(UNHEARD)
    expect(await codes(CURRENT, ['--timestamp-trust', 'always.json'])).toEqual(UNHEARD)
  })

  test('is not said by a file without an authority', async () => {
    const { code, json } = await bench.run([
      'verify',
      'old.exe',
      '--json',
      '--timestamp-trust',
      '.chancery/attestation.pub',
    ])
    expect([code, json.failed[0]?.code]).toEqual([2, 'TRUST_INVALID'])
  })
})
