import { resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import { type KeyKind, toHex } from '@chancery/core'
import { readBytes, writeFileDurable } from '@chancery/files'
import { type KeyFacts, parsePkcs11Uri, type Token } from '@chancery/hsm'
import { createRequest } from './certificate-maker.ts'
import { type CommonOptions, type Context, openContext, variable } from './context.ts'
import { EngineError } from './errors.ts'
import { KeyRing, type ResolvedKey, resolveKey } from './key-ring.ts'

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

/** Makes a key pair on the token that `key` names; it never leaves it. */
export async function generateKey(options: GenerateOptions): Promise<KeysReport> {
  const { context, key } = await selected(options)
  await using ring = new KeyRing(context)
  const token = await ring.token(key)
  const { label, kind, bits } = options
  const made = await token.generateKey({ label, kind, ...(bits !== undefined && { bits }) }, context.signal)
  return { version: 1, keys: [entryOf(token, made, configuredName(context, token, made))] }
}

/** A PKCS #10 request for a key of the token, PEM. */
export async function requestCertificate(
  options: RequestOptions,
): Promise<{ readonly version: 1; readonly csr: string; readonly out: string | null }> {
  const { context, key } = await selected(options)
  await using ring = new KeyRing(context)
  const token = await ring.token(key)
  const der = await createRequest(await token.signingKey({ uri: key.uri }, context.signal), options.subject)
  const csr = encodePem('CERTIFICATE REQUEST', der)
  if (options.out !== null) await writeFileDurable(resolve(context.cwd, options.out), new TextEncoder().encode(csr))
  return { version: 1, csr, out: options.out }
}

/** Puts a certificate beside its key on the token; one of another key is refused. */
export async function importCertificate(options: KeysOptions & { readonly certificate: string }): Promise<KeysReport> {
  const { context, key } = await selected(options)
  await using ring = new KeyRing(context)
  const token = await ring.token(key)
  const file = await readBytes(resolve(context.cwd, options.certificate))
  await token.importCertificate({ uri: key.uri }, file, context.signal)
  const found = (await token.keys(context.signal)).filter((facts) => isNamed(key.uri, token, facts))
  return { version: 1, keys: found.map((facts) => entryOf(token, facts, configuredName(context, token, facts))) }
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
