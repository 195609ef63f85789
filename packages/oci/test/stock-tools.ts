import { cosign, pem, type SkipContext, tempDir, tool } from '@chancery/testkit'

/** A third-party tool's word on an image. */
export interface Word {
  readonly accepted: boolean
  readonly text: string
}

/** `cosign verify`, by the key alone: no log, no network. */
export async function cosignVerify(
  context: SkipContext,
  reference: string,
  publicKey: Uint8Array,
  flags: readonly string[] = [],
  command = 'verify',
): Promise<Word> {
  using dir = tempDir()
  const key = dir.write('key.pem', pem('PUBLIC KEY', publicKey))
  return await cosignVerifyWith(context, reference, ['--key', key, '--insecure-ignore-tlog', ...flags], command)
}

export async function cosignVerifyWith(
  context: SkipContext,
  reference: string,
  flags: readonly string[],
  command = 'verify',
): Promise<Word> {
  const { code, text } = await cosign(context).run([command, '--allow-insecure-registry', ...flags, reference])
  return { accepted: code === 0, text }
}

export interface NotationTrust {
  readonly anchor: string
  /** null: timestamps are not asked for. */
  readonly timestampAnchor: string | null
}

/** `notation` with a home of its own: a strict policy but for revocation, which the test authority does not publish. */
export async function notation(
  context: SkipContext,
  { anchor, timestampAnchor }: NotationTrust,
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Word> {
  using dir = tempDir()
  const program = tool('notation', context)
  dir.write('notation/truststore/x509/ca/test/root.pem', anchor)
  if (timestampAnchor !== null) dir.write('notation/truststore/x509/tsa/test/root.pem', timestampAnchor)
  const policy = {
    name: 'test',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict', override: { revocation: 'skip' } },
    trustStores: ['ca:test', ...(timestampAnchor === null ? [] : ['tsa:test'])],
    trustedIdentities: ['*'],
  }
  dir.write('notation/trustpolicy.json', JSON.stringify({ version: '1.0', trustPolicies: [policy] }))
  for (const [name, text] of Object.entries(files)) dir.write(name, text.replaceAll('HOME', dir.path))
  const env = { XDG_CONFIG_HOME: dir.path, HOME: dir.path }
  const { code, text } = await program.run(args, { env })
  return { accepted: code === 0, text }
}
