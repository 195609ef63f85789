import { createLocalJWKSet } from 'jose/jwks/local'
import { IdentityError } from '../errors.ts'
import { type KeySource, publicKeySet } from './key-source.ts'

/** Keys from a file. @throws IdentityError IDENTITY_CONFIG_INVALID */
export function staticKeys(json: string): KeySource {
  const set = createLocalJWKSet(parse(json))
  return { keyFor: (header) => set(header) }
}

function parse(json: string): ReturnType<typeof publicKeySet> {
  try {
    return publicKeySet(json)
  } catch (cause) {
    // JSON.parse quotes what it read, and what was mistaken for a key set may be a secret.
    const why = cause instanceof SyntaxError ? 'is not JSON' : (cause as TypeError).message
    throw new IdentityError('IDENTITY_CONFIG_INVALID', `jwks: ${why}`)
  }
}
