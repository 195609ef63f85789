import type { ChanceryError } from '@chancery/core'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { KeyRing } from '../key-ring.ts'
import type { KeyChoice } from '../key-rules.ts'
import { asChanceryError, failuresOf, type SignedFile } from '../report.ts'
import type { SignOptions, SignProgress, StartSigning } from '../sign.ts'
import { type ImageRun, openImageRun } from './image-run.ts'
import { ImageStore, type OpenedImage, partsOf } from './image-store.ts'
import { signImageAs } from './sign-image.ts'

/** Images wait for their registry, not for this machine; the client bounds its connections by itself. */
const AT_ONCE = 32

interface SignedImage {
  readonly files: readonly SignedFile[]
  /** The first thing that failed of this image. */
  readonly error: ChanceryError | null
}

/** @throws ChanceryError for what would fail for every image: options, key, certificate, timestamp authority */
export async function prepareImages(
  context: Context,
  options: SignOptions,
  choice: KeyChoice,
  keys: KeyRing,
): Promise<StartSigning> {
  const runs = new Map<string, ImageRun>()
  for (const key of new Set(options.files.map((image) => choice.get(image) as string)))
    runs.set(key, await openImageRun(context, options, keys, key))
  const store = await ImageStore.of(context, options)
  const images = [...new Set(options.files)]
  let finished = 0
  const progress = (path: string, stage: SignProgress['stage']): void => {
    if (stage !== 'sign') finished++
    options.onProgress?.({ path, stage, finished, total: images.length })
  }
  return async () => {
    const results = await concurrently(images, options.concurrency ?? AT_ONCE, async (path) => {
      progress(path, 'sign')
      const result = await signOne(runs.get(choice.get(path) as string) as ImageRun, store, path)
      progress(path, result.error ? 'failed' : 'done')
      return { path, ...result }
    })
    const { failed, exitCode } = failuresOf(results)
    return { report: { version: 1, files: results.flatMap(({ files }) => files), failed }, exitCode }
  }
}

async function signOne(run: ImageRun, store: ImageStore, path: string): Promise<SignedImage> {
  try {
    return await signOpened(run, await store.open(path))
  } catch (error) {
    return { files: [], error: asChanceryError(error) }
  }
}

/** Every form of an image, and of all that its index names, at the same time; one that fails leaves the others alone. */
export async function signOpened(run: ImageRun, opened: OpenedImage): Promise<SignedImage> {
  const { context, options, forms } = run
  try {
    const parts = options.recursive ? await partsOf(opened.repository, opened.manifest, context.signal) : []
    const wanted = [opened.manifest, ...parts].flatMap((target) => forms.map((form) => ({ target, form })))
    const made = await Promise.allSettled(wanted.map(({ target, form }) => signImageAs(run, opened, target, form)))
    const failed = made.find((one) => one.status === 'rejected')
    return {
      files: made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      error: failed ? asChanceryError(failed.reason) : null,
    }
  } catch (error) {
    return { files: [], error: asChanceryError(error) }
  }
}
