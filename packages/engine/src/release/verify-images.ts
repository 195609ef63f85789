import { createHash } from 'node:crypto'
import { VerificationError } from '@chancery/core'
import type { CommonOptions } from '../context.ts'
import { ENGINE_ERRORS } from '../errors.ts'
import type { RegistryAccess } from '../images/image-options.ts'
import type { Requirement } from '../requirements.ts'
import type { TrustOptions } from '../trust.ts'
import { verifyFiles } from '../verify.ts'
import type { ImageSigning } from './image-entry.ts'
import type { ReleasePlan } from './plan.ts'
import type { Refusal } from './refusal.ts'
import type { ReleasedImage } from './report.ts'
import type { Runs } from './runs.ts'

/** How whoever fetches a release verifies it. */
export type Verifying = CommonOptions & TrustOptions & RegistryAccess & { readonly require: readonly Requirement[] }

/** Asks the registries anew: each image, and each of its parts that was to be signed, in every form that was declared and by the key that was. */
export async function imageRefusals(
  { images: planned }: Pick<ReleasePlan, 'images'>,
  images: readonly ReleasedImage[],
  runs: Pick<Runs, 'ofImage'>,
  verifying: Verifying,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = []
  for (const { entry } of planned) {
    const { reference, signing } = entry
    const image = images.find(({ path }) => path === reference)
    if (!signing || !image) continue
    const { publicKey } = runs.ofImage(signing).key.info
    const signerKeys = [createHash('sha256').update(publicKey).digest('hex')]
    const files = [...new Set(image.signatures.map(({ out }) => out))]
    const { annotations } = signing
    const { report } = await verifyFiles({ ...verifying, files, annotations, signerKeys })
    for (const file of report.files) {
      const fault = file.verdict === 'verified' ? missing(file.signatures, signing) : file
      if (fault === null) continue
      const { code = '', message = '', howToFix = '' } = fault
      refusals.push({ path: reference, error: new VerificationError({ code, message, howToFix }, []) })
    }
  }
  return refusals
}

/** Of several forms one is enough for a verdict; a release has all that were declared. */
function missing(signatures: readonly object[], { formats }: ImageSigning): Partial<Fault> | null {
  const relied = new Set(
    signatures.map((one) => ('kind' in one && 'reliedOn' in one && one.reliedOn ? one.kind : null)),
  )
  const absent = formats.filter((format) => !relied.has(`oci-${format}`))
  if (absent.length === 0) return null
  const code = 'REQUIREMENT_NOT_MET'
  const message = `no signature by the declared key in the form ${absent.join(', ')}`
  return { code, message, howToFix: ENGINE_ERRORS[code].howToFix }
}

interface Fault {
  readonly code: string
  readonly message: string
  readonly howToFix: string
}
