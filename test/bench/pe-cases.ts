import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import type { Case } from './case.ts'
import type { Command } from './measure.ts'
import { start, type Workshop } from './workshop.ts'

export function signPe(id: string, title: string, options: readonly string[], target: number | null): Case {
  return {
    id,
    title,
    target,
    async open(workshop) {
      const file = await workshop.pe()
      const sign = ['sign', ...workshop.osslKey, '-h', 'sha256', '-in', file, '-out', 'theirs.exe']
      return {
        ours: {
          title: 'chancery sign --in-place',
          prepare: () => unsigned(workshop, file),
          commands: [workshop.chancery('sign', file, '--key', 'release', '--in-place', ...options)],
        },
        peer: {
          title: 'osslsigncode sign, then verify',
          prepare() {
            unsigned(workshop, file)
            rmSync(workshop.at('theirs.exe'), { force: true })
          },
          commands: [workshop.run('osslsigncode', ...sign), osslVerify(workshop, 'theirs.exe')],
        },
      }
    },
  }
}

export function manyPes(id: string, title: string, options: readonly string[], target: number | null): Case {
  return {
    id,
    title,
    target,
    async open(workshop) {
      await workshop.smallPes()
      const { argv, ...where } = workshop.run('osslsigncode', 'sign', ...workshop.osslKey, '-h', 'sha256')
      // The key's URI holds a semicolon: the loop takes the program and its options as arguments of its own.
      const loop = 'for file in small/*.exe; do "$@" -in "$file" -out "theirs/$file" >&2 || exit 1; done'
      const fresh = (folder: string) => (): void => {
        rmSync(workshop.at(folder), { recursive: true, force: true })
        start({ ...where, argv: ['mkdir', '-p', `${folder}/small`] })
      }
      return {
        ours: {
          title: 'chancery sign --out',
          prepare: fresh('out'),
          commands: [workshop.chancery('sign', 'small/*.exe', '--key', 'release', '--out', 'out', ...options)],
        },
        peer: {
          title: 'osslsigncode sign in a loop',
          prepare: fresh('theirs'),
          commands: [{ ...where, argv: ['sh', '-c', loop, 'sh', ...argv] }],
        },
      }
    },
  }
}

export function osslVerify(workshop: Workshop, file: string): Command {
  const trust = workshop.osslKeyKind === 'token' || file !== 'theirs.exe' ? '.chancery/ca.pem' : 'root.pem'
  return workshop.run('osslsigncode', 'verify', '-CAfile', trust, '-TSA-CAfile', trust, '-in', file)
}

const originals = new Map<string, { readonly size: number; readonly head: Uint8Array }>()

/** Takes a signature off by putting the headers back and cutting the tail off: a fresh copy of a GiB would leave the disk busy for seconds. */
export function unsigned(workshop: Workshop, name: string): void {
  const path = workshop.at(name)
  const known = originals.get(path)
  const { size, head } = known ?? { size: statSync(path).size, head: readHead(path) }
  originals.set(path, { size, head })
  for (const suffix of ['.sigstore.json', '.p7s']) rmSync(path + suffix, { force: true })
  const file = openSync(path, 'r+')
  writeSync(file, head, 0, head.length, 0)
  ftruncateSync(file, size)
  fsyncSync(file)
  closeSync(file)
}

function readHead(path: string): Uint8Array {
  const head = new Uint8Array(4096)
  const file = openSync(path, 'r')
  try {
    return head.subarray(0, readSync(file, head, 0, head.length, 0))
  } finally {
    closeSync(file)
  }
}
