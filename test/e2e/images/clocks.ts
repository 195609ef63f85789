/** Timestamp authorities of an image bench. */
import { writeFileSync } from 'node:fs'
import { type Ca, createCa, startTsa, type TestRegistryOptions, type Tsa } from '@chancery/testkit'
import type { Ran } from '../cli/workbench.ts'
import { type ImageBench, imageBench } from './image-bench.ts'

/** All forms of `sign`, those by a certificate too, and how reports call them. */
export const EACH: readonly string[] = [
  ...['bundle', 'cosign', 'notary-jws', 'notary-cose'].flatMap((kind) => ['--oci-format', kind]),
  ...['--certificate', '.chancery/release.pem'],
]
export const FORMS: readonly string[] = [
  ...['oci-bundle', 'oci-bundle', 'oci-cosign', 'oci-cosign', 'oci-notary-jws', 'oci-notary-cose'],
]
export const TRUST: readonly string[] = [
  ...['--trust', 'release.pub', '--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub'],
]
/** Both authorities. */
export const CLOCKS: readonly string[] = ['--timestamp-trust', 'clocks.pem']

export interface ClockBench extends ImageBench {
  readonly ca: Ca
  readonly first: Tsa
  readonly second: Tsa
}

/** Keys are of another kind each: equal keys would be one authority. */
export async function clockBench(options: TestRegistryOptions = {}): Promise<ClockBench> {
  const ca = await createCa({ name: 'Clocks', key: 'rsa2048' })
  const first = await startTsa({ ca, subject: 'CN=First', key: 'rsa2048' })
  const second = await startTsa({ ca, subject: 'CN=Second', key: 'p256' })
  const bench = await imageBench(options)
  writeFileSync(bench.work.at('clocks.pem'), ca.root.certificate.pem)
  return {
    ...bench,
    ca,
    first,
    second,
    async [Symbol.asyncDispose]() {
      for (const one of [bench, first, second]) await one[Symbol.asyncDispose]()
    },
  }
}

/** A signature, as `timestamp --json` tells of it. */
export interface Stamped {
  readonly path: string
  readonly out: string
  readonly signature: string
  readonly format: string | null
  readonly action: string
  readonly signatures: readonly { readonly timestamps: readonly { readonly authority: string }[] }[]
  readonly superseded?: readonly { readonly removed: boolean }[]
  readonly code?: string
}

export function entries({ json }: Ran): readonly Stamped[] {
  return json.files as unknown as readonly Stamped[]
}
