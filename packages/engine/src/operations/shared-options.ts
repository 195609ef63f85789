/** Options that several operations take. */
import type { OptionSpec } from './option-spec.ts'

export const CONFIG: OptionSpec = {
  name: 'config',
  kind: 'text',
  value: 'FILE',
  help: 'chancery.yaml to use; by default the nearest from the current folder upwards',
  env: 'CHANCERY_CONFIG',
  guard: true,
}
export const JSON_FLAG: OptionSpec = {
  name: 'json',
  kind: 'flag',
  help: 'one JSON object on stdout',
  terminalOnly: true,
}
export const KEY: OptionSpec = {
  name: 'key',
  kind: 'text',
  value: 'NAME|URI',
  help: 'a key of chancery.yaml, or a pkcs11: URI (RFC 7512)',
  env: 'CHANCERY_KEY',
  guard: true,
}
export const MODULE: OptionSpec = {
  name: 'module',
  kind: 'text',
  value: 'FILE',
  help: "the HSM vendor's PKCS#11 module",
  env: 'CHANCERY_MODULE',
}
export const CONCURRENCY: OptionSpec = { name: 'concurrency', kind: 'number', value: 'N', help: 'files at once' }
export const SIGNATURE: OptionSpec = {
  name: 'signature',
  kind: 'text',
  value: 'FILE',
  help: 'the detached signature of the file; by default NAME.p7s beside it',
}
export const ALLOW_HTTP_REGISTRY: OptionSpec = {
  name: 'allow-http-registry',
  kind: 'flag',
  help: 'images: also registries elsewhere that have no HTTPS; on this machine plain HTTP needs no flag',
}
export const REGISTRY_CA: OptionSpec = {
  name: 'registry-ca',
  kind: 'list',
  value: 'FILE',
  help: "images: PEM certificates of the registry's own authority, trusted beside the system's",
  env: 'CHANCERY_REGISTRY_CA',
}
export const CERTIFICATE: OptionSpec = {
  name: 'certificate',
  kind: 'text',
  value: 'FILE',
  help: "the key's certificate and its issuers, PEM",
  env: 'CHANCERY_CERTIFICATE',
}
export const TIMESTAMP: OptionSpec = {
  name: 'timestamp',
  kind: 'list',
  value: 'URL',
  input: 'timestamp-urls',
  help: 'timestamp authority (RFC 3161); several are tried in order',
  env: 'CHANCERY_TIMESTAMP_URLS',
}
export const TIMESTAMP_QUORUM: OptionSpec = {
  name: 'timestamp-quorum',
  kind: 'number',
  value: 'N',
  guard: true,
  help: 'how many independent authorities must timestamp; 1 by default',
}
export const NO_TIMESTAMP: OptionSpec = {
  name: 'no-timestamp',
  kind: 'flag',
  help: 'leave signatures that end with their certificate',
}
export const TRUST: OptionSpec = {
  name: 'trust',
  kind: 'list',
  value: 'FILE',
  help: 'PEM certificates or public key, or trusted_root.json, to trust',
  env: 'CHANCERY_TRUST',
}
export const LOG_POLICY: OptionSpec = {
  name: 'log-policy',
  kind: 'text',
  value: 'FILE',
  guard: true,
  help: 'logs, witnesses and the quorum that must have cosigned a checkpoint (c2sp.org/tlog-policy)',
}
export const TIMESTAMP_TRUST: OptionSpec = {
  name: 'timestamp-trust',
  kind: 'list',
  value: 'FILE',
  help: 'anchors of timestamp authorities, or trusted_root.json; --trust by default',
  env: 'CHANCERY_TIMESTAMP_TRUST',
}
/** What every operation that serves takes. */
export const TLS_CERTIFICATE: OptionSpec = {
  name: 'tls-certificate',
  kind: 'text',
  value: 'FILE',
  help: "serve HTTPS: the server's certificate and its issuers, PEM; a renewed one is taken up within a minute",
}
export const TLS_KEY: OptionSpec = {
  name: 'tls-key',
  kind: 'text',
  value: 'FILE',
  help: 'its private key, PEM, which nobody but the server may read',
}
export const RATE_LIMIT: OptionSpec = {
  name: 'rate-limit',
  kind: 'number',
  value: 'N',
  help: 'requests a minute of one client; as many as it likes by default',
}
