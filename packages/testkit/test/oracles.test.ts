import { X509Certificate } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import {
  cosign,
  createCa,
  findTool,
  KEYSTORE_ALIAS,
  keyStore,
  openssl,
  tempDir,
  tool,
  toolsMissing,
} from '../src/index.ts'

const content = new TextEncoder().encode('line one\nline two\n')

test('openssl verifies a detached CMS under the right anchor and over the right content alone', async (context) => {
  using dir = tempDir()
  const ca = await createCa()
  const signer = await ca.certify()
  const program = openssl(context)
  const made = await program.run([
    ...['cms', '-sign', '-binary', '-outform', 'DER', '-in', dir.write('content', content)],
    ...[
      '-signer',
      dir.write('leaf.pem', signer.certificate.pem),
      '-inkey',
      dir.write('key.pem', signer.key.privateKeyPem),
    ],
    ...['-certfile', dir.write('issuer.pem', ca.intermediate.certificate.pem)],
  ])
  expect(made).toMatchObject({ code: 0 })
  const trust = { trust: ca.root.certificate.pem }
  const accepted = async (bytes: Uint8Array, by = trust): Promise<boolean> =>
    (await program.verifyCms(made.stdout, bytes, by)).accepted
  expect(await accepted(content)).toBe(true)
  expect(await accepted(content.subarray(1))).toBe(false)
  expect(await accepted(content, { trust: (await createCa({ name: 'Other' })).root.certificate.pem })).toBe(false)
})

test('cosign verifies an attestation by its key and over its file alone', async (context) => {
  using dir = tempDir()
  const program = cosign(context)
  const env = { COSIGN_PASSWORD: 'not a secret' }
  expect((await program.run(['generate-key-pair'], { cwd: dir.path, env })).code).toBe(0)
  const [artifact, bundle] = [dir.write('artifact', content), dir.at('bundle.json')]
  const made = await program.run(
    [
      ...['attest-blob', '--yes', '--key', dir.at('cosign.key'), '--predicate', dir.write('predicate.json', '{}')],
      ...['--type', 'https://example.com/p', '--bundle', bundle, '--use-signing-config=false', '--tlog-upload=false'],
      artifact,
    ],
    { env },
  )
  expect(made.code).toBe(0)
  const options = {
    publicKeyPem: new TextDecoder().decode(dir.read('cosign.pub')),
    predicateType: 'https://example.com/p',
  }
  expect(await program.verifyAttestation(artifact, bundle, options)).toMatchObject({ accepted: true })
  const changed = dir.write('changed', content.subarray(1))
  expect(await program.verifyAttestation(changed, bundle, options)).toMatchObject({ accepted: false })
  const otherKey = new X509Certificate((await createCa()).root.certificate.pem).publicKey
  const publicKeyPem = otherKey.export({ format: 'pem', type: 'spki' }).toString()
  expect(await program.verifyAttestation(artifact, bundle, { ...options, publicKeyPem })).toMatchObject({
    accepted: false,
  })
  const predicateType = 'https://example.com/other'
  expect(await program.verifyAttestation(artifact, bundle, { ...options, predicateType })).toMatchObject({
    accepted: false,
  })
})

test('a key store holds key and chain under its alias, for whoever knows the password', async (context) => {
  using dir = tempDir()
  const store = dir.write('keys.p12', await keyStore(await (await createCa()).certify({ key: 'p256' }), 'open sesame'))
  const keytool = tool('keytool', context)
  const list = (password: string) =>
    keytool.run(['-list', '-keystore', store, '-storepass:env', 'P'], { env: { P: password } })
  expect((await list('open sesame')).text).toContain(`${KEYSTORE_ALIAS}, `)
  expect((await list('wrong')).code).not.toBe(0)
})

test('a tool gets its input, is ended when it takes too long, and does not see our environment', async (context) => {
  const cat = await tool('cat', context).run([], { input: content })
  expect(cat).toMatchObject({ code: 0, stdout: content })
  const slow = await tool('sleep', context).run(['30'], { timeout: 100 })
  expect(slow.code).toBeNull()
  vi.stubEnv('CHANCERY_PIN', 'secret')
  expect((await tool('env', context).run([])).text).not.toContain('CHANCERY_PIN')
})

afterEach(() => vi.unstubAllEnvs())

test('an absent tool skips the test with its reason, and fails it in CI', () => {
  const skipped: string[] = []
  const context = {
    skip(reason = ''): never {
      skipped.push(reason)
      throw new Error('skipped')
    },
  }
  expect(findTool('no-such-tool')).toBeNull()
  vi.stubEnv('CI', '')
  expect(toolsMissing('openssl', 'no-such-tool')).toBe(true)
  expect(() => tool('no-such-tool', context)).toThrow('skipped')
  expect(skipped).toEqual([expect.stringContaining('no-such-tool is neither on PATH nor in .oracles')])
  vi.stubEnv('CI', 'true')
  expect(toolsMissing('openssl', 'no-such-tool')).toBe(false)
  expect(() => tool('no-such-tool', context)).toThrow(/no-such-tool/)
  expect(skipped).toHaveLength(1)
})
