import { resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import type { KeyKind } from '@chancery/core'
import { readBytes, writeFileDurable } from '@chancery/files'
import { openToken, parsePkcs11Uri, type Token } from '@chancery/hsm'
import { createRequest } from './certificate-maker.ts'
import { type CommonOptions, openContext, variable } from './context.ts'
import { EngineError } from './errors.ts'
import { type ResolvedKey, resolveKey } from './key-ring.ts'

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
  const resolved = names.map((name) =>
    resolveKey(context, name, named === undefined ? null : { module: options.module }),
  )
  const configured = Object.keys(context.config.keys).map((name) => resolveKey(context, name, null))
  const entries = new Map<string, KeyEntry>()
  for (const key of resolved) {
    using token = await open(key)
    for (const { label, id, uri, kind, bits, certificate } of await token.keys(context.signal)) {
      const name =
        configured.find((one) => parsePkcs11Uri(one.uri).object === label && names.includes(one.name))?.name ?? null
      entries.set(uri, { token: token.label, label, id, uri, kind, bits, certificate, name })
    }
  }
  return { version: 1, keys: [...entries.values()] }
}

/** Makes a key pair on the token that `key` names; it never leaves it. */
export async function generateKey(options: GenerateOptions): Promise<KeysReport> {
  const { key, signal } = await selected(options)
  using token = await open(key)
  const { label, kind, bits } = options
  const made = await token.generateKey({ label, kind, ...(bits !== undefined && { bits }) }, signal)
  const { id, uri, certificate } = made
  return {
    version: 1,
    keys: [
      { token: token.label, label: made.label, id, uri, kind: made.kind, bits: made.bits, certificate, name: null },
    ],
  }
}

/** A PKCS #10 request for a key of the token, PEM. */
export async function requestCertificate(
  options: RequestOptions,
): Promise<{ readonly version: 1; readonly csr: string; readonly out: string | null }> {
  const { key, cwd } = await selected(options)
  using token = await open(key)
  const csr = encodePem('CERTIFICATE REQUEST', await createRequest(token, { uri: key.uri }, options.subject))
  if (options.out !== null) await writeFileDurable(resolve(cwd, options.out), new TextEncoder().encode(csr))
  return { version: 1, csr, out: options.out }
}

/** Puts a certificate beside its key on the token; one of another key is refused. */
export async function importCertificate(options: KeysOptions & { readonly certificate: string }): Promise<KeysReport> {
  const { key, cwd, signal } = await selected(options)
  using token = await open(key)
  await token.importCertificate({ uri: key.uri }, await readBytes(resolve(cwd, options.certificate)), signal)
  const found = (await token.keys(signal)).find(({ label }) => label === parsePkcs11Uri(key.uri).object)
  const entries = found
    ? [
        {
          token: token.label,
          label: found.label,
          id: found.id,
          uri: found.uri,
          kind: found.kind,
          bits: found.bits,
          certificate: found.certificate,
          name: key.name,
        },
      ]
    : []
  return { version: 1, keys: entries }
}

async function selected(
  options: KeysOptions,
): Promise<{ key: ResolvedKey; cwd: string; signal: AbortSignal | undefined }> {
  const context = await openContext(options)
  const named = options.key ?? variable(context.env, 'CHANCERY_KEY')
  if (named === undefined) throw new EngineError('KEY_NOT_GIVEN', 'no key was named')
  return { key: resolveKey(context, named, { module: options.module }), cwd: context.cwd, signal: context.signal }
}

function open(key: ResolvedKey): Promise<Token> {
  return openToken({
    uri: key.uri,
    ...(key.module !== undefined && { module: key.module }),
    ...(key.softhsm !== undefined && { softhsmConf: key.softhsm }),
    ...(key.pin && { pin: key.pin }),
  })
}
