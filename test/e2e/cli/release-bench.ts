import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReleaseReport } from '@chancery/engine'
import { buildJar, buildPe, CHECKOUT, powerShellScript, script } from '@chancery/testkit'
import { chancery, type Ran, type Workbench, workbench } from './workbench.ts'

/** Whom the page takes for the vendor, and who is one here. */
const VENDOR = 'CN=Vendor,O=Vendor Inc,C=NL'
const VENDOR_HERE = 'CN=Chancery Development Release'

/** A fenced block of docs/release.md. */
export function shown(language: string, index: number): string {
  const page = readFileSync(join(CHECKOUT, 'docs/release.md'), 'utf8')
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, name]) => name === language)
  const block = blocks[index]?.[2]
  if (block === undefined) throw new Error(`docs/release.md has no block ${index} in ${language}`)
  return block.replaceAll(VENDOR, VENDOR_HERE)
}

/** The manifest that the page shows. */
export const MANIFEST: string = shown('yaml', 0)

/** What the manifest's release consists of, below `release/`; the rest lies beside it. */
export const RELEASED: readonly string[] = [
  'app.exe',
  'data.bin',
  'lib.jar',
  'module.psm1',
  'scripts/run.sh',
  'vendor/codec.exe',
  'vendor/data.bin',
]

/** A folder with a build in `dist`, and a manifest. */
export async function releaseBench(): Promise<Workbench> {
  const bench = await workbench()
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(bench.at(name), content)
  for (const folder of ['dist/scripts', 'dist/vendor', 'vendor']) mkdirSync(bench.at(folder), { recursive: true })
  write('dist/app.exe', buildPe())
  write('dist/module.psm1', powerShellScript())
  write('dist/lib.jar', buildJar())
  write('dist/lib.cdx.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }))
  write('dist/scripts/run.sh', script('sh'))
  write('dist/data.bin', Uint8Array.of(0, 1, 2, 254))
  write('dist/app.exe.map', '{}')
  write('spdx.json', JSON.stringify({ spdxVersion: 'SPDX-2.3', name: 'data' }))
  write('release.yaml', MANIFEST)
  await fillVendor(bench)
  return bench
}

/** Somebody else with a CA of their own: a program, and a file with a signature beside it. */
async function fillVendor(bench: Workbench): Promise<void> {
  const cwd = bench.at('vendor')
  writeFileSync(bench.at('vendor/codec.exe'), buildPe({ overlay: new Uint8Array(64).fill(9) }))
  writeFileSync(bench.at('vendor/data.bin'), Uint8Array.of(9, 9, 9, 9))
  const init = await chancery(['init'], { cwd })
  const sign = ['sign', '*.*', '!chancery.yaml', '--format', 'blob', '--key', 'release', '--in-place', '--no-attest']
  const signed = init.code === 0 ? await chancery(sign, { cwd }) : init
  if (signed.code !== 0) throw new Error(signed.stderr)
  cpSync(bench.at('vendor/.chancery/ca.pem'), bench.at('vendor-ca.pem'))
  for (const name of ['codec.exe', 'data.bin', 'data.bin.p7s']) {
    cpSync(bench.at(`vendor/${name}`), bench.at(`dist/vendor/${name}`))
  }
}

export interface Released extends Omit<Ran, 'json'> {
  readonly json: ReleaseReport
}

export async function release(bench: Workbench, ...args: string[]): Promise<Released> {
  const ran = await bench.run(['release', ...args, '--json'])
  return ran as unknown as Released
}

/** Content and time of change of every file of a folder, by its name. */
export function state(bench: Workbench, folder: string): Record<string, string> {
  const files = bench.list(folder).filter((name) => statSync(bench.at(`${folder}/${name}`)).isFile())
  return Object.fromEntries(
    files.map((name) => {
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

/** Another bit in the middle. */
export function spoilt(bytes: Uint8Array): Uint8Array {
  const middle = bytes.length >> 1
  return Uint8Array.from(bytes, (byte, index) => (index === middle ? byte ^ 1 : byte))
}

export const codes = ({ json }: Released): string[] => json.failed.map(({ code }) => code)
