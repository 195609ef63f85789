/** Beside a signed file, its name with this behind it: the signing record. */
export const RECORD_SUFFIX = '.sigstore.json'

/** And the provenance, where the job that built the file proved who it is. */
export const PROVENANCE_SUFFIX = '.provenance.sigstore.json'

/** Of what else `chancery attest` says about one file, a bundle for each kind; SBOMs also where a release binds them. */
export const SBOM_SUFFIX = '.sbom.sigstore.json'
export const TEST_RESULT_SUFFIX = '.test-result.sigstore.json'
export const VSA_SUFFIX = '.vsa.sigstore.json'
export const ATTESTATION_SUFFIX = '.attestation.sigstore.json'

/** A detached CMS signature. */
export const SIGNATURE_SUFFIX = '.p7s'

/** Where the bare envelope of a bundle goes. */
export function envelopePath(bundle: string): string {
  return bundle.replace(/(?:\.sigstore)?(?:\.jsonl?)?$/, '.intoto.jsonl')
}
