import type { KeyBundle } from './bundle.ts'
import { type Envelope, IN_TOTO_PAYLOAD_TYPE, preAuthEncoding } from './dsse.ts'
import { AttestError } from './errors.ts'
import { keyFingerprint, namesKey } from './key-id.ts'
import { holds } from './key-schemes.ts'
import { assertTimestampsHold } from './key-timestamps.ts'
import { parseStatement, type Statement } from './statement.ts'

/** A statement whose signature held and whose subject is the artifact. */
export interface VerifiedStatement {
  /** null where the bundle signs the artifact itself. */
  readonly statement: Statement | null
  /** Fingerprint of the key, or the identity in the certificate. */
  readonly signedBy: string
  /** Of a certificate: whom it names, and who vouched for that. */
  readonly identity?: { readonly subject: string; readonly issuer: string | null }
  /** Where trusted logs have it; of a bundle by a bare key its verifier says so: `loggedStatement`. */
  readonly logged?: readonly LogPlace[]
}

/** A signature's place in a log. */
export interface LogPlace {
  readonly origin: string
  readonly index: number
}

/**
 * Verifies a bundle that a bare key signed.
 * @param keys trusted public keys (SubjectPublicKeyInfo, DER)
 * @param digests of the artifact, lower-case hex, `sha256` at least
 * @throws AttestError: BUNDLE_SUBJECT_MISMATCH, BUNDLE_SIGNATURE_INVALID, BUNDLE_TIMESTAMP_INVALID, and BUNDLE_KEY_UNTRUSTED where all that is missing is a trusted key
 */
export function verifyKeyBundle(
  bundle: KeyBundle,
  keys: readonly Uint8Array[],
  digests: Readonly<Record<string, string>>,
): VerifiedStatement {
  const { envelope } = bundle
  const statement = statementOf(envelope)
  const message = preAuthEncoding(envelope.payloadType, envelope.payload)
  const signer = keys.find((spki) => holds(spki, message, envelope.signature))
  if (!signer) {
    // A key that is named and trusted and still does not fit: not "unknown", but broken.
    if (keys.some((spki) => namesKey(envelope.keyid, spki) || namesKey(bundle.hint, spki))) {
      throw new AttestError('BUNDLE_SIGNATURE_INVALID', 'the record is not what its key signed')
    }
    // Whoever signed it: what is about another file is not about this one.
    assertSubject(statement, digests)
    const who = envelope.keyid || 'a key'
    throw new AttestError('BUNDLE_KEY_UNTRUSTED', `the record is signed by ${who} that is not trusted`)
  }
  assertSubject(statement, digests)
  assertTimestampsHold(bundle.timestamps, envelope.signature)
  return { statement, signedBy: keyFingerprint(signer) }
}

export function statementOf(envelope: Envelope): Statement {
  if (envelope.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new AttestError(
      'BUNDLE_UNSUPPORTED',
      `payload type ${JSON.stringify(envelope.payloadType)} is no in-toto statement`,
    )
  }
  return parseStatement(envelope.payload)
}

/** A subject counts where every digest that both sides know is equal, and there is one. */
export function assertSubject(statement: Statement, digests: Readonly<Record<string, string>>): void {
  const matches = statement.subjects.some(({ digest }) => {
    const shared = Object.keys(digests).filter((algorithm) => digest[algorithm] !== undefined)
    return shared.length > 0 && shared.every((algorithm) => digest[algorithm] === digests[algorithm])
  })
  if (!matches) {
    throw new AttestError('BUNDLE_SUBJECT_MISMATCH', 'the record is about another file than this one', {
      details: { subjects: statement.subjects.map(({ name }) => name).slice(0, 8), sha256: digests.sha256 ?? null },
    })
  }
}
