import { createHash } from 'node:crypto'
import { type Certificate, parsePublicKey } from '@chancery/codec'
import { toHex } from '@chancery/core'
import { logId, noteKey } from '@chancery/tlog'
import { AttestError } from '../errors.ts'
import { chainProblems, isAuthority, isSelfIssued, purposeProblems } from './chain-rules.ts'
import { logKeyDetails } from './key-details.ts'
import type { TrustedAuthority, TrustedEntry, TrustedKind, TrustedLog } from './trusted-root.ts'
import type { Validity } from './validity.ts'

export interface NewAuthority {
  readonly kind: 'certificate-authority' | 'timestamp-authority'
  /** Issued before issuer, the root last. */
  readonly chain: readonly Certificate[]
  /** Empty where it has none. */
  readonly url: string
  readonly validFor: Validity
  readonly operator: string
}

/** An authority that all stock verifiers take. @throws AttestError TRUSTED_ROOT_INVALID with every problem */
export function makeAuthority({ kind, chain, url, validFor, operator }: NewAuthority): TrustedEntry {
  const problems = [
    ...chainProblems(chain, kind),
    ...purposeProblems(chain, kind),
    ...(url === '' ? [] : urlProblems(url)),
    ...windowProblems(validFor),
  ]
  const [first] = chain
  const last = chain.at(-1)
  if (last && !isSelfIssued(last)) problems.push(`${last.subjectName} is no root, and sigstore-js looks for one`)
  if (kind === 'timestamp-authority' && first && isAuthority(first)) {
    problems.push(`${first.subjectName} is not the timestamp authority itself, whose certificate sigstore-js looks for`)
  }
  if (problems.length > 0) throw invalid(kind, url || (first?.subjectName ?? ''), problems)
  return { kind, authority: { uri: url, chain: chain as TrustedAuthority['chain'], validFor, operator } }
}

export interface NewLog {
  readonly kind: 'tlog' | 'ctlog'
  readonly url: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly validFor: Validity
  readonly operator: string
}

/** A log that all stock verifiers take. @throws AttestError TRUSTED_ROOT_INVALID with every problem; CodecError */
export function makeLog({ kind, url, publicKey, validFor, operator }: NewLog): TrustedEntry {
  const keyDetails = logKeyDetails(publicKey)
  const problems: string[] = [...urlProblems(url), ...windowProblems(validFor)]
  if (kind === 'tlog' && problems.length === 0 && new URL(url).pathname !== '/') {
    problems.push('cosign takes the host alone for the origin: a log has a host of its own, and no path')
  }
  if (keyDetails === null || (kind === 'ctlog' && keyDetails !== 'PKIX_ECDSA_P256_SHA_256')) {
    const kinds = kind === 'tlog' ? 'P-256 or Ed25519' : 'P-256'
    problems.push(`a key of kind ${parsePublicKey(publicKey).kind ?? 'unknown'}, where all verifiers take ${kinds}`)
  }
  if (problems.length > 0 || keyDetails === null) throw invalid(kind, url, problems)
  const { hostname } = new URL(url)
  const type = keyDetails === 'PKIX_ED25519' ? 'ed25519' : 'ecdsa'
  return {
    kind,
    log: {
      baseUrl: url.replace(/\/$/, ''),
      publicKey,
      keyDetails,
      logId: logId(noteKey(type, hostname, publicKey)),
      checkpointKeyId: null,
      validFor,
      operator,
    },
  }
}

/** Verifiers make the origin of a log out of its host, and cosign refuses a URL without scheme. */
function urlProblems(text: string): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return ['is no URL of a server']
  return url.username + url.search + url.hash === '' ? [] : ['the URL has more than server and path']
}

function windowProblems({ start, end }: Validity): readonly string[] {
  if (start === null) return ['when it begins to count is not said']
  return end !== null && end < start ? [`it ends (${end.toISOString()}) before it begins (${start.toISOString()})`] : []
}

/** What names an entry: SHA-256, hex, of the certificate that signs, or the id of the log. */
export function entryId(entry: TrustedEntry): string {
  if ('log' in entry) return toHex(entry.log.logId)
  return createHash('sha256').update(entry.authority.chain[0].der).digest('hex')
}

/** Which verifiers will not take an entry that others made, and why. */
export function entryNotes(entry: TrustedEntry): readonly string[] {
  return 'log' in entry ? logNotes(entry.kind, entry.log) : authorityNotes(entry.kind, entry.authority)
}

function authorityNotes(kind: TrustedKind, { chain, validFor }: TrustedAuthority): readonly string[] {
  const last = chain.at(-1) as Certificate
  const stamps = kind === 'timestamp-authority' && isAuthority(chain[0])
  return [
    ...purposeProblems(chain, kind),
    ...(isSelfIssued(last) ? [] : ['sigstore-js takes no chain without its root']),
    ...(stamps ? ["sigstore-js looks for the timestamp authority's own certificate"] : []),
    ...(validFor.start === null ? ['when it begins to count is not said'] : []),
  ]
}

function logNotes(kind: TrustedKind, { keyDetails, baseUrl }: TrustedLog): readonly string[] {
  if (kind === 'ctlog') return []
  const known = ['PKIX_ECDSA_P256_SHA_256', 'PKIX_ED25519'].includes(keyDetails)
  return [
    ...(known ? [] : [`sigstore-js and we take no checkpoints by a key of ${keyDetails}`]),
    ...(new URL(baseUrl).pathname === '/' ? [] : ['cosign takes the host alone for the origin of its checkpoints']),
  ]
}

function invalid(kind: TrustedKind, name: string, problems: readonly string[]): AttestError {
  return new AttestError('TRUSTED_ROOT_INVALID', `${kind} ${name}: ${problems.join('; ')}`, { details: { problems } })
}
