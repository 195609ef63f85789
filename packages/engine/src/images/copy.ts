import { copyImage as copyBetween } from '@chancery/registry'
import { type CommonOptions, openContext } from '../context.ts'
import { imageNamed } from './image-operands.ts'
import type { RegistryAccess } from './image-options.ts'
import { ImageStore } from './image-store.ts'

export interface CopyOptions extends CommonOptions, RegistryAccess {
  /** References: `oci://…`, `oci-layout:DIR` or the folder alone where it is a layout, `docker-archive:FILE`. */
  readonly source: string
  readonly destination: string
  /** Signatures, attestations and everything else that refers to the image go along. By default yes. */
  readonly referrers?: boolean | undefined
  /** Blobs at a time. */
  readonly concurrency?: number | undefined
}

export interface CopyReport {
  readonly version: 1
  readonly source: string
  readonly destination: string
  readonly digest: { readonly sha256: string }
  /** Manifests below an index. */
  readonly manifests: number
  /** Signatures, attestations and other artifacts that refer to it. */
  readonly referrers: number
  /** How many were there already, were taken over within one registry, and were moved. */
  readonly blobs: { readonly present: number; readonly mounted: number; readonly moved: number }
}

/** Copies an image by its digest, with its signatures. @throws ChanceryError; what was copied until then names no tag */
export async function copyImage(options: CopyOptions): Promise<CopyReport> {
  const { referrers, concurrency } = options
  const context = await openContext(options)
  const named = async (operand: string): Promise<string> => (await imageNamed(operand, context.cwd)) ?? operand
  const [source, destination] = await Promise.all([named(options.source), named(options.destination)])
  const { signal } = context
  const store = await ImageStore.of(context, options)
  const from = await store.open(source)
  const to = await store.place(destination)
  const { digest } = from.manifest
  const copied = await copyBetween(from.repository, digest, to.repository, to.tag, {
    withReferrers: referrers,
    concurrency,
    signal,
  })
  return {
    version: 1,
    source: from.referenceTo(digest),
    destination: to.tag === null ? to.referenceTo(digest) : destination,
    digest: { sha256: digest.slice(digest.indexOf(':') + 1) },
    manifests: copied.manifests,
    referrers: copied.referrers,
    blobs: { ...copied.blobs },
  }
}
