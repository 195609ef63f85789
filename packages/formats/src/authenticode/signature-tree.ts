import { CodecError, faultOfError, OID, parseSignedData, type SignedData } from '@chancery/codec'
import type { DigestAlgorithm, Fault } from '@chancery/core'
import { FormatError } from '../errors.ts'
import { parseIndirectData, type SpcSubject, type StatedDigest } from './spc.ts'

/** A signature as it stands in the file, outermost first, before anything is hashed. */
export type FoundSignature =
  | {
      readonly kind: 'parsed'
      readonly nested: boolean
      readonly signedData: SignedData
      /** null where the fault lies there. */
      readonly stated: StatedDigest | null
      readonly fault: Fault | null
    }
  | { readonly kind: 'broken'; readonly nested: boolean; readonly fault: Fault }

/** signtool nests one level deep. Bounds what a crafted file can make us do. */
const MAX_NESTING = 4
const MAX_SIGNATURES = 64

/**
 * The signatures in a ContentInfo: itself, then those that its signers carry as unsigned attributes.
 * Never throws for what the file holds.
 */
export function readSignatureTree(contentInfo: Uint8Array, subject: SpcSubject): readonly FoundSignature[] {
  const found: FoundSignature[] = []
  let level = [contentInfo]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING || found.length + level.length > MAX_SIGNATURES) {
      const error = new FormatError('AUTHENTICODE_NESTING', 'signatures are nested too deep, or there are too many')
      return [...found, { kind: 'broken', nested: true, fault: faultOfError(error) }]
    }
    const here = level.map((bytes) => readOne(bytes, subject, depth > 0))
    found.push(...here)
    level = here.flatMap((one) => (one.kind === 'parsed' ? nestedSignatures(one.signedData) : []))
  }
  return found
}

function readOne(contentInfo: Uint8Array, subject: SpcSubject, nested: boolean): FoundSignature {
  try {
    const signedData = parseSignedData(contentInfo)
    if (signedData.signerInfos.length === 0) throw new CodecError('SIGNER_MISSING', 'the signature has no signer')
    return { kind: 'parsed', nested, signedData, ...statedBy(signedData, subject) }
  } catch (error) {
    return { kind: 'broken', nested, fault: faultOfError(error) }
  }
}

function statedBy(
  { eContentType, eContentNode }: SignedData,
  subject: SpcSubject,
): { stated: StatedDigest | null; fault: Fault | null } {
  try {
    if (eContentType !== OID.spcIndirectData || !eContentNode) {
      throw new FormatError(
        'AUTHENTICODE_CONTENT',
        `the content is of type ${eContentType}, not SpcIndirectDataContent`,
      )
    }
    return { stated: parseIndirectData(eContentNode, subject), fault: null }
  } catch (error) {
    return { stated: null, fault: faultOfError(error) }
  }
}

function nestedSignatures({ signerInfos }: SignedData): Uint8Array[] {
  return signerInfos
    .flatMap(({ unsignedAttrs }) => unsignedAttrs)
    .filter(({ oid }) => oid === OID.nestedSignature)
    .flatMap(({ values }) => values.map(({ bytes }) => bytes))
}

/** The algorithms that the file must be hashed with, each once. */
export function statedAlgorithms(found: readonly FoundSignature[]): readonly DigestAlgorithm['name'][] {
  const names = found.flatMap((one) => (one.kind === 'parsed' && one.stated ? [one.stated.algorithm.name] : []))
  return [...new Set(names)]
}
