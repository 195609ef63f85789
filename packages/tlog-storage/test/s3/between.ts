import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { S3Server } from '@chancery/testkit'
import { vi } from 'vitest'
import type { ObjectStore, S3Command, S3Commands, S3Output, S3Client as S3Sender } from '../../src/s3/index.ts'
import { s3Objects } from '../../src/s3/index.ts'

const COMMANDS: S3Commands = {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
}

/** Lets the SDK find a server's credentials, and nobody else's. */
export function useCredentials(env: Readonly<Record<string, string | undefined>>): void {
  const others = { AWS_SESSION_TOKEN: undefined, AWS_PROFILE: undefined, AWS_ENDPOINT_URL_S3: undefined }
  for (const [name, value] of Object.entries({ ...others, ...env })) vi.stubEnv(name, value)
}

type Send = (command: S3Command) => Promise<S3Output>

/** A real server behind something that comes between: it may change what is asked, do without, or lose what is answered. */
export function behind(
  server: S3Server,
  bucket: string,
  between: (command: S3Command, send: Send) => Promise<S3Output>,
): ObjectStore {
  const { url: endpoint, accessKeyId, secretAccessKey, region } = server
  const client = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  return sending((command) => between(command, (one) => client.send(one as never) as Promise<S3Output>), bucket)
}

/** Nothing but what the test answers. */
export function sending(send: Send, bucket = 'bucket'): ObjectStore {
  const client: S3Sender = { send, destroy() {} }
  return s3Objects(client, COMMANDS, { bucket, prefix: '' })
}

/** An error as the SDK throws it. */
export function sdkError(name: string, status: number | null, more: object = {}): Error {
  const error = new Error(`${name}, says the server`)
  const $metadata = status === null ? {} : { httpStatusCode: status, requestId: 'REQUEST1' }
  return Object.assign(error, { name, Code: name, $fault: 'client', $metadata }, more)
}
