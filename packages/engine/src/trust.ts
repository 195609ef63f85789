import { resolve } from 'node:path'
import type { TrustedLog, TrustedRoot } from '@chancery/attest'
import { CodecError, parseCertificate, parseCrl, parsePem, parsePublicKey, parseStrictJson } from '@chancery/codec'
import { ChanceryError, isJsonObject, type TimestampAuthority, type Verifier } from '@chancery/core'
import { readBytes } from '@chancery/files'
import type { LogPolicy } from '@chancery/tlog'
import { type Context, listVariable } from './context.ts'
import { EngineError } from './errors.ts'

export interface TrustOptions {
  /** Paths; without them CHANCERY_TRUST, then the configuration. */
  readonly trust?: readonly string[] | undefined
  /** Anchors of timestamp authorities; without them CHANCERY_TIMESTAMP_TRUST, then the configuration, then `trust`. */
  readonly timestampTrust?: readonly string[] | undefined
  /** How many independent, trusted authorities must have timestamped every signature; the last of them decides when it was made. */
  readonly timestampQuorum?: number | undefined
  readonly crls?: readonly string[] | undefined
  /** What counts as now. */
  readonly at?: Date | undefined
  /** Path of a policy (c2sp.org/tlog-policy) that says whose checkpoints count, and who must have cosigned them; without it the configuration's. */
  readonly logPolicy?: string | undefined
}

/** What is trusted: a {@link Verifier}, and the trusted roots for bundles with certificates. */
export interface Trust {
  readonly verifier: Verifier
  readonly trustedRoots: readonly TrustedRoot[]
  /** Transparency logs: of trusted roots, and by their verifier keys. */
  readonly logs: readonly TrustedLog[]
  /** Whose checkpoints count, where that is not for their keys alone to say. */
  readonly logPolicy?: LogPolicy | null
}

interface TrustFile {
  readonly certificates: readonly Uint8Array[]
  readonly keys: readonly Uint8Array[]
  readonly trustedRoots: readonly TrustedRoot[]
  readonly logs: readonly TrustedLog[]
}

const MAX_BYTES = 16 * 1024 * 1024

/** @throws EngineError TRUST_NOT_GIVEN, TRUST_INVALID */
export async function readTrust(context: Context, options: TrustOptions): Promise<Trust> {
  const flagged = options.trust?.length ? options.trust : listVariable(context.env, 'CHANCERY_TRUST')
  const paths = flagged?.map((path) => resolve(context.cwd, path)) ?? context.config.trust
  if (paths.length === 0) throw new EngineError('TRUST_NOT_GIVEN', 'nothing says whom to trust')
  const files = await Promise.all(paths.map(readTrustFile))
  const anchors = files.flatMap((file) => file.certificates)
  const timestampPaths = timestampTrustOf(context, options)
  const timestampFiles = timestampPaths.length > 0 ? await Promise.all(timestampPaths.map(readTrustFile)) : files
  const timestampAnchors = timestampFiles.flatMap((file) => file.certificates)
  const timestampAuthorities = namedAuthorities(timestampFiles)
  if (timestampPaths.length > 0 && timestampAnchors.length + timestampAuthorities.length === 0) {
    throw new EngineError('TRUST_INVALID', `${timestampPaths.join(', ')}: hold no timestamp authority`)
  }
  const policy = await readPolicy(context, options)
  const crls = await Promise.all((options.crls ?? []).map((path) => readCrls(resolve(context.cwd, path))))
  return {
    verifier: {
      anchors,
      keys: files.flatMap((file) => file.keys),
      timestampAnchors,
      timestampAuthorities,
      timestampQuorum: options.timestampQuorum ?? 1,
      crls: crls.flat(),
      at: options.at ?? new Date(),
    },
    trustedRoots: files.flatMap((file) => file.trustedRoots),
    logs: [...files.flatMap((file) => file.logs), ...policy.logs],
    logPolicy: policy.logPolicy,
  }
}

/** @throws TlogError LOG_POLICY_INVALID; FilesError */
async function readPolicy(
  { cwd, config }: Context,
  options: TrustOptions,
): Promise<{ readonly logPolicy: LogPolicy | null; readonly logs: readonly TrustedLog[] }> {
  const path = options.logPolicy === undefined ? config.log?.policy : resolve(cwd, options.logPolicy)
  if (path == null) return { logPolicy: null, logs: [] }
  const [{ readLogPolicy }, { encodeNoteKey }] = await Promise.all([
    import('./log/log-keys.ts'),
    import('@chancery/tlog'),
  ])
  const logPolicy = await readLogPolicy(path)
  return { logPolicy, logs: await readVerifierKeys(logPolicy.logs.map(({ key }) => encodeNoteKey(key)).join('\n')) }
}

function timestampTrustOf({ env, cwd, config }: Context, { timestampTrust }: TrustOptions): readonly string[] {
  const given = timestampTrust?.length ? timestampTrust : listVariable(env, 'CHANCERY_TIMESTAMP_TRUST')
  return given?.map((path) => resolve(cwd, path)) ?? config.timestampTrust
}

/** Those of trusted roots, each with the time that it is trusted for. */
function namedAuthorities(files: readonly TrustFile[]): readonly TimestampAuthority[] {
  const roots = files.flatMap(({ trustedRoots }) => trustedRoots)
  return roots.flatMap((root) =>
    root.timestampAuthorities.map(({ chain, validFor: { start, end } }) => ({
      chain: chain.map(({ der }) => der),
      from: start,
      until: end,
    })),
  )
}

const NOTHING: TrustFile = { certificates: [], keys: [], trustedRoots: [], logs: [] }

/** One or more lines of c2sp.org/signed-note: NAME+ID+KEY. */
const VERIFIER_KEYS = /^(?:[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\s*)+$/

async function readVerifierKeys(text: string): Promise<readonly TrustedLog[]> {
  const { logOfKey } = await import('@chancery/attest/trust')
  return text.trim().split(/\s+/).map(logOfKey)
}

async function readTrustFile(path: string): Promise<TrustFile> {
  const bytes = await readBytes(path, MAX_BYTES)
  try {
    if (bytes[0] === 0x30) return { ...NOTHING, certificates: [parseCertificate(bytes).der] }
    const text = new TextDecoder().decode(bytes)
    if (text.trimStart().startsWith('{')) {
      const trustedRoots = await Promise.all(documentsOf(text).map((document) => readTrustedRoot(document, path)))
      return { ...NOTHING, trustedRoots, logs: trustedRoots.flatMap(({ tlogs }) => tlogs) }
    }
    if (VERIFIER_KEYS.test(text)) return { ...NOTHING, logs: await readVerifierKeys(text) }
    const blocks = parsePem(text)
    const certificates = blocks
      .filter(({ label }) => label.endsWith('CERTIFICATE'))
      .map(({ bytes: der }) => parseCertificate(der).der)
    const keys = blocks.filter(({ label }) => label === 'PUBLIC KEY').map(({ bytes: der }) => parsePublicKey(der).spki)
    if (certificates.length + keys.length > 0) return { ...NOTHING, certificates, keys }
  } catch (cause) {
    if (!(cause instanceof ChanceryError) || cause instanceof EngineError) throw cause
    throw new EngineError('TRUST_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
  throw new EngineError('TRUST_INVALID', `${path} holds no certificate, no public key and no log's key`, {
    details: { path },
  })
}

/** JSON, or JSON Lines as `gh attestation trusted-root` prints them: one trusted root a line. */
function documentsOf(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'))
    ? lines
    : [text]
}

/** Checked whole where it is read: what a bundle never comes to would otherwise be wrong for years. @throws EngineError TRUST_INVALID */
async function readTrustedRoot(text: string, path: string): Promise<TrustedRoot> {
  const json = parseStrictJson(text)
  if (!isJsonObject(json) || !/^application\/vnd\.dev\.sigstore\.trustedroot[.+]/.test(String(json.mediaType))) {
    throw new EngineError('TRUST_INVALID', `${path} is JSON, and no Sigstore trusted root`, { details: { path } })
  }
  const trust = await import('@chancery/attest/trust')
  return trust.readTrustedRoot(json)
}

/** Lists that cannot be read are refused here: verification takes what it cannot use for a list that says nothing. */
async function readCrls(path: string): Promise<readonly Uint8Array[]> {
  const bytes = await readBytes(path, MAX_BYTES)
  let crls: readonly Uint8Array[]
  try {
    crls = bytes[0] === 0x30 ? [bytes] : pemCrls(bytes)
    for (const crl of crls) parseCrl(crl)
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw new EngineError('TRUST_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
  if (crls.length > 0) return crls
  throw new EngineError('TRUST_INVALID', `${path} holds no certificate revocation list`, { details: { path } })
}

function pemCrls(bytes: Uint8Array): readonly Uint8Array[] {
  return parsePem(new TextDecoder().decode(bytes)).flatMap(({ label, bytes: der }) =>
    label === 'X509 CRL' ? [der] : [],
  )
}
