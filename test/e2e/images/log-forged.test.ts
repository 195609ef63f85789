/** Proofs of the log that were forged in the registry: never trusted, and not kept. */
import { softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { addLog, ORIGIN } from '../cli/with-log.ts'
import type { Ran } from '../cli/workbench.ts'
import { rewrite } from './behind-registry.ts'
import { type ImageBench, imageBench, one, outcome } from './image-bench.ts'
import { flipped, type Proof, predicateType, withProof } from './proofs.ts'

const RECORD = 'urn:chancery:signing-record:v1'
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1'
const TRUST = ['release.pub', '.chancery/ca.pem', '.chancery/attestation.pub', 'log.vkey'].flatMap((file) => [
  '--trust',
  file,
])

/** Each proves nothing. */
const FORGERIES: readonly (readonly [string, (proof: Proof) => Proof])[] = [
  ['another entry', (proof) => ({ ...proof, logIndex: String(Number(proof.logIndex) - 1) })],
  ['another root', (proof) => ({ ...proof, rootHash: flipped(proof.rootHash) })],
  ['another path', (proof) => ({ ...proof, hashes: proof.hashes.map(flipped) })],
  [
    'a checkpoint of another tree',
    ({ checkpoint, ...proof }) => ({
      ...proof,
      checkpoint: {
        envelope: checkpoint.envelope.replace(/^(.+\n\d+\n)(.+)\n/, (_, head, root) => `${head}${flipped(root)}\n`),
      },
    }),
  ],
  [
    'a checkpoint that the log has not signed',
    ({ checkpoint, ...proof }) => ({
      ...proof,
      checkpoint: { envelope: checkpoint.envelope.replace(/(\S+)\n$/, (_, line) => `${flipped(line)}\n`) },
    }),
  ],
]

describe.skipIf(softHsmMissing())('a proof that was forged in the registry', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench()
    await addLog(bench.work)
    // A tree of several entries, so that there is a path.
    bench.push('team/first', '1')
    expect((await bench.run('sign', bench.at('team/first:1'), '--key', 'release')).code).toBe(0)
    return () => bench[Symbol.asyncDispose]()
  })
  const keep = (name: string, ...args: readonly string[]): Promise<Ran> =>
    bench.run('sign', bench.at(`${name}:1`), '--key', 'release', '--if-signed', 'keep', ...args)
  const verify = (name: string): Promise<Ran> =>
    bench.run('verify', bench.at(`${name}:1`), ...TRUST, '--require', 'log')
  const forge = (name: string, type: string, change: (proof: Proof) => Proof): number =>
    rewrite(bench, name, (bundle) => (predicateType(bundle) === type ? withProof(bundle, change) : null))

  it.each(FORGERIES)('%s, in the record: it is not kept, but signed and recorded anew', async (what, change) => {
    const name = `team/record-${what.replaceAll(' ', '-')}`
    bench.push(name, '1')
    expect(one(await keep(name)).action).toBe('signed')
    expect(one(await keep(name)).action).toBe('kept')
    expect(outcome(await verify(name))).toEqual([0, 'verified'])
    expect(forge(name, RECORD, change)).toBe(1)

    const distrusted = await verify(name)
    expect(outcome(distrusted)).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(one(distrusted)).toMatchObject({
      record: 'failed',
      image: { attestations: [{ code: 'BUNDLE_LOG_UNPROVED' }] },
    })
    expect(one(distrusted)).not.toHaveProperty('log')

    const anew = await keep(name)
    expect(anew.code, anew.stderr).toBe(0)
    expect(one(anew)).toMatchObject({ action: 'signed', log: { origin: ORIGIN } })
    const verified = await verify(name)
    expect(outcome(verified)).toEqual([0, 'verified'])
    expect(one(verified).log).toEqual(one(anew).log)
    expect(one(await keep(name)).action).toBe('kept')
  })

  it.each([
    ['key', [], 1],
    ['certificate', ['--certificate', '.chancery/release.pem'], 2],
  ] as const)('in the signature by the %s: it counts no more, and is made anew', async (form, args, forms) => {
    const name = `team/signature-${form}`
    bench.push(name, '1')
    await keep(name, ...args)
    const actions = async (): Promise<readonly unknown[]> =>
      (await keep(name, ...args)).json.files.map(({ action }) => action)
    expect(await actions()).toEqual(Array(forms).fill('kept'))
    expect(forge(name, SIGNATURE, (proof) => ({ ...proof, rootHash: flipped(proof.rootHash) }))).toBe(forms)
    expect(outcome(await verify(name))).toEqual([1, 'BUNDLE_LOG_UNPROVED'])
    expect(await actions()).toEqual(Array(forms).fill('signed'))
    expect(await actions()).toEqual(Array(forms).fill('kept'))
    expect(outcome(await verify(name))).toEqual([0, 'verified'])
  })

  it('taken away altogether is none', async () => {
    const name = 'team/bare'
    bench.push(name, '1')
    await keep(name)
    const bare = (bundle: Parameters<Parameters<typeof rewrite>[2]>[0]) => {
      const { tlogEntries: _, ...material } = bundle.verificationMaterial as Record<string, unknown>
      return predicateType(bundle) === SIGNATURE ? { ...bundle, verificationMaterial: material } : null
    }
    expect(rewrite(bench, name, bare)).toBe(1)
    expect(one(await keep(name)).action).toBe('signed')
    expect(one(await keep(name)).action).toBe('kept')
  })
})
