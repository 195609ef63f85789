import type { SignedFile } from '@chancery/engine'
import { tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyCommands } from '../src/verify-commands.ts'
import { fakeHost } from './fake-host.ts'

const IMAGE = `oci://registry.example.com/app@sha256:${'ab'.repeat(32)}`

function signed(out: string): SignedFile {
  const certificate = { subject: 'CN=Release', issuer: 'CN=CA', serial: '01', sha256: 'ab', notAfter: '' }
  return { out, path: out, key: 'release', certificate } as unknown as SignedFile
}

describe('the commands that a reader pastes', () => {
  let dir: ReturnType<typeof tempDir>
  beforeAll(() => {
    dir = tempDir()
    dir.write('chancery.yaml', 'keys: {}\n')
  })
  afterAll(() => dir[Symbol.dispose]())
  const commands = async (values: Parameters<typeof verifyCommands>[1], ...out: readonly string[]) => {
    const { host } = fakeHost({ workspace: dir.path })
    return (await verifyCommands(host, values, out.map(signed))).filter((line) => !line.startsWith('#'))
  }

  test('reach a registry as the step did, and only images are in one', async () => {
    const values = { 'registry-ca': ['ca.pem', "our's.pem"], 'allow-http-registry': true }
    expect(await commands(values, 'app.exe', IMAGE)).toEqual([
      'chancery verify app.exe --trust ca.pem',
      `chancery verify ${IMAGE} --trust ca.pem --allow-http-registry --registry-ca ca.pem --registry-ca 'our'\\''s.pem'`,
    ])
  })

  test('say nothing of registries that need nothing, and take no file for a flag', async () => {
    expect(await commands({}, IMAGE)).toEqual([`chancery verify ${IMAGE} --trust ca.pem`])
    const odd = await commands({ 'registry-ca': ['--out'] }, IMAGE)
    expect(odd).toEqual([`chancery verify ${IMAGE} --trust ca.pem --registry-ca ./--out`])
    expect(await commands({ 'registry-ca': ['ca.pem'] })).toEqual([])
  })
})
