import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'
import { beforeAll, expect, test } from 'vitest'
import { type Bundle, bundles } from '../../../scripts/packing/bundle.ts'

let made: readonly Bundle[]
let again: readonly Bundle[]
beforeAll(async () => {
  made = await bundles(CHECKOUT)
  again = await bundles(CHECKOUT)
})

test('the same sources give the same bytes', () => {
  expect(made.map(({ folder }) => folder)).toEqual([
    'actions/attest/dist',
    'actions/release/dist',
    'actions/setup/dist',
    'actions/sign/dist',
    'actions/verify/dist',
    'jenkins-shim/resources/chancery/dist',
  ])
  for (const [i, { files }] of made.entries()) expect([...files]).toEqual([...(again[i] as Bundle).files])
})

test('no bundle holds a path of the machine, a source map, or the addon', () => {
  for (const { files } of made) {
    for (const [name, text] of files) {
      expect(
        text.includes(CHECKOUT) || text.includes(`${dirname(CHECKOUT)}/`) || text.includes(`${homedir()}/`),
        name,
      ).toBe(false)
      expect(text, name).not.toMatch(/sourceMappingURL|^\/\/ node_modules\/pkcs11js\//m)
    }
    expect([...files.keys()].filter((name) => name.endsWith('.map') || name.endsWith('.node'))).toEqual([])
  }
})

test('what few runs need is loaded only when they do', () => {
  for (const { folder, files } of made.filter(({ folder }) => folder.startsWith('actions/'))) {
    const index = files.get('index.js') ?? ''
    const statically = new Set<string>()
    const follow = (text: string): void => {
      for (const [, name] of text.matchAll(/^import .*?from "\.\/(.+?)";$|^import "\.\/(.+?)";$/gm)) {
        if (name === undefined || statically.has(name)) continue
        statically.add(name)
        follow(files.get(name) ?? '')
      }
    }
    follow(index)
    const eager = [index, ...[...statically].map((name) => files.get(name) ?? '')].join('\n')
    expect(eager, folder).toContain('packages/engine/src/')
    for (const heavy of ['undici', '@peculiar/x509', '@sigstore/', 'yaml/dist', 'reflect-metadata']) {
      expect(eager, `${folder}: ${heavy}`).not.toContain(`node_modules/${heavy}`)
    }
    expect(files.has('lane-worker.js'), folder).toBe(true)
  }
})

test('no bundle is larger than 2 MB, and none holds an HTTP client that nothing uses', () => {
  for (const { folder, files } of made) {
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    expect(bytes, folder).toBeLessThan(2_000_000)
    expect(
      [...files.values()].some((text) => text.includes('node_modules/undici/')),
      folder,
    ).toBe(false)
  }
})

test('actions run on Node 24, and clean up where they make something for the job', () => {
  for (const action of ['setup', 'sign', 'verify', 'attest', 'release']) {
    const post = action === 'setup' ? '  post: dist/post.js\n' : ''
    const text = readFileSync(join(CHECKOUT, 'actions', action, 'action.yml'), 'utf8')
    expect(text.endsWith(`runs:\n  using: node24\n  main: dist/index.js\n${post}`), action).toBe(true)
  }
})
