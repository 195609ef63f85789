import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const IMAGE = /^(?:oci:\/\/|oci-layout:|docker-archive:)/

/** Whether a text names an image: by its scheme. */
export function isImage(text: string): boolean {
  return IMAGE.test(text)
}

export interface Operands {
  readonly files: readonly string[]
  /** As references begin; a folder that is an image layout is called `oci-layout:DIR`. */
  readonly images: readonly string[]
}

/** Tells images from files: by their scheme, and a folder by the file that makes it an image layout. */
export async function divideOperands(operands: readonly string[], cwd: string): Promise<Operands> {
  const files: string[] = []
  const images: string[] = []
  for (const operand of operands) {
    if (isImage(operand)) images.push(operand)
    else if (await isLayout(resolve(cwd, operand))) images.push(`oci-layout:${operand}`)
    else files.push(operand)
  }
  return { files, images }
}

/** OCI image layout specification, "oci-layout file". */
async function isLayout(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory() && (await stat(join(folder, 'oci-layout'))).isFile()
  } catch {
    return false
  }
}
