// packages/engine/src/record-suffix.ts
const RECORD_SUFFIX = ".sigstore.json";
const PROVENANCE_SUFFIX = ".provenance.sigstore.json";
const SBOM_SUFFIX = ".sbom.sigstore.json";
const TEST_RESULT_SUFFIX = ".test-result.sigstore.json";
const VSA_SUFFIX = ".vsa.sigstore.json";
const ATTESTATION_SUFFIX = ".attestation.sigstore.json";
const SIGNATURE_SUFFIX = ".p7s";
function envelopePath(bundle) {
	return bundle.replace(/(?:\.sigstore)?(?:\.jsonl?)?$/, ".intoto.jsonl");
}
export { SIGNATURE_SUFFIX as a, envelopePath as c, SBOM_SUFFIX as i, PROVENANCE_SUFFIX as n, TEST_RESULT_SUFFIX as o, RECORD_SUFFIX as r, VSA_SUFFIX as s, ATTESTATION_SUFFIX as t };
