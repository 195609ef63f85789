import { type ChanceryError, CORE_ERRORS, type CoreErrorCode, VerificationError } from '@chancery/core'
import { failedState } from './judge-signature.ts'

/** A signature that does not count, and why; null where it does. */
interface Refused {
  readonly error: ChanceryError | null
  /** What was found out before it was refused; null where it does not hold. */
  readonly verified: unknown
}

/**
 * Why an image has no signature that counts. Of several reasons the one that helps most: the registry may answer next time; then what held and was not wanted;
 * a stranger's signature last.
 * @param attestations how many there are instead
 */
export function refusal(path: string, signatures: readonly Refused[], attestations: number): ChanceryError {
  const others = signatures.flatMap(({ error, verified }) => (error ? [{ error, held: verified !== null }] : []))
  const first =
    others.find(({ error }) => error.family === 'environment') ??
    others.find(({ held }) => held) ??
    others.find(({ error }) => failedState(error).integrity !== 'not-checked') ??
    others[0]
  if (first) return first.error
  const also = attestations === 0 ? '' : `; of its ${attestations} attestations none is one`
  const { howToFix } = CORE_ERRORS.NOT_SIGNED
  const code = 'NOT_SIGNED' satisfies CoreErrorCode
  return new VerificationError({ code, message: `${path} carries no signature${also}`, howToFix }, [])
}
