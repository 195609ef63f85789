export type { Authority } from './ca/authority.ts'
export {
  type Ca,
  type CaOptions,
  type CertifiedKey,
  type CertifyOptions,
  type CrlFault,
  type CrlOptions,
  createCa,
  type Issued,
  type IssueOptions,
  type LeafOptions,
  type Purpose,
} from './ca/ca.ts'
export type { Certificate } from './ca/certificate.ts'
export type { Crl } from './ca/crl.ts'
export { pem } from './ca/der.ts'
export type { CertificateFault } from './ca/faults.ts'
export { type TestKey, type TestKeyKind, testKey } from './ca/keys.ts'
export { type Canary, canary } from './canary.ts'
export { CHECKOUT } from './checkout.ts'
export { buildJar, type JarKind, type JarOptions, type LargeJarOptions, writeJar } from './fixtures/jar.ts'
export { type LargePeOptions, writePe } from './fixtures/large-pe.ts'
export { compileForWindows, type MingwOptions } from './fixtures/mingw.ts'
export { noise } from './fixtures/noise.ts'
export {
  buildPe,
  type PeField,
  type PeKind,
  type PeOptions,
  type PeSection,
  peFieldOffset,
} from './fixtures/pe.ts'
export { type PowerShellOptions, powerShellScript, type ScriptLanguage, script } from './fixtures/script.ts'
export { bombEntry, buildZip, type Claims, type Packed, type ZipEntry, type ZipOptions } from './fixtures/zip.ts'
export { freePort } from './free-port.ts'
export type { IssuerFault } from './oidc/endpoint-faults.ts'
export { type OidcIssuer, type OidcOptions, startOidc, type TokenOptions } from './oidc/issuer.ts'
export type { TokenAlgorithm } from './oidc/jwt.ts'
export { SAMPLE_CLAIMS, type SamplePlatform } from './oidc/sample-claims.ts'
export { type ServerCredentials, serverCertificate } from './oidc/server-certificate.ts'
export { AZURE_AUDIENCE, type TokenEndpoint } from './oidc/token-endpoint.ts'
export type { IdTokenFault } from './oidc/token-faults.ts'
export { type Cosign, cosign } from './oracles/cosign.ts'
export { type Jarsigner, jarsigner } from './oracles/jarsigner.ts'
export { KEYSTORE_ALIAS, keyStore } from './oracles/key-store.ts'
export { type Openssl, openssl } from './oracles/openssl.ts'
export { type AuthenticodeVerdict, type Osslsigncode, osslsigncode } from './oracles/osslsigncode.ts'
export type { Trust, Verdict } from './oracles/verdict.ts'
export { type Postgres, type PostgresOptions, postgresMissing, startPostgres } from './postgres/postgres.ts'
export type { AccessOptions } from './registry/access.ts'
export { buildDockerArchive, type DockerArchiveOptions } from './registry/docker-archive.ts'
export type { FaultRule, RegistryFault } from './registry/faults.ts'
export { type ImageKind, type ImageOptions, pushImage, type TestImage } from './registry/image.ts'
export { writeLayout } from './registry/layout.ts'
export { type LoggedRequest, startRegistry, type TestRegistry, type TestRegistryOptions } from './registry/registry.ts'
export { RepositoryStore } from './registry/store.ts'
export { buildTar, type TarEntry } from './registry/tar.ts'
export { type S3Server, type S3ServerOptions, s3Missing, startS3 } from './s3/s3.ts'
export { issueKeyless, type KeylessOptions } from './sigstore/keyless.ts'
export type { RekorKind } from './sigstore/rekor.ts'
export {
  type BundleJson,
  createSigstore,
  KEYLESS_ISSUER,
  KEYLESS_SUBJECT,
  type SignOptions,
  type Sigstore,
  type SigstoreOptions,
} from './sigstore/sigstore.ts'
export {
  createSoftToken,
  type SoftKeyKind,
  type SoftTokenFixture,
  type SoftTokenOptions,
  softHsmMissing,
} from './soft-token.ts'
export { type SoftwareKeyOptions, softwareKey } from './software-key.ts'
export { type TempDir, tempDir } from './temp-dir.ts'
export { findTool, type RunOptions, type SkipContext, type Tool, type ToolResult, tool, toolsMissing } from './tool.ts'
export { TSA_POLICY } from './tsa/authority.ts'
export { startTsa, type TokenFault, type Tsa, type TsaFault, type TsaOptions } from './tsa/server.ts'
export type { TransportFault } from './tsa/transport.ts'
export { sha256, type Vector, vectors } from './vectors.ts'
