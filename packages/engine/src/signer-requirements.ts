import { VerificationError, type VerifiedSignature } from '@chancery/core'
import { isNamed, parseExpectedName, spelledName } from './alternative-name.ts'
import { ENGINE_ERRORS, type EngineErrorCode } from './errors.ts'
import type { Requirement } from './requirements.ts'

/** Whom every signature of a file must be by. Each list: one of them; absent: anybody who is trusted. */
export interface ExpectedSigner {
  readonly signerSubjects?: readonly string[] | undefined
  readonly signerIssuers?: readonly string[] | undefined
  readonly signerKeys?: readonly string[] | undefined
  /** Alternative names of the certificate: `dns:`, `uri:`, `email:` and the name, or the name alone. */
  readonly signerSans?: readonly string[] | undefined
}

/** How strong every signature must be. */
export interface AlgorithmFloor {
  readonly require?: readonly Requirement[] | undefined
  readonly minRsaBits?: number | undefined
}

/** What certificate authorities and operating systems have asked for since 2014. */
const STRONG_RSA_BITS = 2048
const DAY = 86_400_000

/**
 * Every signature counts: a nested or added one by somebody else must not pass in the company of the expected one.
 * @throws VerificationError SIGNER_UNEXPECTED, with the name or key that was found
 */
export function assertSigner(expected: ExpectedSigner, signatures: readonly VerifiedSignature[]): void {
  const demands = [
    ['--signer-subject', expected.signerSubjects, ({ signer }: VerifiedSignature) => signer?.subject],
    ['--signer-issuer', expected.signerIssuers, ({ signer }: VerifiedSignature) => signer?.issuer],
    ['--signer-key', expected.signerKeys, ({ signerKey }: VerifiedSignature) => signerKey?.sha256],
  ] as const
  for (const [flag, wanted, found] of demands) {
    if (wanted === undefined) continue
    const others = signatures.map((signature) => found(signature) ?? 'nobody').filter((who) => !wanted.includes(who))
    refuseOthers(flag, signatures, others)
  }
  if (expected.signerSans === undefined) return
  const names = expected.signerSans.map(parseExpectedName)
  const others = signatures.filter(
    ({ signerNames }) => !signerNames.some((name) => names.some((one) => isNamed(name, one))),
  )
  refuseOthers('--signer-san', signatures, others.map(alternativeNames))
}

function refuseOthers(flag: string, signatures: readonly VerifiedSignature[], others: readonly string[]): void {
  if (signatures.length === 0) throw refused('SIGNER_UNEXPECTED', `${flag}: no signature says whom the file is by`)
  if (others.length > 0) throw refused('SIGNER_UNEXPECTED', `${flag}: it is by ${others.join(' and ')}`)
}

/** As many as a message holds; the JSON has all of them. */
const MOST_SHOWN = 8

function alternativeNames({ signer, signerNames }: VerifiedSignature): string {
  const shown = signerNames.slice(0, MOST_SHOWN).map(spelledName).join(', ')
  const more = signerNames.length > MOST_SHOWN ? ` and ${signerNames.length - MOST_SHOWN} more` : ''
  return signerNames.length === 0
    ? `${signer?.subject ?? 'nobody'}, whose certificate has no alternative name`
    : `${shown}${more}`
}

/** @throws VerificationError ALGORITHM_WEAK */
export function assertStrong({ require, minRsaBits }: AlgorithmFloor, signatures: readonly VerifiedSignature[]): void {
  const strong = require?.includes('strong') ?? false
  const fewest = Math.max(minRsaBits ?? 0, strong ? STRONG_RSA_BITS : 0)
  if (fewest > 0 && signatures.length === 0) throw refused('ALGORITHM_WEAK', 'no signature whose algorithms count')
  for (const { signerKey, weakDigest } of signatures) {
    const { family, bits } = signerKey ?? { family: null, bits: null }
    if (strong && weakDigest) {
      throw refused('ALGORITHM_WEAK', '--require strong: the signature rests on MD5 or SHA-1')
    }
    if (strong && (family === null || family === 'dsa')) {
      throw refused('ALGORITHM_WEAK', `--require strong: a ${family ?? 'unknown'} key`)
    }
    if (family === 'rsa' && (bits ?? 0) < fewest) {
      throw refused('ALGORITHM_WEAK', `an RSA key of ${bits ?? 'unknown'} bits, ${fewest} at least`)
    }
  }
}

/**
 * By timestamps alone: what a signature says of its own time is whatever its maker wrote.
 * @throws VerificationError SIGNATURE_TOO_OLD, REQUIREMENT_NOT_MET where a signature has no timestamp
 */
export function assertAge(days: number | undefined, signatures: readonly VerifiedSignature[], now: Date): void {
  if (days === undefined) return
  const times = signatures.map(({ timestamp }) => timestamp?.time)
  if (times.length === 0 || times.includes(undefined)) {
    throw refused('REQUIREMENT_NOT_MET', '--max-age: a signature has no timestamp')
  }
  const old = times.find((time) => now.getTime() - Date.parse(time as string) > days * DAY)
  if (old !== undefined) throw refused('SIGNATURE_TOO_OLD', `--max-age ${days}: it was signed ${old}`)
}

function refused(code: EngineErrorCode, message: string): VerificationError {
  return new VerificationError({ code, message, howToFix: ENGINE_ERRORS[code].howToFix }, [])
}
