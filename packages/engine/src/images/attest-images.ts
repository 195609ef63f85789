import type { AttestOptions, AttestReport } from '../attest.ts'
import { readPredicate } from '../attest-predicate.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { KeyRing } from '../key-ring.ts'
import { attachStatement } from './attach-statement.ts'
import type { AttestationLayout } from './image-options.ts'
import { ImageStore } from './image-store.ts'

const AT_ONCE = 16

/**
 * Signs a statement about each image and attaches it, where whoever verifies the image looks for it.
 * @throws ChanceryError; what was attached to other images until then stays
 */
export async function attestImages(
  context: Context,
  options: AttestOptions,
  images: readonly string[],
  keys: KeyRing,
): Promise<AttestReport> {
  const layouts = layoutsOf(options)
  const said = await readPredicate(context, options)
  const overrides = options.key === undefined ? null : { module: options.module }
  const key = await keys.openVersatile(options.key ?? 'attestation', overrides)
  const log = await keys.openLog()
  const store = await ImageStore.of(context, options)
  const attached = await concurrently([...new Set(images)], AT_ONCE, async (path) => {
    const opened = await store.open(path)
    const { signal } = context
    const { places } = await attachStatement(key, opened, opened.manifest, said, { log, signal, layouts })
    const subject = { name: opened.name, digest: { sha256: opened.manifest.digest.slice('sha256:'.length) } }
    const image = opened.referenceTo(opened.manifest.digest)
    return { subject, image, bundles: places.map((at) => opened.referenceTo(at)) }
  })
  const bundles = attached.flatMap((one) => one.bundles)
  const { predicateType } = said
  return {
    version: 1,
    bundle: bundles[0] as string,
    bundles,
    predicateType,
    subjects: attached.map(({ subject }) => subject),
    key: key.info.name,
    attestations: attached.flatMap(({ image, bundles }) =>
      bundles.map((bundle) => ({ bundle, envelope: null, predicateType, subjects: 1, image })),
    ),
  }
}

/** @throws EngineError OPTIONS_CONFLICT */
function layoutsOf(options: AttestOptions): readonly AttestationLayout[] {
  const { out, checksums = [], subjects = [], dsse, findSbom, ociFormats = ['bundle'] } = options
  if (out !== undefined || dsse || findSbom || checksums.length + subjects.length > 0) {
    throw new EngineError(
      'OPTIONS_CONFLICT',
      '--out, --dsse, --find-sbom and --subject-* are for files: what is said of an image is attached to it',
    )
  }
  return [...new Set(ociFormats)]
}
