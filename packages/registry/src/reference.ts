import { isDigest } from '@chancery/codec'
import { RegistryError } from './errors.ts'

/** An image, named in full: nothing about it is guessed. */
export interface Reference {
  /** Host and port as written, lower-case: `registry.example.com:5000`. */
  readonly registry: string
  /** `team/app`. */
  readonly repository: string
  readonly tag: string | null
  /** `sha256:…`; where there is a tag as well, the digest decides. */
  readonly digest: string | null
}

const SCHEME = 'oci://'
/** A DNS name, an IPv4 address or an IPv6 address in brackets, with a port. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/
/** OCI distribution specification 1.1, "Pulling manifests": the grammars of <name> and <reference>. */
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/
/** Together with the host, as implementations limit it. */
const MAX_NAME = 255

/**
 * `oci://HOST[:PORT]/REPOSITORY[:TAG][@DIGEST]`. Docker's short names (`alpine`, `user/app`) and the tag `latest` for none are not filled in:
 * what is signed should stand in the command.
 * @throws RegistryError REFERENCE_INVALID
 */
export function parseReference(text: string): Reference {
  const bare = text.startsWith(SCHEME) ? text.slice(SCHEME.length) : null
  if (bare === null) throw invalid(text, 'does not begin with oci://', `Write oci://${text}.`)
  const [, name = '', digest = null] = /^([^@]*)(?:@(.*))?$/s.exec(bare) ?? []
  if (digest !== null && !isDigest(digest)) throw invalid(text, 'has a malformed digest')
  const slash = name.indexOf('/')
  const registry = name.slice(0, Math.max(slash, 0)).toLowerCase()
  if (!/[.:]/.test(registry) && registry !== 'localhost') {
    const short = slash < 0 ? `library/${name}` : name
    throw invalid(
      text,
      'has no registry',
      `Short names are not completed: write oci://docker.io/${short}, if that is meant.`,
    )
  }
  if (!HOST.test(registry) || !isPort(registry)) throw invalid(text, 'has a malformed host')
  const path = name.slice(slash + 1)
  const colon = path.lastIndexOf(':')
  const repository = colon < 0 ? path : path.slice(0, colon)
  const tag = colon < 0 ? null : path.slice(colon + 1)
  if (!REPOSITORY.test(repository) || registry.length + repository.length > MAX_NAME) {
    throw invalid(text, 'has a malformed repository')
  }
  if (tag !== null && !TAG.test(tag)) throw invalid(text, 'has a malformed tag')
  if (registry === 'docker.io' && !repository.includes('/')) {
    throw invalid(text, 'has no namespace', `Official images are below library: write oci://docker.io/library/${path}.`)
  }
  return { registry, repository, tag, digest }
}

/** As {@link parseReference} reads it. */
export function formatReference({ registry, repository, tag, digest }: Reference): string {
  return `${SCHEME}${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

/** @throws RegistryError REFERENCE_INVALID where `text` is neither a tag nor a digest */
export function checkTagOrDigest(text: string): void {
  if (!TAG.test(text) && !isDigest(text)) throw invalid(text, 'is neither a tag nor a digest')
}

/** Names that always lead to this machine (RFC 6761 section 6.3, RFC 5735 section 4). Other notations of such an address are none: they get HTTPS. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host)
}

function isPort(registry: string): boolean {
  const port = /:(\d+)$/.exec(registry)?.[1]
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536)
}

function invalid(text: string, why: string, howToFix?: string): RegistryError {
  return new RegistryError('REFERENCE_INVALID', `${JSON.stringify(text.slice(0, 300))} ${why}`, { howToFix })
}
