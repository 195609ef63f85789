import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { buildPe, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packPackages } from '../../scripts/packing/pack.ts'
import { programOf } from './cli/api-program.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Where a Node of that major version lies: the promised minimum, fetched by the set-up script, and the project's own. */
const NODES = [
  ['22', join(ROOT, '.oracles/node-22/node_modules/node/bin')],
  ['24', join(ROOT, 'node_modules/node/bin')],
] as const

/** Compiling pkcs11js on a busy machine, in milliseconds. */
const INSTALL_TIME = 300_000

let folder: string
let tarballs: readonly string[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chancery-pack-'))
  tarballs = await packPackages(ROOT, join(folder, 'tarballs'))
}, INSTALL_TIME)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a tarball holds compiled code and its types, the licence, and no sources', () => {
  for (const tarball of tarballs) {
    const names = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n')
    const kinds = new Set(
      names.map((name) => name.replace(/^package\/(?:(dist)\/.*?(\.d\.ts|\.[a-z]+)|(.*))$/, '$1$2$3')),
    )
    expect(kinds, basename(tarball)).toContain('dist.js')
    expect(kinds, basename(tarball)).toContain('dist.d.ts')
    expect(kinds, basename(tarball)).toContain('LICENSE')
    expect(
      [...kinds].filter((kind) => /^dist\.ts$|^src|^test|tsconfig/.test(kind)),
      basename(tarball),
    ).toEqual([])
  }
})

describe.each(NODES)('installed into an empty project on Node %s', (major, bin) => {
  let project: string
  let env: NodeJS.ProcessEnv
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: project, env, encoding: 'utf8' })

  beforeAll(() => {
    project = join(folder, `node-${major}`)
    mkdirSync(project)
    env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) }
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ private: true, type: 'module', allowScripts: { pkcs11js: true } }),
    )
    run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', ...tarballs)
  }, INSTALL_TIME)

  test('is really that Node', () => {
    expect(run('node', '--version')).toMatch(new RegExp(`^v${major}\\.`))
  })

  test('every package can be imported by its name', () => {
    const names = tarballs.map(
      (tarball) => JSON.parse(run('tar', '-xzOf', tarball, 'package/package.json')).name as string,
    )
    for (const name of names) {
      const counted = run(
        'node',
        '--input-type=module',
        '--eval',
        `console.log(Object.keys(await import('${name}')).length)`,
      )
      expect(Number(counted), name).toBeGreaterThan(0)
    }
  })

  test('a strict TypeScript project can use the types of every package', () => {
    const names = Object.keys(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).dependencies as object)
    const uses = names.map(
      (name, index) => `import * as p${index} from '${name}'\nexport const n${index}: object = p${index}\n`,
    )
    writeFileSync(join(project, 'consumer.ts'), uses.join(''))
    const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')]
    const strict = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2024',
    ]
    expect(
      run(join(ROOT, 'node_modules/.bin/tsc'), ...strict, '--lib', 'es2024,esnext.disposable', ...types, 'consumer.ts'),
    ).toBe('')
  })

  test('the command line runs', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'packages/cli/package.json'), 'utf8')) as { version: string }
    expect(run(join(project, 'node_modules/.bin/chancery'), '--version')).toContain(version)
  })

  test.skipIf(softHsmMissing())('the program of docs/api.md signs a file with an HSM key, and verifies it', () => {
    mkdirSync(join(project, 'bench'))
    run(join(project, 'node_modules/.bin/chancery'), 'init', '--dir', 'bench')
    writeFileSync(join(project, 'bench/app.exe'), buildPe())
    // It has no type in it: plain JavaScript, for every Node.
    writeFileSync(join(project, 'program.js'), programOf(readFileSync(join(ROOT, 'docs/api.md'), 'utf8')))
    const printed = execFileSync('node', ['../program.js'], { cwd: join(project, 'bench'), env, encoding: 'utf8' })
    expect(printed).toBe('signed/app.exe verified\n')
  })

  test('pkcs11js was compiled', () => {
    expect(readdirSync(join(project, 'node_modules/pkcs11js/build/Release'))).toContain('pkcs11.node')
  })
})
