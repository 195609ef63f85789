import { softwareKey, tempDir, testKey } from '@chancery/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { ConfiguredLog } from '../src/log/signature-log.ts'

test('signatures that other verifiers find in no log are not logged', async () => {
  const dir = tempDir()
  onTestFinished(() => dir[Symbol.dispose]())
  const config = {
    dir: dir.at('log'),
    origin: 'log.example.com',
    key: 'log',
    onFailure: 'queue',
    queue: dir.at('queue'),
  }
  await using log = new ConfiguredLog({ ...config, onFailure: 'queue' }, softwareKey({ key: await testKey('p256') }))
  await log.create()
  const { info } = softwareKey({ key: await testKey('rsa2048') })
  const signature = { digest: new Uint8Array(32), signature: new Uint8Array(256), certificate: null }
  const adding = log.add({ ...signature, signer: { ...info, algorithm: 'rsa-pss-sha256' } }, null)
  await expect(adding).rejects.toMatchObject({ code: 'LOG_SIGNER_UNSUITABLE' })
  await expect(log.add({ ...signature, signer: info }, null)).resolves.toMatchObject({ index: 0 })
})
