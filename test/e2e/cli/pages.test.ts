import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPe, CHECKOUT } from '@chancery/testkit'
import * as library from 'chancery'
import { describe, expect, it } from 'vitest'
import { renderCommandLine } from '../../../scripts/cli/page.ts'
import { programOf } from './api-program.ts'
import { type Workbench, workbench } from './workbench.ts'

const page = (name: string): string => readFileSync(join(CHECKOUT, 'docs', name), 'utf8')

describe('docs/cli.md', () => {
  it('is what the table of operations says: run scripts/cli-doc.ts', () => {
    expect(page('cli.md')).toBe(renderCommandLine())
  })
})

/** Runs a program of a page in a folder that `chancery init` made, with nothing but the packages. @returns what it prints */
function runProgram(bench: Workbench, program: string): string {
  writeFileSync(bench.at('app.exe'), buildPe())
  writeFileSync(bench.at('program.ts'), program)
  symlinkSync(join(CHECKOUT, 'node_modules'), bench.at('node_modules'))
  return execFileSync(process.execPath, ['--conditions=@chancery/source', 'program.ts'], {
    cwd: bench.path,
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  })
}

describe('docs/api.md', () => {
  it('has a program that signs a file with a key in an HSM and verifies it', async () => {
    using bench = await workbench()
    expect(runProgram(bench, programOf(page('api.md')))).toBe('signed/app.exe verified\n')
    expect((await bench.run(['verify', 'signed/app.exe', '--require', 'timestamp,attestation'])).code).toBe(0)
  })

  it('names every function of the library', () => {
    const functions = Object.entries(library).filter(
      ([name, value]) => typeof value === 'function' && /^[a-z]/.test(name),
    )
    expect(functions.length).toBeGreaterThan(8)
    const named = [...page('api.md').matchAll(/^\| `(\w+)\(/gm)].map(([, name]) => name)
    expect(new Set(named)).toEqual(new Set(functions.map(([name]) => name)))
  })
})

describe('the README of', () => {
  it.each(['core', 'attest', 'engine', 'cli'])('packages/%s has an example that prints what it shows', async (name) => {
    using bench = await workbench()
    const text = readFileSync(join(CHECKOUT, 'packages', name, 'README.md'), 'utf8')
    const example = /## A whole example\n[\s\S]*?```ts\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(text)
    expect(example).not.toBeNull()
    expect(runProgram(bench, example?.[1] ?? '')).toBe(example?.[2])
  })
})
