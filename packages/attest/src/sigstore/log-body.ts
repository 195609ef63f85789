import { createHash } from 'node:crypto'
import { JsonMembers, parsePem, parseStrictJson } from '@chancery/codec'
import { ChanceryError, equalBytes, fromBase64, fromHex, fromUtf8 } from '@chancery/core'
import { AttestError } from '../errors.ts'

/** What an entry must be about. */
export interface LoggedSignature {
  /** SHA-256 of what was signed. */
  readonly digest: Uint8Array
  readonly signature: Uint8Array
  /** DER. */
  readonly certificate: Uint8Array
  /** Of an envelope; null where a file was signed. */
  readonly payload: Uint8Array | null
}

/** An entry of Rekor v1, of whichever kind, is about this signature by this certificate. @throws AttestError BUNDLE_LOG_UNPROVED */
export function assertBody(body: Uint8Array, kind: string, version: string, signature: LoggedSignature): void {
  const json = bodyOf(body)
  if (json.text('kind') !== kind || json.text('apiVersion') !== version) {
    throw unproved('the log entry is of another kind than the bundle says')
  }
  const name = `${kind} ${version}`
  const check = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (!check) throw unproved(`log entries of kind ${name} are not known here`)
  check(json.object('spec'), signature)
}

const KINDS: Readonly<Record<string, (spec: JsonMembers, signature: LoggedSignature) => void>> = {
  'hashedrekord 0.0.1': assertHashedRekord,
  'dsse 0.0.1': assertDsse,
  'intoto 0.0.2': (spec, signature) => assertIntoto(spec.object('content'), signature),
}

function assertHashedRekord(spec: JsonMembers, { digest, signature, certificate }: LoggedSignature): void {
  const signed = spec.object('signature')
  assertEqual('digest', hexOf(spec.object('data').object('hash')), digest)
  assertEqual('signature', signed.base64('content'), signature)
  assertCertificate(signed.object('publicKey').base64('content'), certificate)
}

function assertDsse(spec: JsonMembers, logged: LoggedSignature): void {
  const one = onlyOne(spec)
  assertPayload(spec, logged)
  assertEqual('signature', one.base64('signature'), logged.signature)
  assertCertificate(one.base64('verifier'), logged.certificate)
}

/** Its envelope has base64 in base64. */
function assertIntoto(content: JsonMembers, logged: LoggedSignature): void {
  const one = onlyOne(content.object('envelope'))
  assertPayload(content, logged)
  assertEqual('signature', fromBase64(fromUtf8(one.base64('sig'))), logged.signature)
  assertCertificate(one.base64('publicKey'), logged.certificate)
}

function assertPayload(json: JsonMembers, { payload }: LoggedSignature): void {
  if (payload === null) throw unproved('the log entry is of a statement, and the bundle signs a file')
  assertEqual('payload', hexOf(json.object('payloadHash')), createHash('sha256').update(payload).digest())
}

function hexOf(hash: JsonMembers): Uint8Array {
  if (hash.text('algorithm') !== 'sha256') throw unproved('the log entry has another hash than SHA-256')
  return hash.decoded('value', fromHex)
}

function onlyOne(json: JsonMembers): JsonMembers {
  const [one, ...others] = json.list('signatures')
  if (others.length > 0) throw unproved('the log entry has several signatures')
  return new JsonMembers(one, unproved, 'the log entry')
}

function assertCertificate(pem: Uint8Array, certificate: Uint8Array): void {
  const [block] = parsePem(fromUtf8(pem))
  assertEqual('certificate', block?.bytes ?? pem, certificate)
}

function assertEqual(what: string, found: Uint8Array, wanted: Uint8Array): void {
  if (!equalBytes(found, wanted)) throw unproved(`the log entry has another ${what} than the bundle`)
}

function bodyOf(bytes: Uint8Array): JsonMembers {
  try {
    return new JsonMembers(parseStrictJson(fromUtf8(bytes)), unproved, 'the log entry')
  } catch (cause) {
    if (cause instanceof AttestError || !(cause instanceof ChanceryError || cause instanceof TypeError)) throw cause
    throw unproved('the log entry is not JSON that all readers agree on', { cause })
  }
}

function unproved(message: string, options?: { readonly cause: unknown }): AttestError {
  return new AttestError('BUNDLE_LOG_UNPROVED', message, options)
}
