/** What is asked of the SDK's client: an `S3Client` is one. */
export interface S3Client {
  send(command: S3Command, options?: { readonly abortSignal?: AbortSignal }): Promise<S3Output>
  destroy(): void
}

/** `new PutObjectCommand({ ... })` and its like. */
export interface S3Command {
  readonly input: Readonly<Record<string, unknown>>
}

/** Members of the outputs that are read. */
export interface S3Output {
  readonly ETag?: string
  readonly Body?: unknown
  readonly ContentLength?: number
  readonly Metadata?: Readonly<Record<string, string>>
  readonly Contents?: readonly { readonly Key?: string; readonly LastModified?: Date }[]
}

/** The commands of the SDK: `@aws-sdk/client-s3` has them. */
export interface S3Commands {
  readonly GetObjectCommand: CommandOf
  readonly PutObjectCommand: CommandOf
  readonly DeleteObjectsCommand: CommandOf
  readonly DeleteObjectCommand: CommandOf
  readonly ListObjectsV2Command: CommandOf
}

type CommandOf = new (input: never) => object
