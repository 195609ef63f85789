/** Whom to trust, in Sigstore's files: an entry point of its own, for a signing needs none of it. */
export { loggedStatement, logOfKey } from './sigstore/log-entries.ts'
export {
  entryId,
  entryNotes,
  makeAuthority,
  makeLog,
  type NewAuthority,
  type NewLog,
} from './sigstore/make-entry.ts'
export { parseTrustedRoot, readTrustedRoot } from './sigstore/read-root.ts'
export { encodeSigningConfig } from './sigstore/signing-config.ts'
export {
  entriesOf,
  rootOf,
  TRUSTED_KINDS,
  type TrustedEntry,
  type TrustedKind,
  type TrustedRoot,
  validityOf,
  withValidity,
} from './sigstore/trusted-root.ts'
export { covers, type Validity } from './sigstore/validity.ts'
export { encodeTrustedRoot } from './sigstore/write-root.ts'
