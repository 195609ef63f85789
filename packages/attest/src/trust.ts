/** Whom to trust, in Sigstore's files: an entry point of its own, for a signing needs none of it. */
export { chainProblems, isAuthority, isSelfIssued } from './sigstore/chain-rules.ts'
export { logKeyDetails } from './sigstore/key-details.ts'
export { parseTrustedRoot, readTrustedRoot } from './sigstore/read-root.ts'
export { encodeSigningConfig, SIGNING_CONFIG_MEDIA_TYPE } from './sigstore/signing-config.ts'
export {
  entriesOf,
  rootOf,
  TRUSTED_KINDS,
  TRUSTED_ROOT_MEDIA_TYPE,
  type TrustedAuthority,
  type TrustedEntry,
  type TrustedKind,
  type TrustedLog,
  type TrustedRoot,
  validityOf,
  withValidity,
} from './sigstore/trusted-root.ts'
export { covers, type Validity } from './sigstore/validity.ts'
export { encodeTrustedRoot } from './sigstore/write-root.ts'
