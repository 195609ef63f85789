import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createCa, startRegistry, tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { containersAuthorities, openRepository } from '../src/index.ts'

const none = async (): Promise<readonly string[]> => []
const ca = await createCa()
const other = await createCa({ name: 'Other' })
const pem = ca.root.certificate.pem

test('the authority that is given is trusted, and no other', async () => {
  await using registry = await startRegistry({ ca })
  const { digest } = registry.push('app', '1')
  const resolve = async (given: readonly string[]): Promise<string> => {
    const options = { ca: given, authorities: none, retries: 0 }
    return (await openRepository(`oci://${registry.host}/app`, options).resolve('1')).digest
  }
  expect(await resolve([pem])).toBe(digest)
  expect(await resolve([other.root.certificate.pem, pem])).toBe(digest)
  expect(await resolve([other.root.certificate.pem + pem])).toBe(digest)
  await expect(() => resolve([other.root.certificate.pem])).toThrowCode('REGISTRY_CERTIFICATE')
  await expect(() => resolve([])).toThrowCode('REGISTRY_CERTIFICATE')
})

test.for([
  ['nothing', ''],
  ['a key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ['damage', `${pem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`],
] as const)('%s is no authority', ([, text]) => {
  expect(() => openRepository('oci://registry.example.com/app', { ca: [text] })).toThrowCode('REGISTRY_CA_INVALID')
})

function putAt(dir: { readonly path: string }, path: string, text: string): void {
  mkdirSync(dirname(join(dir.path, path)), { recursive: true })
  writeFileSync(join(dir.path, path), text)
}

test.for(['.docker', '.config/containers'])('what %s/certs.d has for a host is trusted there only', async (folder) => {
  await using registry = await startRegistry({ ca })
  await using elsewhere = await startRegistry({ ca })
  const { digest } = registry.push('app', '1')
  using dir = tempDir()
  putAt(dir, `${folder}/certs.d/${registry.host}/ca.crt`, pem)
  const authorities = containersAuthorities({ HOME: dir.path })
  expect((await openRepository(`oci://${registry.host}/app`, { authorities }).resolve('1')).digest).toBe(digest)
  const unknown = openRepository(`oci://${elsewhere.host}/app`, { authorities, retries: 0 })
  await expect(() => unknown.resolve('1')).toThrowCode('REGISTRY_CERTIFICATE')
})

test('certs.d: files of other kinds are passed over, broken ones are named', async () => {
  using dir = tempDir()
  const host = 'registry.example.com:5000'
  const authorities = containersAuthorities({ HOME: dir.path })
  putAt(dir, `.docker/certs.d/${host}/client.key`, 'secret')
  expect(await authorities(host)).toEqual([])
  putAt(dir, `.docker/certs.d/${host}/ca.crt`, 'no certificate')
  await expect(() => authorities(host)).toThrowCode('REGISTRY_CA_INVALID')
})
