import { isImage } from '@chancery/engine'
import type { OperationSpec, OptionSpec } from '@chancery/engine/operations'
import { pathLines } from './printable.ts'

/** Images by their references: a step's input beside `files`, where a command line has one list of operands. */
export const IMAGES: OptionSpec = {
  name: 'images',
  kind: 'list',
  value: 'REFERENCE',
  guard: true,
  help: 'images: REGISTRY/REPOSITORY with :TAG or @DIGEST, or oci-layout:DIR, docker-archive:FILE',
}

export function takesImages({ options }: OperationSpec): boolean {
  return options.includes(IMAGES)
}

const REGISTRY = 'oci://'

/** As operands name an image; in a list of images nothing has to say that it is one. */
export function imageOperand(reference: string): string {
  return isImage(reference) ? reference : REGISTRY + reference
}

/** As other tools name an image: without the scheme of those in registries. */
export function imageName(operand: string): string {
  return operand.startsWith(REGISTRY) ? operand.slice(REGISTRY.length) : operand
}

/** What the output `image-digests` lists: each once. */
export function imageLines(operands: Iterable<string>): string {
  return pathLines([...new Set(operands)].map(imageName))
}

/** `1 file`, `2 images`, `3 files and images`: of what is named twice one. */
export function countOf(operands: Iterable<string>): string {
  const all = [...new Set(operands)]
  return `${all.length} ${nounOf(all)}`
}

export function nounOf(operands: readonly string[]): string {
  const images = operands.filter(isImage).length
  if (images > 0 && images < operands.length) return 'files and images'
  return `${images > 0 ? 'image' : 'file'}${operands.length === 1 ? '' : 's'}`
}
