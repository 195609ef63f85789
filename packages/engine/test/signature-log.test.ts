import { softwareKey, tempDir, testKey } from '@chancery/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { OwnLog } from '../src/log/own-log.ts'
import { ConfiguredLog } from '../src/log/signature-log.ts'

test('signatures that other verifiers find in no log are not logged', async () => {
  const dir = tempDir()
  onTestFinished(() => dir[Symbol.dispose]())
  const config = {
    kind: 'own',
    store: { kind: 'folder', dir: dir.at('log') },
    origin: 'log.example.com',
    key: 'log',
    otherKeys: [],
    formerKeys: [],
    onFailure: 'queue',
    queue: dir.at('queue'),
    events: dir.at('events'),
    namesEvents: false,
    ca: null,
    policy: null,
  } as const
  const writer = new OwnLog(config, softwareKey({ key: await testKey('p256') }))
  await writer.create()
  await using log = new ConfiguredLog(config, writer)
  const { publicKey, algorithm } = softwareKey({ key: await testKey('rsa2048') }).info
  const signature = { digest: new Uint8Array(32), signature: new Uint8Array(256), publicKey, certificate: null }
  for (const other of ['rsa-pss-sha256', null] as const) {
    const adding = log.add({ ...signature, algorithm: other }, null)
    await expect(adding).rejects.toMatchObject({ code: 'LOG_SIGNER_UNSUITABLE' })
  }
  await expect(log.add({ ...signature, algorithm }, null)).resolves.toMatchObject({ index: 0 })
})
