/** Folders that `log mirror` has filled, as Go's sumdb and torchwood judge them; and logs of theirs, mirrored by us. */
import { readFileSync, writeFileSync } from 'node:fs'
import { mirrorLog, serveLog } from '@chancery/engine/log'
import { createSoftToken, softHsmMissing, tempDir, tool } from '@chancery/testkit'
import { expect, it, type TestContext } from 'vitest'

const ORIGIN = 'log.example.com'

interface Report {
  readonly vkey?: string
  readonly size: number
  readonly root: string
  readonly files: number
  readonly signatures: readonly string[]
  readonly entries: readonly string[]
}

async function sumdb(context: TestContext, ...args: readonly string[]): Promise<Report | null> {
  const { code, stdout } = await tool('sumdb', context).run(args)
  return code === 0 ? (JSON.parse(new TextDecoder().decode(stdout)) as Report) : null
}

it.for([1, 255, 256, 257, 700, 66_000])(
  'a log of theirs with %i entries is mirrored, and is theirs still',
  async (size, context) => {
    using dir = tempDir()
    const made = await sumdb(context, 'make', dir.at('log'), ORIGIN, String(size))
    const vkey = made?.vkey ?? ''
    writeFileSync(dir.at('log.vkey'), `${vkey}\n`)
    const report = await mirrorLog({ cwd: dir.path, log: 'log', dir: 'mirror', trust: ['log.vkey'] })
    expect(report).toMatchObject({ origin: ORIGIN, size, copied: size })
    const found = await sumdb(context, 'check', dir.at('mirror'), ORIGIN, vkey)
    expect(found).toMatchObject({ size, root: made?.root, signatures: [ORIGIN] })
    const tile = dir.at(`mirror/tile/entries/000${size < 256 ? `.p/${size}` : ''}`)
    writeFileSync(
      tile,
      readFileSync(tile).map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
    )
    expect(await sumdb(context, 'check', dir.at('mirror'), ORIGIN, vkey)).toBe(null)
  },
)

it.skipIf(softHsmMissing())(
  'a mirror that is served is read whole by torchwood, and its cosignature holds',
  async (context) => {
    using dir = tempDir()
    await using token = await createSoftToken({ keys: [{ label: 'mirror', kind: 'ed25519' }] })
    const made = await sumdb(context, 'make', dir.at('log'), ORIGIN, '700')
    const vkey = made?.vkey ?? ''
    writeFileSync(dir.at('log.vkey'), `${vkey}\n`)
    const name = 'mirror.example.com/m1'
    const given = { cwd: dir.path, log: 'log', dir: 'mirror', trust: ['log.vkey'] }
    const { cosignature } = await mirrorLog({ ...given, key: token.keyUri('mirror'), name })
    await using served = await serveLog({ cwd: dir.path, dir: 'mirror', port: 0 })
    const entries = Array.from({ length: 700 }, (_, index) => `their entry ${index}`)
    const found = await sumdb(context, 'read', served.report.url, vkey, cosignature?.verifierKey ?? '')
    expect(found).toEqual({ signatures: [ORIGIN, name], size: 700, entries })
  },
)
