import type { RecordIdentity } from '@chancery/attest'
import { assertedIdentity, LOCAL_IDENTITY, platformHere } from '../../asserted-identity.ts'
import type { Context } from '../../context.ts'

/** Who asks, as far as the environment says: any step of a job could have set it, so it is not verified. */
export function identityHere({ env }: Pick<Context, 'env'>): RecordIdentity {
  const platform = platformHere(env)
  return platform === null ? LOCAL_IDENTITY : assertedIdentity(platform, env)
}
