import type { LogReceipt } from '@chancery/attest'
import { parsePem, parsePublicKey, parseStrictJson } from '@chancery/codec'
import { ChanceryError, fromUtf8, isJsonObject, toBase64, utf8 } from '@chancery/core'
import { readText } from '@chancery/files'
import {
  encodeLogEntry,
  type HashedRekord,
  type NoteKey,
  noteKey,
  parseHashedRekord,
  parseLogEntry,
  parseNoteKey,
  verifyLogEntry,
} from '@chancery/tlog'
import { EngineError } from '../errors.ts'
import { type HttpAnswer, type LogHttp, logHttp, logUrl } from './http-client.ts'
import type { RekorLogConfig } from './log-reader.ts'
import type { LogWriter } from './log-writer.ts'

/** Rekor answers when a checkpoint covers the entry, by default every ten seconds. */
const TIMEOUT_MS = 60_000
const MAX_ANSWER = 1_000_000
const JSON_TYPE = 'application/json'

/** A server of Rekor v2 (sigstore/rekor-tiles). What it answers is verified, and nothing else of it believed. */
export class RekorLog implements LogWriter {
  readonly key: NoteKey
  readonly #url: URL
  readonly #http: LogHttp

  private constructor(key: NoteKey, url: URL, http: LogHttp) {
    this.key = key
    this.#url = url
    this.#http = http
  }

  /** @throws EngineError LOG_KEY_INVALID; TlogError; FilesError where key or authority cannot be read */
  static async open({ url, origin, publicKey, ca }: RekorLogConfig): Promise<RekorLog> {
    const authorities = ca === null ? [] : [await readText(ca)]
    const entries = new URL('api/v2/log/entries', logUrl(url, 'log.url'))
    return new RekorLog(await readKey(publicKey, origin), entries, logHttp(authorities))
  }

  /** The first entry tells. */
  async assertReady(): Promise<void> {}

  /** @throws EngineError LOG_UNAVAILABLE, LOG_ENTRY_REFUSED, LOG_ENTRY_EXISTS; TlogError where the answer does not prove the entry */
  async add(entry: Uint8Array, signal?: AbortSignal): Promise<LogReceipt> {
    const record = parseHashedRekord(entry)
    if (!record) throw new TypeError('Rekor takes signatures alone')
    const limits = { maxBytes: MAX_ANSWER, timeoutMs: TIMEOUT_MS, type: JSON_TYPE }
    const answer = await this.#http.post(this.#url, utf8(JSON.stringify(requestOf(record))), limits, signal)
    if (answer.status !== 200 && answer.status !== 201) throw refused(this.#url, answer)
    const logged = parseLogEntry(jsonOf(this.#url, answer))
    verifyLogEntry(logged, record, { origin: this.key.name, keys: [this.key] })
    return { index: logged.proof.index, entry: encodeLogEntry(logged) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#http[Symbol.dispose]()
  }
}

/** A verifier key, or a public key in PEM, of a log of this name. */
async function readKey(path: string, origin: string): Promise<NoteKey> {
  const text = (await readText(path)).trim()
  try {
    const key = text.startsWith('-----') ? keyInPem(text, origin) : parseNoteKey(text)
    if (key.name === origin) return key
    throw new EngineError('LOG_KEY_INVALID', `${path}: the key of ${key.name}, not of ${origin}`)
  } catch (cause) {
    if (cause instanceof EngineError || !(cause instanceof ChanceryError)) throw cause
    throw new EngineError('LOG_KEY_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
}

function keyInPem(text: string, origin: string): NoteKey {
  const [block] = parsePem(text)
  const { spki, kind } = parsePublicKey(block?.bytes ?? new Uint8Array())
  return noteKey(kind === 'ed25519' ? 'ed25519' : 'ecdsa', origin, spki)
}

/** `CreateEntryRequest` of rekor/v2, in JSON. */
function requestOf({ digest, signature, verifier: { kind, keyDetails, rawBytes } }: HashedRekord): object {
  const verifier = { [kind]: { rawBytes: toBase64(rawBytes) }, keyDetails }
  return {
    hashedRekordRequestV002: { digest: toBase64(digest), signature: { content: toBase64(signature), verifier } },
  }
}

function jsonOf(url: URL, { body }: HttpAnswer): unknown {
  try {
    return parseStrictJson(fromUtf8(body))
  } catch (cause) {
    throw new EngineError('LOG_UNAVAILABLE', `${url.origin} answers no JSON`, { cause })
  }
}

function refused(url: URL, answer: HttpAnswer): EngineError {
  const { status } = answer
  const details = { url: url.origin, status }
  if (status === 409) return new EngineError('LOG_ENTRY_EXISTS', `${url.origin} has this very entry`, { details })
  const why = messageIn(answer)
  if (status === 408 || status === 429 || status >= 500) {
    return new EngineError('LOG_UNAVAILABLE', `${url.origin} answers ${status}${why}`, { details })
  }
  return new EngineError('LOG_ENTRY_REFUSED', `${url.origin} refuses the entry: ${status}${why}`, { details })
}

/** What the server says, without what would forge a line. */
function messageIn({ body }: HttpAnswer): string {
  try {
    const json = parseStrictJson(fromUtf8(body))
    const message = isJsonObject(json) && typeof json.message === 'string' ? json.message : ''
    return message && `: ${message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200)}`
  } catch {
    return ''
  }
}
