import { concurrently } from '../concurrently.ts'
import { signOpened } from '../images/sign-images.ts'
import { type Failure, failuresOf } from '../report.ts'
import type { Making } from './make-release.ts'
import type { ReleasedImage } from './report.ts'

export interface MadeImages {
  readonly images: readonly ReleasedImage[]
  readonly failed: readonly Failure[]
  readonly exitCode: number
}

const AT_ONCE = 16

/** Signs what no signature of the same key says already; in a dry run, finds out what that would be. */
export async function makeImages({ plan, runs }: Making): Promise<MadeImages> {
  const made = await concurrently(plan.images, AT_ONCE, async ({ entry, name, opened }) => {
    const { reference: path, signing } = entry
    const recorded: ReleasedImage = { path, out: `oci://${name}`, action: 'recorded', key: null, signatures: [] }
    if (!signing || !opened) return { path, image: recorded, error: null }
    const run = runs.ofImage(signing)
    const { files: signatures, error } = await signOpened(run, opened)
    const action = signatures.every((one) => one.action === 'kept') ? 'kept' : 'signed'
    const image: ReleasedImage = { ...recorded, action, key: run.key.info.name, signatures }
    return { path, image, error }
  })
  return { images: made.flatMap(({ image, error }) => (error ? [] : [image])), ...failuresOf(made) }
}
