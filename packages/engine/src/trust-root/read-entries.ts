import { resolve } from 'node:path'
import { makeAuthority, makeLog, type TrustedEntry } from '@chancery/attest/trust'
import { type Certificate, CodecError, parseCertificate, parsePem, parsePublicKey } from '@chancery/codec'
import { readBytes } from '@chancery/files'
import { EngineError } from '../errors.ts'
import type { NamedFile, TrustEntries, TrustInitOptions } from './options.ts'

const MAX_BYTES = 1024 * 1024

/** @throws EngineError TRUST_INVALID, OPTION_INVALID where nobody is named; AttestError TRUSTED_ROOT_INVALID; FilesError */
export async function readEntries(
  cwd: string,
  given: TrustEntries,
  { from, operator, now }: Pick<TrustInitOptions, 'from' | 'operator'> & { readonly now: Date },
): Promise<readonly TrustedEntry[]> {
  const authority =
    (kind: 'certificate-authority' | 'timestamp-authority') =>
    async ({ url, file }: NamedFile): Promise<TrustedEntry> => {
      const chain = await readChain(resolve(cwd, file))
      return makeAuthority({ kind, chain, url, validFor: { start: from ?? begunOf(chain), end: null }, operator })
    }
  const log =
    (kind: 'tlog' | 'ctlog') =>
    async ({ url, file }: NamedFile): Promise<TrustedEntry> => {
      const publicKey = await readPublicKey(resolve(cwd, file))
      return makeLog({ kind, url, publicKey, validFor: { start: from ?? now, end: null }, operator })
    }
  return await Promise.all([
    ...given.certificateAuthorities.map(authority('certificate-authority')),
    ...given.timestampAuthorities.map(authority('timestamp-authority')),
    ...given.logs.map(log('tlog')),
    ...given.ctLogs.map(log('ctlog')),
  ])
}

/** The whole chain is valid from then on. */
function begunOf(chain: readonly Certificate[]): Date {
  return new Date(Math.max(0, ...chain.map(({ notBefore }) => notBefore.getTime())))
}

async function readChain(path: string): Promise<readonly Certificate[]> {
  const chain = await read(path, (text) =>
    parsePem(text).flatMap(({ label, bytes }) => (label === 'CERTIFICATE' ? [parseCertificate(bytes)] : [])),
  )
  if (chain.length > 0) return chain
  throw new EngineError('TRUST_INVALID', `${path} holds no certificate`, { details: { path } })
}

async function readPublicKey(path: string): Promise<Uint8Array> {
  const keys = await read(path, (text) =>
    parsePem(text).flatMap(({ label, bytes }) => (label === 'PUBLIC KEY' ? [parsePublicKey(bytes).spki] : [])),
  )
  const [key, ...others] = keys
  if (key && others.length === 0) return key
  throw new EngineError('TRUST_INVALID', `${path} holds ${keys.length} public keys, not one`, { details: { path } })
}

async function read<T>(path: string, parse: (text: string) => T): Promise<T> {
  const bytes = await readBytes(path, MAX_BYTES)
  try {
    return parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw new EngineError('TRUST_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
}
