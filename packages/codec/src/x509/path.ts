import { equalBytes } from '@chancery/core'
import { DerCursor, parseDer } from '../der/reader.ts'
import { CodecError } from '../errors.ts'
import { type Certificate, EXTENSION, extensionValue, parseCertificate, subjectKeyIdentifierOf } from './certificate.ts'
import { type CertificateList, parseCrl } from './crl.ts'
import { sameName } from './general-name.ts'
import { checkChain, checkLink } from './path-rules.ts'
import type { Purpose } from './purpose.ts'
import { checkRevocation } from './revocation.ts'

export interface PathInput {
  readonly leaf: Certificate
  /** Whatever came along; need not belong to the path. */
  readonly intermediates: readonly Certificate[]
  /** What is trusted, DER. A leaf or an intermediate may be an anchor too. */
  readonly anchors: readonly Uint8Array[]
  /** When the certificates under the anchor must be valid. */
  readonly at: Date
  readonly purpose: Purpose
  /** DER; those that cannot be read are passed over. */
  readonly crls?: readonly Uint8Array[]
  /** When the revocation lists must be current: "now". By default `at`. */
  readonly crlsAt?: Date
  /** The time of a verified timestamp over the leaf's signature. */
  readonly signedAt?: Date | null
}

export interface VerifiedPath {
  /** Leaf first, anchor last: the anchor's own certificate, not one that looks like it. */
  readonly chain: readonly Certificate[]
  readonly revocation: 'good' | 'not-checked'
}

/** Certificates in a path; real ones have up to five. */
const MAX_DEPTH = 10
/** Signatures that one path may cost: a hostile set of certificates of one name otherwise costs its factorial. */
const MAX_LINKS = 100

/**
 * Finds a path from the leaf to an anchor in which everything holds (RFC 5280 section 6).
 * An anchor is trusted as the exact bytes that the verifier gave: a certificate of the same name or key is an ordinary one
 * that must itself be issued by an anchor.
 * @throws CodecError CHAIN_UNTRUSTED where no anchor is reached; otherwise why the best path that reached one does not hold:
 *   CHAIN_INVALID, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_PURPOSE, CERTIFICATE_REVOKED, WEAK_KEY, WEAK_ALGORITHM, KEY_UNSUPPORTED
 */
export function verifyPath(input: PathInput): VerifiedPath {
  const anchors = input.anchors.map(parseCertificate)
  const lists = (input.crls ?? []).flatMap(readCrl)
  return new PathSearch(input, anchors, lists, true).find()
}

class PathSearch {
  readonly #input: PathInput
  readonly #anchors: readonly Certificate[]
  readonly #lists: readonly CertificateList[]
  readonly #listIssuers: boolean
  #links = 0
  /** Of paths that reached an anchor. */
  #refused: CodecError | null = null
  /** Of links whose names and key identifiers match. */
  #broken: CodecError | null = null

  /** @param listIssuers whether lists may be signed by others than the certificates' own issuers: one level deep only */
  constructor(
    input: PathInput,
    anchors: readonly Certificate[],
    lists: readonly CertificateList[],
    listIssuers: boolean,
  ) {
    this.#input = input
    this.#anchors = anchors
    this.#lists = lists
    this.#listIssuers = listIssuers
  }

  find(): VerifiedPath {
    const found = this.#extend([this.#input.leaf])
    if (found) return found
    throw this.#refused ?? this.#broken ?? this.#untrusted()
  }

  #untrusted(): CodecError {
    const { leaf } = this.#input
    return new CodecError('CHAIN_UNTRUSTED', `${leaf.subjectName} is not certified by anyone who is trusted`, {
      details: { subject: leaf.subjectName, issuer: leaf.issuerName },
    })
  }

  #extend(chain: readonly Certificate[]): VerifiedPath | null {
    const last = chain.at(-1) as Certificate
    if (this.#anchors.some((anchor) => equalBytes(anchor.der, last.der))) return this.#accept(chain)
    if (chain.length === MAX_DEPTH) return null
    for (const issuer of this.#issuersOf(last)) {
      if (chain.some((certificate) => equalBytes(certificate.der, issuer.der))) continue
      if (this.#links++ >= MAX_LINKS || !this.#isLinked(last, issuer)) continue
      const found = this.#extend([...chain, issuer])
      if (found) return found
    }
    return null
  }

  #accept(chain: readonly Certificate[]): VerifiedPath | null {
    const { at, purpose, crlsAt = at, signedAt = null } = this.#input
    return this.#attempt(
      (error) => {
        this.#refused ??= error
      },
      () => {
        checkChain(chain, at, purpose)
        const candidates = this.#listIssuers ? [...this.#anchors, ...this.#input.intermediates] : []
        const revocation = checkRevocation(chain, {
          crls: this.#lists,
          at: crlsAt,
          signedAt,
          candidates,
          isListIssuer: (candidate) => this.#isListIssuer(candidate),
        })
        return { chain, revocation }
      },
    )
  }

  #isListIssuer(leaf: Certificate): boolean {
    try {
      new PathSearch({ ...this.#input, leaf, purpose: 'any' }, this.#anchors, this.#lists, false).find()
      return true
    } catch (error) {
      if (error instanceof CodecError) return false
      throw error
    }
  }

  #isLinked(certificate: Certificate, issuer: Certificate): boolean {
    const note = (error: CodecError): void => {
      // Another key under the same name: not this certificate's issuer at all.
      if (matchesKey(certificate, issuer) !== false) this.#broken ??= error
    }
    return (
      this.#attempt(note, () => {
        checkLink(certificate, issuer)
        return true
      }) === true
    )
  }

  #attempt<T>(note: (error: CodecError) => void, check: () => T): T | null {
    try {
      return check()
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      note(error)
      return null
    }
  }

  /** Anchors first, and those whose key identifier is the one that is named. */
  #issuersOf(certificate: Certificate): readonly Certificate[] {
    const named = [...this.#anchors, ...this.#input.intermediates].filter((candidate) =>
      sameName(candidate.subject, certificate.issuer),
    )
    const unlike = (candidate: Certificate): number => (matchesKey(certificate, candidate) === false ? 1 : 0)
    return named.sort((a, b) => unlike(a) - unlike(b))
  }
}

/** Whether the authority key identifier is the issuer's subject key identifier; null where one of them is absent or unreadable. */
function matchesKey(certificate: Certificate, issuer: Certificate): boolean | null {
  try {
    const value = extensionValue(certificate.extensions, EXTENSION.authorityKeyIdentifier)
    const authority =
      value && new DerCursor(parseDer(value, 'AuthorityKeyIdentifier'), 'AuthorityKeyIdentifier').optional(0x80)
    const subject = subjectKeyIdentifierOf(issuer)
    return authority && subject ? equalBytes(authority.content, subject) : null
  } catch (error) {
    if (error instanceof CodecError) return null
    throw error
  }
}

function readCrl(der: Uint8Array): readonly CertificateList[] {
  try {
    return [parseCrl(der)]
  } catch (error) {
    if (error instanceof CodecError) return []
    throw error
  }
}
