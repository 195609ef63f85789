import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type RegistryErrorCode =
  | 'REFERENCE_INVALID'
  | 'PLAIN_HTTP_REFUSED'
  | 'DOCKER_CONFIG_INVALID'
  | 'CREDENTIAL_HELPER_FAILED'
  | 'REGISTRY_UNAUTHORIZED'
  | 'REGISTRY_DENIED'
  | 'IMAGE_NOT_FOUND'
  | 'BLOB_NOT_FOUND'
  | 'REGISTRY_UNAVAILABLE'
  | 'REGISTRY_CERTIFICATE'
  | 'REGISTRY_CA_INVALID'
  | 'REGISTRY_LIMITED'
  | 'REGISTRY_REFUSED'
  | 'REGISTRY_MALFORMED'
  | 'DIGEST_MISMATCH'
  | 'MANIFEST_UNSUPPORTED'
  | 'MANIFEST_TOO_LARGE'
  | 'BLOB_TOO_LARGE'
  | 'REFERRER_LOST'
  | 'IMAGE_AMBIGUOUS'
  | 'LAYOUT_INVALID'
  | 'LAYOUT_UNSAFE'
  | 'LAYOUT_BUSY'
  | 'LAYOUT_FAILED'
  | 'ARCHIVE_INVALID'
  | 'ARCHIVE_WITHOUT_MANIFESTS'

export const REGISTRY_ERRORS: ErrorTable<RegistryErrorCode> = {
  REFERENCE_INVALID: {
    family: 'usage',
    howToFix:
      'Write the image in full: oci://HOST[:PORT]/REPOSITORY, oci-layout:DIR or docker-archive:FILE, with :TAG or @sha256:DIGEST.',
  },
  PLAIN_HTTP_REFUSED: {
    family: 'usage',
    howToFix: 'Use a registry with HTTPS; plain HTTP is for this machine, or where it was allowed explicitly.',
  },
  DOCKER_CONFIG_INVALID: {
    family: 'usage',
    howToFix: "Correct Docker's config.json, or log in anew with `docker login HOST`.",
  },
  CREDENTIAL_HELPER_FAILED: {
    family: 'environment',
    howToFix:
      'Run `docker-credential-NAME list` to see what is wrong with the helper that `config.json` names, or take it out there.',
  },
  REGISTRY_UNAUTHORIZED: {
    family: 'environment',
    howToFix:
      'Log in with `docker login HOST` as the user that runs this, and check that the password or token is valid.',
  },
  REGISTRY_DENIED: {
    family: 'environment',
    howToFix:
      'Give the account that is logged in the right to read this repository, and to write to it where it signs.',
  },
  IMAGE_NOT_FOUND: {
    family: 'usage',
    howToFix:
      'Check repository, tag and digest; some registries also say this to those who may not see the repository.',
  },
  BLOB_NOT_FOUND: {
    family: 'malformed',
    howToFix: 'The registry lost content that a manifest names: push the image or its signature again.',
  },
  REGISTRY_UNAVAILABLE: {
    family: 'environment',
    howToFix: 'Check that this machine reaches the registry, and run the command again.',
  },
  REGISTRY_CERTIFICATE: {
    family: 'environment',
    howToFix:
      "Give the registry's authority with --registry-ca FILE or `registry: { ca: FILE }` in chancery.yaml, and check the name in its certificate.",
  },
  REGISTRY_CA_INVALID: {
    family: 'usage',
    howToFix: "Name a readable file with the registry's authority in PEM, as `*.crt` in Docker's certs.d must be too.",
  },
  REGISTRY_LIMITED: {
    family: 'environment',
    howToFix: 'Wait as long as the registry asks for, or log in: limits are higher for known users.',
  },
  REGISTRY_REFUSED: {
    family: 'usage',
    howToFix: 'The registry does not take this request: check its quotas, and whether it accepts OCI artifacts.',
  },
  REGISTRY_MALFORMED: {
    family: 'malformed',
    howToFix: 'The answer is not one of an OCI registry: check the host, and proxies on the way to it.',
  },
  DIGEST_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The registry, a proxy or the layout holds other content than was asked for: do not use the image.',
  },
  MANIFEST_UNSUPPORTED: {
    family: 'malformed',
    howToFix: 'Push the image again with a current tool: OCI or Docker schema 2 manifests and indexes are read.',
  },
  MANIFEST_TOO_LARGE: {
    family: 'malformed',
    howToFix: 'Manifests have at most 4 MiB, as registries demand: put the content into layers.',
  },
  BLOB_TOO_LARGE: {
    family: 'malformed',
    howToFix: 'The content is larger than a signature or attestation may be: check what was attached to the image.',
  },
  REFERRER_LOST: {
    family: 'environment',
    howToFix:
      'Others kept overwriting the list of signatures: run the command again, or use a registry with the referrers API.',
  },
  IMAGE_AMBIGUOUS: {
    family: 'usage',
    howToFix: 'Several images have that name, or none was named: give the tag, the name in full, or the digest of one.',
  },
  LAYOUT_INVALID: {
    family: 'malformed',
    howToFix:
      'Name a folder with oci-layout, index.json and blobs, as `skopeo copy … oci:DIR` or `oras cp --to-oci-layout` write it.',
  },
  LAYOUT_UNSAFE: {
    family: 'malformed',
    howToFix:
      'An image layout holds plain files and folders; links, pipes and devices in it are not followed: copy it without them.',
  },
  LAYOUT_BUSY: {
    family: 'environment',
    howToFix:
      'Another process has been writing to this layout for long: wait for it or end it, and run the command again.',
  },
  LAYOUT_FAILED: {
    family: 'environment',
    howToFix: 'Check free space and the rights of the folder, and run the command again: what was there is unchanged.',
  },
  ARCHIVE_INVALID: {
    family: 'malformed',
    howToFix: 'Name an uncompressed tar file as `docker save -o FILE` writes it; make it again if it was cut off.',
  },
  ARCHIVE_WITHOUT_MANIFESTS: {
    family: 'usage',
    howToFix:
      'An archive of this kind has no digest that a registry will know: push the image first and sign it there, or turn it into a layout with `skopeo copy docker-archive:FILE oci:DIR:TAG` and push that.',
  },
}

/** Messages and details name hosts, repositories and digests; passwords, tokens and queries of URLs are never in them. */
export class RegistryError extends ChanceryError<RegistryErrorCode> {
  constructor(code: RegistryErrorCode, message: string, options?: ErrorOptions) {
    super(REGISTRY_ERRORS, code, message, options)
    this.name = 'RegistryError'
  }
}
