/**
 * The main job on real files: `chancery init`, five kinds of file signed by a key inside SoftHSM with one login, timestamped, recorded and logged,
 * each verified by a tool that is not ours, and each refused once it was tampered with.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CHECKOUT,
  findTool,
  jarsigner,
  openssl,
  osslsigncode,
  powerShellScript,
  type SkipContext,
  type Verdict,
} from '@chancery/testkit'

const DEMO = join(CHECKOUT, '.demo')
const CHANCERY = join(CHECKOUT, 'packages/cli/bin/chancery.js')

/** A tool that is absent ends the demo: `npm run setup` installs them all. */
const mustHave: SkipContext = {
  skip: (reason) => {
    throw new Error(reason)
  },
}

function chancery(...args: string[]): { code: number | null; stdout: string } {
  console.log(`$ chancery ${args.map((arg) => (/[*!{ ]/.test(arg) ? `'${arg}'` : arg)).join(' ')}`)
  const { status, stdout } = spawnSync(process.execPath, [CHANCERY, ...args], {
    cwd: DEMO,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  console.log('')
  return { code: status, stdout }
}

/** A real EXE, a JAR, a PowerShell script, a bash script and a tarball. */
async function inputs(): Promise<void> {
  const folder = join(DEMO, 'dist')
  mkdirSync(folder)
  copyFileSync(join(CHECKOUT, 'test/vectors/pe/pegoat.exe'), join(folder, 'pegoat.exe'))
  await make('jar', ['--create', '--file', join(folder, 'docs.jar'), '-C', CHECKOUT, 'docs'])
  writeFileSync(join(folder, 'greet.ps1'), powerShellScript())
  writeFileSync(join(folder, 'greet.sh'), '#!/usr/bin/env bash\nset -euo pipefail\necho "Hello from a signed script"\n')
  await make('tar', ['-czf', join(folder, 'docs.tar.gz'), '-C', CHECKOUT, 'docs'])
}

async function make(name: string, args: readonly string[]): Promise<void> {
  const found = findTool(name)
  if (!found) throw new Error(`${name} is missing: npm run setup`)
  const { code, text } = await found.run(args)
  if (code !== 0) throw new Error(`${name}: ${text}`)
}

interface Example {
  readonly file: string
  readonly tool: string
  readonly verify: (path: string) => Promise<Verdict>
  /** A change that whoever ships a trojan would make. */
  readonly tamper: (bytes: Buffer) => Buffer
}

/** The recipe of docs/formats/script.md: nothing but sh and openssl. */
async function scriptRecipe(path: string, anchors: string): Promise<Verdict> {
  const text = readFileSync(join(CHECKOUT, 'docs/formats/script.md'), 'utf8')
  const recipe = /```sh\n(set -eu\n[\s\S]*?)```/.exec(text)?.[1]
  if (recipe === undefined) throw new Error('docs/formats/script.md has no recipe')
  const shell = findTool('sh')
  if (!shell) throw new Error('sh is missing')
  const file = join(DEMO, 'verify.sh')
  writeFileSync(file, recipe)
  const { code, text: said } = await shell.run([file, path, anchors])
  return { accepted: code === 0, text: said }
}

function flip(at: (bytes: Buffer) => number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const changed = Buffer.from(bytes)
    const index = at(changed)
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
    return changed
  }
}

function examples(caFile: string): readonly Example[] {
  const trust = readFileSync(caFile, 'utf8')
  const authenticode = (path: string): Promise<Verdict> => osslsigncode(mustHave).verify(path, { trust })
  return [
    { file: 'pegoat.exe', tool: 'osslsigncode', verify: authenticode, tamper: flip(() => 0x600) },
    { file: 'greet.ps1', tool: 'osslsigncode', verify: authenticode, tamper: flip(() => 12) },
    {
      file: 'docs.jar',
      tool: 'jarsigner -strict',
      verify: (path) => jarsigner(mustHave).verify(path, { trust }),
      tamper: flip((bytes) => Math.floor(bytes.length / 2)),
    },
    {
      file: 'greet.sh',
      tool: 'sh + openssl cms',
      verify: (path) => scriptRecipe(path, caFile),
      tamper: (bytes) => Buffer.from(bytes.toString('latin1').replace('Hello', 'Adieu'), 'latin1'),
    },
    {
      file: 'docs.tar.gz',
      tool: 'openssl cms',
      async verify(path) {
        const args = ['-verify', '-binary', '-inform', 'DER', '-in', `${path.replace('.tampered', '')}.p7s`]
        const run = await openssl(mustHave).run([
          'cms',
          ...args,
          '-content',
          path,
          '-CAfile',
          caFile,
          '-purpose',
          'any',
          '-out',
          '/dev/null',
        ])
        return { accepted: run.code === 0, text: run.text }
      },
      tamper: flip((bytes) => Math.floor(bytes.length / 2)),
    },
  ]
}

rmSync(DEMO, { recursive: true, force: true })
mkdirSync(DEMO)
await inputs()
const init = chancery('init', '--log', 'log.example.com', '--json')
const { trust } = JSON.parse(init.stdout) as { trust: string }
const signed = chancery('sign', 'dist/*', '--format', 'blob', '--key', 'release', '--out', 'signed', '--json')
const verified = chancery('verify', 'signed/*', '--require', 'timestamp,attestation,log')

const rows: string[][] = [
  ['file', 'format', 'timestamp', 'record', 'in the log', 'third-party verifier', 'its verdict', 'tampered'],
]
let good = init.code === 0 && signed.code === 0 && verified.code === 0
const report = JSON.parse(signed.stdout) as {
  files: {
    out: string
    format: string
    timestamp: { time: string } | null
    bundle: string | null
    log: { index: number | null } | null
  }[]
}
for (const { file, tool, verify, tamper } of examples(trust)) {
  const out = join('signed', file)
  const entry = report.files.find((one) => one.out === out)
  const path = join(DEMO, out)
  const tampered = join(DEMO, 'signed', file.replace('.', '.tampered.'))
  writeFileSync(tampered, tamper(readFileSync(path)))
  const [verdict, refusal] = [await verify(path), await verify(tampered)]
  rmSync(tampered)
  good &&= entry !== undefined && entry.bundle !== null && verdict.accepted && !refusal.accepted
  rows.push([
    out,
    entry?.format ?? 'not signed',
    entry?.timestamp?.time ?? 'none',
    entry?.bundle ? 'yes' : 'none',
    `entry ${entry?.log?.index ?? 'none'}`,
    tool,
    verdict.accepted ? 'accepted' : 'REFUSED',
    refusal.accepted ? 'ACCEPTED' : 'refused',
  ])
}
const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)))
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] as number)).join('  '))
console.log(
  good
    ? '\nEvery file signed, verified by a tool that is not ours, and refused when tampered with.'
    : '\nSomething did not hold.',
)
process.exitCode = good ? 0 : 1
