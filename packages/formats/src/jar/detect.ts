import { readZipCentral, ZIP_SIGNATURE } from '@chancery/codec'
import { type ByteSource, ChanceryError } from '@chancery/core'
import { isOurs, MANIFEST } from './layout.ts'

export const JAR_SUFFIXES: readonly string[] = ['.jar', '.war', '.ear', '.aab']

/** A local header's fixed part. Bytes. */
const LOCAL = 30

/** A ZIP may be a JAR; one whose first entry is the manifest is. */
export function detectJar(head: Uint8Array): 'yes' | 'maybe' | 'no' {
  if (head.length < 4) return 'no'
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const signature = view.getUint32(0, true)
  if (signature === ZIP_SIGNATURE.end) return 'maybe'
  if (signature !== ZIP_SIGNATURE.localHeader) return 'no'
  if (head.length < LOCAL) return 'maybe'
  const name = new TextDecoder().decode(head.subarray(LOCAL, LOCAL + view.getUint16(26, true)))
  return name.toUpperCase() === MANIFEST ? 'yes' : 'maybe'
}

/** The directory at the end says whether it is one. A damaged archive is ours where it is called like one: its error is the answer. */
export async function recogniseJar(source: ByteSource): Promise<boolean> {
  try {
    return isOurs(await readZipCentral(source), source.name)
  } catch (error) {
    if (!(error instanceof ChanceryError) || error.family === 'environment') throw error
    const name = source.name.toLowerCase()
    return [...JAR_SUFFIXES, '.apk'].some((suffix) => name.endsWith(suffix))
  }
}
