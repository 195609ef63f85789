/** A log that `log serve` serves and a witness of ours has cosigned, as a client of another hand reads it: filippo.io/torchwood. */
import { readFileSync, writeFileSync } from 'node:fs'
import { utf8 } from '@chancery/core'
import { serveLog, serveWitness } from '@chancery/engine/log'
import { createSoftToken, softHsmMissing, softwareKey, tempDir, testKey, tool } from '@chancery/testkit'
import { askWitnesses, encodeNoteKey, noteSigner, parseNoteKey, type Witness } from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import { expect, it, type TestContext } from 'vitest'

const ORIGIN = 'log.example.com'

interface Read {
  readonly signatures: readonly string[]
  readonly size: number
  readonly entries: readonly string[]
}

async function read(context: TestContext, ...args: readonly string[]): Promise<Read | null> {
  const { code, stdout } = await tool('sumdb', context).run(['read', ...args])
  return code === 0 ? (JSON.parse(new TextDecoder().decode(stdout)) as Read) : null
}

it.skipIf(softHsmMissing())('is read whole, and its cosignature holds', async (context) => {
  using dir = tempDir()
  await using token = await createSoftToken({ keys: [{ label: 'witness', kind: 'ed25519' }] })
  const signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') }))
  const vkey = encodeNoteKey(signer.key)
  writeFileSync(dir.at('log.vkey'), `${vkey}\n`)
  const key = token.keyUri('witness')
  const options = { cwd: dir.path, logKeys: ['log.vkey'], key, name: 'witness.example.com/w1', dir: 'seen', port: 0 }
  await using witness = await serveWitness(options)
  const { url, verifierKey } = witness.report
  const asked: Witness = {
    key: parseNoteKey(verifierKey),
    async post(body) {
      const answer = await fetch(`${url}add-checkpoint`, { method: 'POST', body: Buffer.from(body) })
      return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) }
    },
  }
  await using log = await StoredLog.create(folderStore(dir.at('log')), {
    origin: ORIGIN,
    signers: [signer],
    cosign: async (checkpoint, reader) => (await askWitnesses([asked], checkpoint, reader)).checkpoint,
  })
  const entries = Array.from({ length: 700 }, (_, index) => `entry ${index}`)
  await Promise.all(entries.slice(0, 600).map((entry) => log.add(utf8(entry))))
  await Promise.all(entries.slice(600).map((entry) => log.add(utf8(entry))))
  await using served = await serveLog({ cwd: dir.path, dir: 'log', port: 0 })
  const found = await read(context, served.report.url, vkey, verifierKey)
  expect(found).toEqual({ signatures: [ORIGIN, 'witness.example.com/w1'], size: 700, entries })
  const stranger = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256', 'stranger') }))
  expect(await read(context, served.report.url, encodeNoteKey(stranger.key), verifierKey)).toMatchObject({
    signatures: ['witness.example.com/w1'],
  })
  const tile = dir.at('log/tile/entries/001')
  writeFileSync(
    tile,
    readFileSync(tile).map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
  )
  expect(await read(context, served.report.url, vkey, verifierKey)).toBe(null)
})
