import {
  allowLocal,
  applyParts,
  type Embedding,
  type Format,
  type FormatOptions,
  formatRegistry,
  keySigner,
  memorySource,
  type Output,
  type SigningFacts,
  type SigningKey,
  signArtifact,
  type Timestamper,
  type Verifier,
} from '@chancery/core'
import type { Ca } from '@chancery/testkit'

export interface SignedBytes {
  readonly content: Uint8Array
  readonly sideFile: Uint8Array | null
  readonly facts: SigningFacts
}

export interface SignBytesOptions {
  readonly name?: string
  readonly append?: boolean
  readonly sideFile?: Uint8Array | null
  readonly timestamper?: Timestamper | null
  /** Instead of memory. */
  readonly output?: Output
}

export const OPTIONS: FormatOptions = {
  digest: 'sha256',
  append: false,
  description: null,
  url: null,
  signerName: 'release',
}

/** The whole flow over bytes in memory: what a user gets, checked as it is for him. */
export async function signBytes(
  format: Format,
  content: Uint8Array,
  key: SigningKey,
  options: SignBytesOptions = {},
): Promise<SignedBytes> {
  const { name = 'input', append = false, sideFile = null, timestamper = null } = options
  let signed: { content: Uint8Array; sideFile: Uint8Array | null } | null = null
  const output: Output = {
    async write({ content: parts, sideFile: beside }: Embedding) {
      const written = { content: parts ? applyParts(content, parts) : content, sideFile: beside?.bytes ?? null }
      return {
        source: memorySource(written.content, name),
        sideFile: written.sideFile && memorySource(written.sideFile, `${name}.p7s`),
        commit: async () => {
          signed = written
        },
        discard: async () => {},
      }
    },
  }
  const digest = key.info.algorithm.endsWith('384')
    ? 'sha384'
    : /512|ed25519/.test(key.info.algorithm)
      ? 'sha512'
      : 'sha256'
  const facts = await signArtifact({
    source: memorySource(content, name),
    sideFile: sideFile && memorySource(sideFile, `${name}.p7s`),
    format,
    options: { ...OPTIONS, digest, append },
    signer: keySigner(key, formatRegistry([format])),
    decide: allowLocal,
    timestamper,
    output: options.output ?? output,
    attest: null,
  })
  if (!signed) throw new Error('nothing was committed')
  return { ...(signed as { content: Uint8Array; sideFile: Uint8Array | null }), facts }
}

export function trusting(ca: Ca, at: Date = ca.clock): Verifier {
  return { anchors: [ca.root.certificate.der], keys: [], timestampAnchors: [ca.root.certificate.der], crls: [], at }
}
