import { writeFileSync } from 'node:fs'
import type { Case } from './case.ts'
import { logCost } from './log-cost.ts'

const SIZE = 1_000_000

/** The same folder, whole: every entry, every tile, the checkpoint. The peer also makes proofs of some. */
export const LOG_VERIFY: Case = {
  id: 'log',
  title: `A log of ${SIZE.toLocaleString('en')} entries: verify`,
  target: 1.5,
  async open(workshop) {
    const { verifierKey } = logCost('append', { kind: 'folder', dir: workshop.at('log') }, SIZE)
    writeFileSync(workshop.at('log.vkey'), `${verifierKey}\n`)
    return {
      ours: {
        title: 'chancery log verify',
        commands: [workshop.chancery('log', 'verify', 'log', '--trust', 'log.vkey')],
      },
      peer: { title: "Go's sumdb", commands: [workshop.run('sumdb', 'check', 'log', 'log.example.com', verifierKey)] },
    }
  },
}
