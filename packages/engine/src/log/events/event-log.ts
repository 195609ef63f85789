import { randomBytes } from 'node:crypto'
import {
  keyFingerprint,
  type RecordIdentity,
  type SignatureLog,
  type SignedStatement,
  type StatementKey,
  type Subject,
  signAndLog,
} from '@chancery/attest'
import { type ErasedEntry, type Event, type EventKind, eventStatement, SALT_LENGTH } from '@chancery/attest/events'
import { ChanceryError, type SignerInfo, type SigningKey } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import type { Context } from '../../context.ts'
import type { KeyRing } from '../../key-ring.ts'
import { VERSION } from '../../version.ts'
import type { LogConfig } from '../log-reader.ts'
import { eventPath, removeEvent } from './event-folder.ts'
import { identityHere } from './identity-here.ts'

/** What is to be recorded; what is absent is not known. */
export interface EventDraft {
  readonly kind: EventKind
  /** What it is about, by its digests; at least one. */
  readonly subjects: readonly Subject[]
  /** 'tool' by default. */
  readonly source?: Event['source']
  readonly assertedBy?: string | null
  readonly code?: string | null
  readonly reason?: string | null
  /** The key that it is about; SubjectPublicKeyInfo, DER. */
  readonly key?: { readonly name: string; readonly publicKey: Uint8Array } | null
  readonly details?: Event['details']
  readonly erased?: ErasedEntry | null
}

/** An event that is in the log, or waits for it. */
export interface RecordedEvent {
  readonly kind: EventKind
  readonly origin: string
  /** null: queued. */
  readonly index: number | null
  /** Path of the bundle that says what the entry is about. */
  readonly bundle: string
}

/** The log as events go there: signed by the attestation key, and kept in the folder of events. */
export class EventLog {
  readonly config: LogConfig
  readonly #key: StatementKey
  readonly #log: SignatureLog
  readonly #identity: RecordIdentity

  /** @param identity who asks */
  constructor(config: LogConfig, key: SigningKey, log: SignatureLog, identity: RecordIdentity) {
    this.config = config
    this.#key = { info: key.info, sign: (message, signal) => key.sign(message, signal), log }
    this.#log = log
    this.#identity = identity
  }

  /**
   * @param identity by default what the environment says
   * @returns null where no log or no attestation key is configured: then nothing is recorded
   * @throws EngineError, HsmError, TlogError; what would keep every event from being logged
   */
  static async open(
    context: Context,
    keys: KeyRing,
    identity: RecordIdentity = identityHere(context),
  ): Promise<EventLog | null> {
    const { log: config, keys: configured } = context.config
    if (config === null || !configured.attestation) return null
    const key = await keys.openStatements('attestation', null)
    return key.log && new EventLog(config, key, key.log, identity)
  }

  /** Of whoever signs events. */
  get info(): SignerInfo {
    return this.#key.info
  }

  /**
   * Durable when it returns: the bundle, and its entry in the log or in the queue. The bundle is there before its entry, so that no entry stands
   * there that nobody can explain.
   * @throws AttestError EVENT_INVALID, TOO_MANY_SUBJECTS; FilesError; what keeps it from being logged
   */
  async record(draft: EventDraft, signal?: AbortSignal): Promise<RecordedEvent> {
    const event = this.#eventOf(draft)
    const statement = eventStatement(event, draft.subjects)
    const path = eventPath(this.config.events, event, statement)
    let logged: SignedStatement['logged']
    try {
      const signed = await signAndLog(statement, this.#key, path, signal, (bytes) => writeFileDurable(path, bytes))
      logged = signed.logged
      if (logged) await writeFileDurable(path, signed.bytes)
    } catch (error) {
      if (!mayBeLogged(error)) await removeEvent(path)
      throw error
    }
    return { kind: event.kind, origin: this.config.origin, index: logged?.index ?? null, bundle: path }
  }

  #eventOf(draft: EventDraft): Event {
    const { kind, key } = draft
    return {
      kind,
      salt: randomBytes(SALT_LENGTH).toString('hex'),
      recordedAt: new Date().toISOString(),
      clock: 'local',
      source: draft.source ?? 'tool',
      identity: this.#identity,
      assertedBy: draft.assertedBy ?? null,
      code: draft.code ?? null,
      reason: draft.reason ?? null,
      key: key ? { name: key.name, fingerprint: keyFingerprint(key.publicKey) } : null,
      details: draft.details ?? {},
      erased: draft.erased ?? null,
      log: { origin: this.#log.origin, onFailure: this.#log.onFailure },
      tool: { name: 'chancery', version: VERSION },
    }
  }
}

/** Who hears no answer from the log does not know what it has. */
function mayBeLogged(error: unknown): boolean {
  return !(error instanceof ChanceryError) || error.family === 'environment' || error.code === 'ABORTED'
}
