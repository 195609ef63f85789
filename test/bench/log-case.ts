import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from './case.ts'

const SIZE = 1_000_000

/** The same folder, whole: every entry, every tile, the checkpoint. The peer also makes proofs of some. */
export const LOG_VERIFY: Case = {
  id: 'log',
  title: `A log of ${SIZE.toLocaleString('en')} entries: verify`,
  target: 1.5,
  async open(workshop) {
    const argv = ['--conditions=@chancery/source', join(import.meta.dirname, 'log-writer.ts'), 'append']
    execFileSync(process.execPath, [...argv, workshop.at('log'), String(SIZE)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const vkey = readFileSync(workshop.at('log.vkey'), 'utf8').trim()
    return {
      ours: {
        title: 'chancery log verify',
        commands: [workshop.chancery('log', 'verify', 'log', '--trust', 'log.vkey')],
      },
      peer: { title: "Go's sumdb", commands: [workshop.run('sumdb', 'check', 'log', 'log.example.com', vkey)] },
    }
  },
}
