import type { ChanceryError, Timestamper } from '@chancery/core'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { ImageStore, partsOf } from '../images/image-store.ts'
import { asChanceryError, failuresOf, type Outcome } from '../report.ts'
import { readTrust } from '../trust.ts'
import type { TimestampOptions } from './options.ts'
import type { TimestampedFile, TimestampReport } from './report.ts'
import { type ImageStamping, stampSignatures } from './stamp-image.ts'
import { trustedTimestamper } from './trusted-timestamper.ts'

/** Images wait for their registry and their timestamp authority, not for this machine. */
const AT_ONCE = 16

/**
 * Adds timestamps to signatures of images. Whoever may push can add signatures: those get timestamps that hold and are by whom we trust, from authorities that we trust.
 * @throws EngineError TRUST_NOT_GIVEN, TRUST_INVALID, and what would fail for every image
 */
export async function timestampImages(
  context: Context,
  options: TimestampOptions,
  timestamper: Timestamper,
): Promise<Outcome<TimestampReport>> {
  const { trust: paths, timestampTrust } = options
  const trust = await readTrust(context, { trust: paths, timestampTrust })
  const store = await ImageStore.of(context, options)
  const run = { context, options, trust, timestamper: trustedTimestamper(timestamper, trust.verifier) }
  const images = [...new Set(options.files)]
  const results = await concurrently(images, options.concurrency ?? AT_ONCE, async (path) => ({
    path,
    ...(await timestampImage(run, store, path)),
  }))
  const { failed, exitCode } = failuresOf(results)
  return { report: { version: 1, files: results.flatMap(({ files }) => files), failed }, exitCode }
}

/** What was done until something failed stays, and is told. */
async function timestampImage(
  run: ImageStamping,
  store: ImageStore,
  path: string,
): Promise<{ readonly files: readonly TimestampedFile[]; readonly error: ChanceryError | null }> {
  const files: TimestampedFile[] = []
  try {
    const opened = await store.open(path)
    const parts = run.options.recursive ? await partsOf(opened.repository, opened.manifest, run.context.signal) : []
    for (const target of [opened.manifest, ...parts]) {
      for await (const file of stampSignatures(run, opened, target)) files.push(file)
    }
    return { files, error: null }
  } catch (error) {
    return { files, error: asChanceryError(error) }
  }
}
