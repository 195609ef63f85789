/** The log's policy on images: the quorum of witnesses that must have cosigned the checkpoint which a record brings. */
import { readFileSync, writeFileSync } from 'node:fs'
import { softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { addLog, ORIGIN } from '../cli/with-log.ts'
import { listening, type Ran, type Running } from '../cli/workbench.ts'
import { rewrite } from './behind-registry.ts'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'
import { flipped, withProof } from './proofs.ts'

const TRUST = ['release.pub', '.chancery/ca.pem', '.chancery/attestation.pub'].flatMap((file) => ['--trust', file])

interface Witness {
  readonly running: Running
  readonly url: string
  readonly verifierKey: string
}

describe.skipIf(softHsmMissing())('an image whose record must be cosigned', () => {
  let bench: ImageBench
  let vkey: string
  const witnesses: Witness[] = []

  beforeAll(async () => {
    bench = await imageBench()
    const { work } = bench
    await addLog(work)
    vkey = work.read('log.vkey').toString().trim()
    bench.push('team/before', '1')
    await sign('team/before')
    for (const name of ['w1', 'w2', 'w3']) witnesses.push(await startWitness(name))
    // The log asks the first two; nobody has asked the third.
    write('log.policy', [0, 1], 'group both all w0 w1\nquorum both')
    change((yaml) => yaml.replace(/^(log: \{.*key: log)/m, '$1, policy: log.policy'))
    bench.push('team/app', '1')
    await sign('team/app')
    return async () => {
      for (const { running } of witnesses) {
        running.child.kill('SIGTERM')
        await running.ended
      }
      await bench[Symbol.asyncDispose]()
    }
  })

  function change(edit: (yaml: string) => string): void {
    const path = bench.work.at('chancery.yaml')
    const before = readFileSync(path, 'utf8')
    expect(edit(before)).not.toBe(before)
    writeFileSync(path, edit(before))
  }

  async function sign(name: string): Promise<void> {
    const ran = await bench.run('sign', bench.at(`${name}:1`), '--key', 'release')
    expect(ran.code, ran.stderr).toBe(0)
  }

  /** In a process of its own, with a key of its own. */
  async function startWitness(name: string): Promise<Witness> {
    const { work } = bench
    const made = await work.run(['keys', 'generate', '--key', 'release', '--label', name, '--kind', 'ed25519'])
    expect(made.code, made.stderr).toBe(0)
    change((yaml) => {
      const log = /^ {2}log:\n(?: {4}.*\n)+/m.exec(yaml)?.[0] as string
      return yaml.replace(log, log + log.replace('  log:', `  ${name}:`).replace('object=log', `object=${name}`))
    })
    const who = ['--log-key', 'log.vkey', '--key', name, '--name', `${name}.example.com`, '--dir', `seen-${name}`]
    const running = work.start(['log', 'witness', ...who, '--listen', '127.0.0.1:0', '--json'])
    return { running, ...(await listening(running)) }
  }

  /** A policy of these witnesses, called w0 and so on. */
  function write(path: string, which: readonly number[], quorum: string): void {
    const lines = which.map((index) => `witness w${index} ${witnesses[index]?.verifierKey} ${witnesses[index]?.url}`)
    writeFileSync(bench.work.at(path), [`log ${vkey}`, ...lines, quorum, ''].join('\n'))
  }

  async function verdict(name: string, which: readonly number[], quorum: string): Promise<readonly unknown[]> {
    write('verify.policy', which, quorum)
    return outcome(await verify(name))
  }

  const verify = (name: string): Promise<Ran> =>
    bench.run('verify', bench.at(`${name}:1`), ...TRUST, '--log-policy', 'verify.policy', '--require', 'log')

  it('is verified where the quorum has, whoever of it', async () => {
    expect(await verdict('team/app', [0], 'quorum w0')).toEqual([0, 'verified'])
    expect(await verdict('team/app', [0, 1], 'group g all w0 w1\nquorum g')).toEqual([0, 'verified'])
    expect(await verdict('team/app', [0, 1, 2], 'group g 2 w0 w1 w2\nquorum g')).toEqual([0, 'verified'])
    expect(one(await verify('team/app')).log).toMatchObject({ origin: ORIGIN })
    expect(await verdict('team/app', [], 'quorum none')).toEqual([0, 'verified'])
  })

  it.each<[string, readonly number[], string]>([
    ['the witness has not', [2], 'quorum w2'],
    ['one of several has not', [0, 1, 2], 'group g all w0 w1 w2\nquorum g'],
    ['too few have', [0, 2], 'group g 2 w0 w2\nquorum g'],
  ])('is refused where %s', async (_, which, quorum) => {
    expect(await verdict('team/app', which, quorum)).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(one(await verify('team/app'))).not.toHaveProperty('log')
  })

  it('is refused where nobody was asked when it was signed, and verified without a quorum', async () => {
    expect(await verdict('team/before', [0], 'quorum w0')).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await verdict('team/before', [], 'quorum none')).toEqual([0, 'verified'])
  })

  it('is refused by a policy about another log, and one that is none', async () => {
    const [, , key] = (witnesses[2]?.verifierKey ?? '').split('+')
    expect(key).toBeDefined()
    writeFileSync(bench.work.at('verify.policy'), `log ${witnesses[2]?.verifierKey}\nquorum none\n`)
    expect(outcome(await verify('team/app'))).toEqual([2, 'LOG_POLICY_INVALID'])
    writeFileSync(bench.work.at('verify.policy'), 'quorum w9\n')
    expect(outcome(await verify('team/app'))).toEqual([2, 'LOG_POLICY_INVALID'])
  })

  it.each<[string, (line: string) => string]>([
    ['a changed cosignature', (line) => `${line.replace(/\S+$/, flipped)}\n`],
    ['a cosignature by the right name with another key', (line) => `${line.replace(/\S+$/, otherKey)}\n`],
    ['no cosignature', () => ''],
  ])('is refused with %s in the registry, though the log has signed', async (what, forge) => {
    const name = `team/${what.replaceAll(' ', '-')}`
    bench.push(name, '1')
    await sign(name)
    expect(await verdict(name, [0], 'quorum w0')).toEqual([0, 'verified'])
    const changed = rewrite(bench, name, (bundle) =>
      withProof(bundle, (proof) => {
        const { envelope } = proof.checkpoint
        const forged = envelope.replace(/^(— w1\.example\.com .+)\n/m, (_, line: string) => forge(line))
        expect(forged).not.toBe(envelope)
        return { ...proof, checkpoint: { envelope: forged } }
      }),
    )
    expect(changed).toBe(2)
    expect(await verdict(name, [0], 'quorum w0')).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await verdict(name, [1], 'quorum w1')).toEqual([0, 'verified'])
    expect(await verdict(name, [], 'quorum none')).toEqual([0, 'verified'])
  })
})

/** The first four bytes say which key it is by. */
function otherKey(signature: string): string {
  const bytes = Buffer.from(signature, 'base64')
  bytes[0] = (bytes[0] as number) ^ 1
  return bytes.toString('base64')
}
