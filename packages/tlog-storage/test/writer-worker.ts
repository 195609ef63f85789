/**
 * Adds entries until it is killed, several at a time, and says which were acknowledged: `INDEX ENTRY` lines.
 *
 *   STORE='{"kind": ...}' KEY='{"privateKey": ..., "publicKey": ...}' node --conditions=@chancery/source writer-worker.ts NAME COUNT
 */
import { writeSync } from 'node:fs'
import { fromBase64, utf8 } from '@chancery/core'
import { softwareKey } from '@chancery/testkit'
import { noteSigner } from '@chancery/tlog'
import { StoredLog } from '@chancery/tlog-storage'
import { openStore } from './opened-store.ts'

const [name = '', count = ''] = process.argv.slice(2)
const { privateKey, publicKey } = JSON.parse(process.env.KEY ?? '')
const key = {
  kind: 'ed25519',
  privateKey: fromBase64(privateKey),
  publicKey: fromBase64(publicKey),
  privateKeyPem: '',
} as const
const signer = noteSigner('log.example.com', softwareKey({ key }))
const log = await StoredLog.open(await openStore(JSON.parse(process.env.STORE ?? '')), {
  origin: 'log.example.com',
  signers: [signer],
  window: 2,
})
writeSync(1, 'open\n')
let next = 0
async function lane(): Promise<void> {
  while (next < Number(count)) {
    const entry = `${name}-${next++}`
    const { index } = await log.add(utf8(entry))
    writeSync(1, `${index} ${entry}\n`)
  }
}
await Promise.all(Array.from({ length: 20 }, lane))
await log.close()
