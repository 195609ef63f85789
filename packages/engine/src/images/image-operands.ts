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
    const image = await imageNamed(operand, cwd)
    if (image === null) files.push(operand)
    else images.push(image)
  }
  return { files, images }
}

/** The reference that an operand stands for; null for what is no image. */
export async function imageNamed(operand: string, cwd: string): Promise<string | null> {
  if (isImage(operand)) return operand
  return (await isLayout(resolve(cwd, operand))) ? `oci-layout:${operand}` : null
}

/** OCI image layout specification, "oci-layout file". */
async function isLayout(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory() && (await stat(join(folder, 'oci-layout'))).isFile()
  } catch {
    return false
  }
}
