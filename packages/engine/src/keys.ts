import { basename, resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import { type KeyKind, toHex, utf8 } from '@chancery/core'
import { readBytes, writeFileDurable } from '@chancery/files'
import { type KeyFacts, parsePkcs11Uri, type Token } from '@chancery/hsm'
import { createRequest } from './certificate-maker.ts'
import { type CommonOptions, type Context, openContext, variable } from './context.ts'
import { EngineError } from './errors.ts'
import { KeyRing, type ResolvedKey, resolveKey } from './key-ring.ts'
import { type Acts, openActs } from './log/events/acts.ts'
import type { RecordedEvent } from './log/events/event-log.ts'
import { keySubject, sha256Hex, subjectOf } from './log/events/subjects.ts'

export interface KeysOptions extends CommonOptions {
  /** A key of the configuration or a pkcs11: URI; CHANCERY_KEY by default, and for `list` every token of the configuration. */
  readonly key?: string | undefined
  readonly module?: string | undefined
}

/** A private key of a token; `name` is what the configuration calls it. */
export interface KeyEntry {
  readonly token: string
  readonly label: string
  /** Lower-case hex. */
  readonly id: string
  readonly uri: string
  readonly kind: KeyKind | null
  readonly bits: number | null
  readonly certificate: boolean
  readonly name: string | null
}

export interface KeysReport {
  readonly version: 1
  readonly keys: readonly KeyEntry[]
  /** What the log has of it; absent of what changes nothing, null where nothing was recorded. */
  readonly event?: RecordedEvent | null
  /** Why nothing was recorded, though a log is configured. */
  readonly unrecorded?: string
}

export interface RequestReport {
  readonly version: 1
  /** PEM. */
  readonly csr: string
  readonly out: string | null
  /** What the log has of it; null where nothing was recorded. */
  readonly event: RecordedEvent | null
  readonly unrecorded?: string
}

export interface GenerateOptions extends KeysOptions {
  readonly label: string
  readonly kind: KeyKind
  /** RSA only. */
  readonly bits?: 2048 | 3072 | 4096 | undefined
}

export interface RequestOptions extends KeysOptions {
  /** RFC 4514: `CN=Release,O=Example`. */
  readonly subject: string
  /** Path of the PEM file; null for the text alone. */
  readonly out: string | null
}

/** The private keys of a token, or of every token that the configuration names. */
export async function listKeys(options: KeysOptions): Promise<KeysReport> {
  const context = await openContext(options)
  const named = options.key ?? variable(context.env, 'CHANCERY_KEY')
  const names = named === undefined ? Object.keys(context.config.keys) : [named]
  if (names.length === 0) throw new EngineError('KEY_NOT_GIVEN', 'neither --key nor a configuration says which token')
  const overrides = named === undefined ? null : { module: options.module }
  await using ring = new KeyRing(context)
  const entries = new Map<string, KeyEntry>()
  for (const name of names) {
    const token = await ring.token(resolveKey(context, name, overrides))
    for (const facts of await token.keys(context.signal)) {
      entries.set(facts.uri, entryOf(token, facts, configuredName(context, token, facts)))
    }
  }
  return { version: 1, keys: [...entries.values()] }
}

/** Makes a key pair on the token that `key` names; it never leaves it. @throws EngineError EVENT_NOT_RECORDED where it is made, and the log does not know */
export async function generateKey(options: GenerateOptions): Promise<KeysReport> {
  const { context, key } = await selected(options)
  await using ring = new KeyRing(context)
  const token = await ring.token(key)
  const { label, kind, bits } = options
  const acts = await openActs(context, ring)
  const made = await token.generateKey({ label, kind, ...(bits !== undefined && { bits }) }, context.signal)
  const entry = entryOf(token, made, configuredName(context, token, made))
  const publicKey = made.publicKey ?? (await token.signingKey({ uri: made.uri }, context.signal)).info.publicKey
  const event = await acts.recordDone({
    kind: 'key-generated',
    subjects: [keySubject(label, publicKey)],
    key: { name: label, publicKey },
    details: { token: entry.token, uri: entry.uri, kind, ...(entry.bits !== null && { bits: entry.bits }) },
  })
  return { version: 1, keys: [entry], event, ...whyNot(acts) }
}

/** A PKCS #10 request for a key of the token, PEM: recorded before anybody sees it, for the key has signed it. */
export async function requestCertificate(options: RequestOptions): Promise<RequestReport> {
  const { context, key } = await selected(options)
  await using ring = new KeyRing(context)
  const token = await ring.token(key)
  const acts = await openActs(context, ring)
  const signing = await token.signingKey({ uri: key.uri }, context.signal)
  const der = await createRequest(signing, options.subject)
  const csr = encodePem('CERTIFICATE REQUEST', der)
  const event = await acts.record({
    kind: 'certificate-requested',
    subjects: [subjectOf(basename(options.out ?? 'certificate request'), utf8(csr))],
    key: { name: key.name, publicKey: signing.info.publicKey },
    details: { subject: options.subject },
  })
  if (options.out !== null) await writeFileDurable(resolve(context.cwd, options.out), utf8(csr))
  return { version: 1, csr, out: options.out, event, ...whyNot(acts) }
}

/** Puts a certificate beside its key on the token; one of another key is refused. @throws EngineError EVENT_NOT_RECORDED where it is there, and the log does not know */
export async function importCertificate(options: KeysOptions & { readonly certificate: string }): Promise<KeysReport> {
  const { context, key } = await selected(options)
  await using ring = new KeyRing(context)
  const token = await ring.token(key)
  const file = await readBytes(resolve(context.cwd, options.certificate))
  const acts = await openActs(context, ring)
  await token.importCertificate({ uri: key.uri }, file, context.signal)
  const found = (await token.keys(context.signal)).filter((facts) => isNamed(key.uri, token, facts))
  const { publicKey, certificates } = (await token.signingKey({ uri: key.uri }, context.signal)).info
  const event = await acts.recordDone({
    kind: 'key-certificate',
    subjects: [subjectOf(basename(options.certificate), file), keySubject(key.name, publicKey)],
    key: { name: key.name, publicKey },
    details: { ...(certificates[0] && { certificate: sha256Hex(certificates[0]) }) },
  })
  const keys = found.map((facts) => entryOf(token, facts, configuredName(context, token, facts)))
  return { version: 1, keys, event, ...whyNot(acts) }
}

function whyNot({ unrecorded }: Acts): { readonly unrecorded?: string } {
  return unrecorded === null ? {} : { unrecorded }
}

async function selected(options: KeysOptions): Promise<{ context: Context; key: ResolvedKey }> {
  const context = await openContext(options)
  const named = options.key ?? variable(context.env, 'CHANCERY_KEY')
  if (named === undefined) throw new EngineError('KEY_NOT_GIVEN', 'no key was named')
  return { context, key: resolveKey(context, named, { module: options.module }) }
}

function entryOf(token: Token, { label, id, uri, kind, bits, certificate }: KeyFacts, name: string | null): KeyEntry {
  return { token: token.label, label, id, uri, kind, bits, certificate, name }
}

/** What the configuration calls a key, null where it has none for it. */
function configuredName({ config }: Context, token: Token, facts: KeyFacts): string | null {
  return Object.entries(config.keys).find(([, { uri }]) => isNamed(uri, token, facts))?.[0] ?? null
}

/** Whether a URI that names a key, not only a token, means this one. */
function isNamed(uri: string, token: Token, { label, id }: KeyFacts): boolean {
  const wanted = parsePkcs11Uri(uri)
  if (wanted.object === undefined && wanted.id === undefined) return false
  return (
    (wanted.object ?? label) === label &&
    (wanted.id === undefined || toHex(wanted.id) === id) &&
    (wanted.token ?? token.label) === token.label &&
    (wanted.serial ?? token.serial) === token.serial
  )
}
