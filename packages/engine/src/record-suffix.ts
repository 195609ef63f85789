/** Beside a signed file, its name with this behind it: the signing record. */
export const RECORD_SUFFIX = '.sigstore.json'

/** And the provenance, where the job that built the file proved who it is. */
export const PROVENANCE_SUFFIX = '.provenance.sigstore.json'
