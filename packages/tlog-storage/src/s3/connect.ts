import { loadClient } from '../client-package.ts'
import type { ObjectStore } from './object-store.ts'
import type { S3Client, S3Commands } from './s3-client.ts'
import { s3Objects } from './s3-objects.ts'

export interface S3Place {
  readonly bucket: string
  /** `some/prefix`; the whole bucket without. */
  readonly prefix?: string | undefined
  /** By default what the environment or the profile says. */
  readonly region?: string | undefined
  /** URL of a server that is not Amazon's; by default what the environment or the profile says. */
  readonly endpoint?: string | undefined
  /** Whether the bucket stands in the path and not before the host's name. */
  readonly pathStyle?: boolean | undefined
  /** Authorities in PEM that the server's certificate is by; without them those that Node trusts. */
  readonly ca?: readonly string[] | undefined
}

/** Milliseconds. */
const CONNECT = 10_000
const REQUEST = 60_000
/** Of a request, the first included: the SDK waits longer before each. */
const ATTEMPTS = 4
const MAX_SOCKETS = 32

/**
 * The place that a log is kept at, with credentials from where the SDK looks for them: environment, profile, web identity, machine.
 * @throws TlogStorageError LOG_STORE_CLIENT_MISSING
 */
export function openObjects({ bucket, prefix, region, endpoint, pathStyle, ca }: S3Place): ObjectStore {
  const sdk = loadClient<typeof import('@aws-sdk/client-s3')>('@aws-sdk/client-s3', 'a log in an S3 bucket')
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS, proxyEnv: process.env }
  const client = new sdk.S3Client({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(pathStyle !== undefined && { forcePathStyle: pathStyle }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT,
      requestTimeout: REQUEST,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: { ...agent, ...(ca && { ca: [...ca] }) },
    },
  })
  const below = (prefix ?? '').split('/').filter(Boolean).join('/')
  return s3Objects(client as unknown as S3Client, sdk as unknown as S3Commands, {
    bucket,
    prefix: below === '' ? '' : `${below}/`,
  })
}
