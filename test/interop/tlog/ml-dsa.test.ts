/** Cosignatures of type 0x06 by filippo.io/mldsa, as our verifiers take them: alone, in a policy, in the commands that read a whole log. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { utf8 } from '@chancery/core'
import { monitorLog, verifyWholeLog } from '@chancery/engine/log'
import { softwareKey, tempDir, testKey, tool } from '@chancery/testkit'
import { encodeNoteKey, noteSigner, openNote, parseNote, parseNoteKey } from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import { expect, it, type TestContext } from 'vitest'

const ORIGIN = 'log.example.com'
const NAME = 'witness.example.com/pq'
const TIME = 1_790_000_000

interface Cosigned {
  readonly vkey: string
  readonly line: string
}

/** @param who makes the key */
async function cosign(context: TestContext, text: string, who: string, time: number = TIME): Promise<Cosigned> {
  const seed = createHash('sha256').update(who).digest('hex')
  const {
    code,
    stdout,
    text: said,
  } = await tool('sumdb', context).run(['cosign', NAME, String(time), seed], {
    input: utf8(text),
  })
  expect(code, said).toBe(0)
  return JSON.parse(new TextDecoder().decode(stdout)) as Cosigned
}

it('is verified by a policy, by who reads the whole log and by who watches it; and of another checkpoint it is refused', async (context) => {
  using dir = tempDir()
  const signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
  {
    await using log = await StoredLog.create(folderStore(dir.at('log')), {
      origin: ORIGIN,
      signers: [signer],
      window: 0,
    })
    await Promise.all(Array.from({ length: 300 }, (_, index) => log.add(utf8(`entry ${index}`))))
  }
  const checkpoint = readFileSync(dir.at('log/checkpoint'), 'utf8')
  const { text } = parseNote(utf8(checkpoint))
  const { vkey, line } = await cosign(context, text, 'w')
  expect(encodeNoteKey(parseNoteKey(vkey))).toBe(vkey)
  writeFileSync(dir.at('policy'), `log ${encodeNoteKey(signer.key)}\nwitness w ${vkey}\nquorum w\n`)
  const verify = (): ReturnType<typeof verifyWholeLog> =>
    verifyWholeLog({ cwd: dir.path, log: 'log', logPolicy: 'policy' })
  await expect(verify()).rejects.toMatchObject({ code: 'LOG_QUORUM_MISSED' })
  writeFileSync(dir.at('log/checkpoint'), checkpoint + line)
  expect(await verify()).toMatchObject({
    size: 300,
    cosignatures: [{ name: NAME, time: new Date(TIME * 1000).toISOString() }],
  })
  const nothing = { keys: [], known: [], mirrors: [], witnesses: [], seen: [], accept: [], full: false }
  const watched = { cwd: dir.path, log: 'log', logPolicy: 'policy', state: 'state', ...nothing }
  expect(await monitorLog(watched)).toMatchObject({ exitCode: 0, report: { alarms: [] } })
  const elsewhere = await cosign(context, text.replace('\n300\n', '\n299\n'), 'w')
  writeFileSync(dir.at('log/checkpoint'), checkpoint + elsewhere.line)
  await expect(verify()).rejects.toMatchObject({ code: 'NOTE_SIGNATURE_INVALID' })
  const stranger = await cosign(context, text, 'stranger')
  writeFileSync(dir.at('log/checkpoint'), checkpoint + stranger.line)
  await expect(verify()).rejects.toMatchObject({ code: 'LOG_QUORUM_MISSED' })
})

it.for([0, 1, TIME, Number.MAX_SAFE_INTEGER])('holds with the time %i', async (time, context) => {
  const text = `${ORIGIN}\n3\n+zoErtsZtGO6sfiSV/v4UJSIyowisE8hvjw0q5+bD38=\n`
  const { vkey, line } = await cosign(context, text, String(time), time)
  const { verified } = openNote(utf8(`${text}\n${line}`), [parseNoteKey(vkey)])
  expect(verified).toMatchObject([{ name: NAME, time: time === 0 ? null : time }])
})
