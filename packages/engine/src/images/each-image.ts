import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { FileResult } from '../each-file.ts'
import { EngineError } from '../errors.ts'
import type { NamedSideFiles } from '../found.ts'
import type { InspectOptions } from '../inspect.ts'
import type { PolicyRun } from '../policy/policy-run.ts'
import { type Outcome, outcomeOf, type VerifyReport } from '../report.ts'
import type { Trust } from '../trust.ts'
import type { DemandedVerification } from '../verify.ts'
import { ImageStore } from './image-store.ts'
import { inspectImage } from './inspect-image.ts'
import { verifyImage } from './verify-image.ts'

/** Images wait for their registry, not for this machine. */
const AT_ONCE = 16

/** @throws EngineError OPTIONS_CONFLICT */
export async function verifyImages(
  context: Context,
  options: DemandedVerification,
  trust: Trust,
  policy: PolicyRun | null = null,
): Promise<Outcome<VerifyReport>> {
  const store = await ImageStore.of(context, options)
  return eachImage(options, (path) => verifyImage({ context, options, trust, store, policy }, path))
}

/** @throws EngineError OPTIONS_CONFLICT */
export async function inspectImages(context: Context, options: InspectOptions): Promise<Outcome<VerifyReport>> {
  const store = await ImageStore.of(context, options)
  return eachImage(options, (path) => inspectImage(context, store, path))
}

async function eachImage(
  options: InspectOptions & NamedSideFiles,
  work: (path: string) => Promise<FileResult>,
): Promise<Outcome<VerifyReport>> {
  const { signature, bundle, provenanceBundle } = options
  if ((signature ?? bundle ?? provenanceBundle) !== undefined) {
    const message = '--signature, --bundle and --provenance-bundle are of a file; those of an image lie beside it'
    throw new EngineError('OPTIONS_CONFLICT', message, { howToFix: 'Verify files and images in two commands.' })
  }
  return outcomeOf(await concurrently([...new Set(options.files)], options.concurrency ?? AT_ONCE, work))
}
