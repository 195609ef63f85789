import { rmSync } from 'node:fs'
import { KEYSTORE_ALIAS } from '@chancery/testkit'
import { BARE, type Case, type Contender } from './case.ts'
import { MANY_IMAGES } from './image-case.ts'
import { LOG_VERIFY } from './log-case.ts'
import { manyPes, osslVerify, signPe, unsigned } from './pe-cases.ts'
import { STEP_OVERHEAD } from './step-case.ts'
import { start, type Workshop } from './workshop.ts'

export const CASES: readonly Case[] = [
  signPe('pe-sign', '1 GiB PE: sign in place', [], 0.55),
  signPe('pe-sign-bare', '1 GiB PE: the same without timestamp and record', BARE, null),
  {
    id: 'pe-verify',
    title: '1 GiB PE: verify',
    target: 0.8,
    async open(workshop) {
      const file = await workshop.pe()
      unsigned(workshop, file)
      start(workshop.chancery('sign', file, '--key', 'release', '--in-place', ...BARE))
      return {
        ours: { title: 'chancery verify', commands: [workshop.chancery('verify', file)] },
        peer: { title: 'osslsigncode verify', commands: [osslVerify(workshop, file)] },
      }
    },
  },
  {
    id: 'jar-sign',
    title: '285 MB JAR, 2000 entries: sign to a new file',
    target: 0.25,
    async open(workshop) {
      const file = await workshop.jar()
      const theirs = ['theirs.jar', KEYSTORE_ALIAS] as const
      const sign = workshop.run('jarsigner', ...workshop.jarKey, '-signedjar', theirs[0], file, theirs[1])
      return {
        ours: {
          title: 'chancery sign --out',
          prepare: () => rmSync(workshop.at('out'), { recursive: true, force: true }),
          commands: [workshop.chancery('sign', file, '--key', 'release', '--out', 'out')],
        },
        peer: {
          title: 'jarsigner, then jarsigner -verify',
          prepare: () => rmSync(workshop.at(theirs[0]), { force: true }),
          commands: [sign, workshop.run('jarsigner', ...workshop.jarKey, '-verify', ...theirs)],
        },
      }
    },
  },
  {
    id: 'jar-verify',
    title: '285 MB JAR, 2000 entries: verify',
    target: null,
    async open(workshop) {
      const file = await workshop.jar()
      rmSync(workshop.at('out'), { recursive: true, force: true })
      start(workshop.chancery('sign', file, '--key', 'release', '--out', 'out', ...BARE))
      const signed = `out/${file}`
      const theirs = workshop.run('jarsigner', ...workshop.jarKey, '-verify', signed, KEYSTORE_ALIAS)
      return {
        ours: { title: 'chancery verify', commands: [workshop.chancery('verify', signed)] },
        peer: { title: 'jarsigner -verify', commands: [theirs] },
      }
    },
  },
  {
    id: 'blob-sign',
    title: '1 GiB blob: sign',
    target: 1.3,
    async open(workshop) {
      const file = await workshop.blob()
      const digest = workshop.run('openssl', 'dgst', '-sha256', file)
      return {
        ours: {
          title: 'chancery sign --format blob',
          commands: [workshop.chancery('sign', file, '--format', 'blob', '--key', 'release', '--in-place')],
        },
        peer: { title: 'two openssl dgst -sha256', commands: [digest, digest] },
      }
    },
  },
  manyPes('many', '200 PEs of 115 KB, RSA-3072 on the token: one command', BARE, 0.3),
  manyPes('many-recorded', '200 PEs: the same with timestamps and records, which the peer does not make', [], null),
  MANY_IMAGES,
  LOG_VERIFY,
  {
    id: 'version',
    title: 'Cold start: chancery --version',
    target: 2,
    short: true,
    async open(workshop) {
      return {
        ours: { title: 'chancery --version', commands: [workshop.chancery('--version')] },
        peer: emptyNode(workshop),
      }
    },
  },
  {
    id: 'small-sign',
    title: 'Cold start: sign one PE of 115 KB',
    target: 6,
    short: true,
    async open(workshop) {
      const [file] = (await workshop.smallPes()) as [string]
      return {
        ours: {
          title: 'chancery sign --out',
          prepare: () => rmSync(workshop.at('out'), { recursive: true, force: true }),
          commands: [workshop.chancery('sign', file, '--key', 'release', '--out', 'out')],
        },
        peer: emptyNode(workshop),
      }
    },
  },
  STEP_OVERHEAD,
]

function emptyNode(workshop: Workshop): Contender {
  return { title: 'node -e 0', commands: [{ argv: [process.execPath, '-e', '0'], cwd: workshop.path }] }
}
