import { brokenEvidence, cmsEvidence, faultOfError, OID } from '@chancery/codec'
import { type DigestAlgorithm, type Fault, type SignatureEvidence, toHex } from '@chancery/core'
import { FormatError } from '../errors.ts'
import type { FoundSignature } from './signature-tree.ts'

/** Signatures and the file's own digests brought together. @param digests by algorithm, as recomputed */
export function authenticodeEvidence(
  found: readonly FoundSignature[],
  digests: ReadonlyMap<DigestAlgorithm['name'], Uint8Array>,
): readonly SignatureEvidence[] {
  return found.flatMap((one) => {
    if (one.kind === 'broken') return [brokenEvidence(one.fault, one.nested)]
    return cmsEvidence({
      signedData: one.signedData,
      content: { kind: 'embedded' },
      contentType: OID.spcIndirectData,
      purpose: 'code-signing',
      nested: one.nested,
      fault: one.fault ?? mismatch(one, digests),
      weakContent: one.stated?.algorithm.weak ?? false,
    })
  })
}

function mismatch(
  { stated }: Extract<FoundSignature, { kind: 'parsed' }>,
  digests: ReadonlyMap<DigestAlgorithm['name'], Uint8Array>,
): Fault | null {
  if (!stated) return null
  const digest = digests.get(stated.algorithm.name)
  if (digest && toHex(digest) === stated.value) return null
  return faultOfError(
    new FormatError(
      'AUTHENTICODE_DIGEST_MISMATCH',
      `the file's ${stated.algorithm.name} digest is not the one that was signed`,
    ),
  )
}
