import {
  applyParts,
  type Format,
  type FormatOptions,
  inspectArtifact,
  memorySource,
  type SignatureReport,
  type SigningKey,
} from '@chancery/core'

export type SigningOptions = Partial<FormatOptions> & {
  readonly name?: string
  /** A TimeStampToken over the signature value. */
  readonly stamp?: (message: Uint8Array) => Promise<Uint8Array>
}

export function formatOptions(options: Partial<FormatOptions> = {}): FormatOptions {
  return { digest: 'sha256', append: false, description: null, url: null, signerName: 'release', ...options }
}

/** Describes, signs and embeds, as the flow does; the description goes by JSON, as to a signing service. */
export async function signBytes(
  format: Format,
  bytes: Uint8Array,
  key: SigningKey,
  options: SigningOptions = {},
): Promise<Uint8Array> {
  const { name = '', stamp, ...rest } = options
  const source = memorySource(bytes, name)
  const description = JSON.parse(JSON.stringify(await format.describe(source, formatOptions(rest))))
  const signatures = await Promise.all(
    format.toBeSigned(description, key.info).map(async (message) => {
      const value = await key.sign(message)
      return {
        algorithm: key.info.algorithm,
        value,
        signer: key.info,
        timestampTokens: stamp ? [await stamp(value)] : [],
      }
    }),
  )
  const { content } = await format.embed(source, description, signatures)
  if (!content) throw new Error('the format left the file as it was')
  return applyParts(bytes, content)
}

export function inspectBytes(format: Format, bytes: Uint8Array, name = ''): Promise<readonly SignatureReport[]> {
  return inspectArtifact(memorySource(bytes, name), format)
}

/** The codes of what is wrong with each signature; null where nothing is. */
export async function faults(format: Format, bytes: Uint8Array): Promise<readonly (string | null)[]> {
  return (await inspectBytes(format, bytes)).map(({ fault }) => fault?.code ?? null)
}

export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes)
  const at = Math.floor(bit / 8)
  changed[at] = (changed[at] as number) ^ (1 << (bit % 8))
  return changed
}
