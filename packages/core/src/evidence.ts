import type { DigestAlgorithm, SignatureAlgorithmId } from './algorithms.ts'
import { ChanceryError, type ErrorOptions, type ErrorTable } from './errors.ts'

/** Names of an X.509 certificate as the JSON gives them: RFC 4514 names, lower-case hex, RFC 3339 times. */
export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  readonly serial: string
  readonly sha256: string
  readonly notAfter: string
}

export interface TimestampFacts {
  /** RFC 3339, UTC. */
  readonly time: string
  /** Subject of the authority's certificate. */
  readonly authority: string
}

/** The key behind a signature. */
export interface SignerKeyFacts {
  /** SHA-256 of its SubjectPublicKeyInfo, lower-case hex: outlives the certificate. */
  readonly sha256: string
  /** RSA modulus, DSA prime or EC field; null where unknown. */
  readonly bits: number | null
  readonly family: 'rsa' | 'dsa' | 'ec' | 'ed25519' | null
}

/** A SubjectAltName of a kind that can be asked for by name (RFC 5280 section 4.2.1.6), as the certificate spells it. */
export interface AlternativeName {
  readonly kind: 'dns' | 'uri' | 'email'
  readonly text: string
}

/** Why something about a signature does not hold. */
export interface Fault {
  readonly code: string
  readonly message: string
  readonly howToFix: string
}

/** What a signature says of itself, and whether it holds over this file. Says nothing of trust. */
export interface SignatureReport {
  /** null where the signature is so broken that it names none. */
  readonly signer: CertificateFacts | null
  /** null where `signer` is. */
  readonly signerKey: SignerKeyFacts | null
  /** What else the signer's certificate names; empty where it names nothing else, or nothing that can be read. */
  readonly signerNames: readonly AlternativeName[]
  /** Somewhere between the file's bytes and the signature stands a digest with known collisions, and no better one beside it. */
  readonly weakDigest: boolean
  readonly digestAlgorithm: DigestAlgorithm['name'] | null
  readonly signatureAlgorithm: SignatureAlgorithmId | string | null
  readonly integrity: 'ok' | 'failed'
  readonly fault: Fault | null
  readonly nested: boolean
  /** The earliest of `timestamps`; of a verified signature the one that decided: with it the quorum was full. */
  readonly timestamp: TimestampFacts | null
  /** Of independent authorities, each once, oldest first; of a verified signature those that are trusted. */
  readonly timestamps: readonly TimestampFacts[]
}

export interface VerifiedSignature extends SignatureReport {
  readonly chain: 'trusted' | 'untrusted' | 'not-checked'
  readonly revocation: 'good' | 'revoked' | 'not-checked'
}

/** What a verification trusts and when it takes place: plain data. */
export interface Verifier {
  /** X.509 anchors, DER. */
  readonly anchors: readonly Uint8Array[]
  /** Public keys (SubjectPublicKeyInfo, DER) that are trusted by themselves, for records and key bundles. */
  readonly keys: readonly Uint8Array[]
  /** Anchors of timestamp authorities, DER. */
  readonly timestampAnchors: readonly Uint8Array[]
  /** More of them, each for tokens of its time only. */
  readonly timestampAuthorities?: readonly TimestampAuthority[]
  /** How many independent authorities must have seen a signature by the time that decides about its certificate; 1 by default. */
  readonly timestampQuorum?: number
  /** Certificate revocation lists, DER. */
  readonly crls: readonly Uint8Array[]
  /** "Now": what decides where no timestamp does, and the time of the timestamp's own chain. */
  readonly at: Date
}

/** A timestamp authority as a trusted root names it: trusted for tokens between two times, so that a new one can take its place. */
export interface TimestampAuthority {
  /** DER, the anchor last. Where the first is no authority for certificates, it is the one that stamps, and no other is. */
  readonly chain: readonly Uint8Array[]
  /** null: from the beginning. */
  readonly from: Date | null
  /** null: still. */
  readonly until: Date | null
}

/** One signature found in a file, able to prove itself. What formats return and the flow asks. */
export interface SignatureEvidence {
  /** Integrity, signature value and timestamp token; no trust. Never throws for what the file holds. */
  inspect(): Promise<SignatureReport>
  /**
   * All of that, and the chain, its purpose, revocation and time.
   * The result of a signature that does not hold has `fault` and `integrity` or `chain` saying where.
   */
  verify(verifier: Verifier): Promise<VerifiedSignature>
}

/** A file whose every signature held: the proof that {@link verifyArtifact} returns. */
export interface Verified {
  /** Format id. */
  readonly format: string
  /** Outermost first; at least one. */
  readonly signatures: readonly VerifiedSignature[]
}

/** A verification that failed, with what was found out before it did. */
export class VerificationError extends ChanceryError {
  readonly signatures: readonly VerifiedSignature[]

  constructor(fault: Fault, signatures: readonly VerifiedSignature[], options: ErrorOptions = {}) {
    const table: ErrorTable<string> = { [fault.code]: { family: 'untrusted', howToFix: fault.howToFix } }
    super(table, fault.code, fault.message, options)
    this.name = 'VerificationError'
    this.signatures = signatures
  }
}
