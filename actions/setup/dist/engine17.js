// packages/engine/src/record-suffix.ts
const RECORD_SUFFIX = ".sigstore.json";
const PROVENANCE_SUFFIX = ".provenance.sigstore.json";
export { RECORD_SUFFIX as n, PROVENANCE_SUFFIX as t };
