import { CORE_ERRORS } from './errors.ts'
import {
  type SignatureReport,
  VerificationError,
  type Verified,
  type VerifiedSignature,
  type Verifier,
} from './evidence.ts'
import type { Format } from './format.ts'
import type { ByteSource } from './source.ts'

/**
 * The proof that every signature of a file holds, is by whom the verifier trusts, and was made while that could be trusted.
 * @param sideFile the detached signature, for formats that have one; null where there is none
 * @throws VerificationError with everything that was found out; a FormatError where the file is malformed
 */
export async function verifyArtifact(
  source: ByteSource,
  format: Format,
  verifier: Verifier,
  sideFile: ByteSource | null = null,
): Promise<Verified> {
  const evidence = await format.readSignatures(source, sideFile)
  if (evidence.length === 0) {
    throw new VerificationError(
      {
        code: 'NOT_SIGNED',
        message: `${source.name || 'the file'} carries no signature`,
        howToFix: CORE_ERRORS.NOT_SIGNED.howToFix,
      },
      [],
    )
  }
  const signatures: VerifiedSignature[] = []
  for (const one of evidence) signatures.push(await one.verify(verifier))
  const fault = signatures.find((signature) => signature.fault !== null)?.fault
  if (fault) throw new VerificationError(fault, signatures)
  return { format: format.id, signatures }
}

/** What is in a file, without a word on trust. @throws a FormatError where it is malformed */
export async function inspectArtifact(
  source: ByteSource,
  format: Format,
  sideFile: ByteSource | null = null,
): Promise<readonly SignatureReport[]> {
  const reports: SignatureReport[] = []
  for (const one of await format.readSignatures(source, sideFile)) reports.push(await one.inspect())
  return reports
}
