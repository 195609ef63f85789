import { constants, createPrivateKey, sign } from 'node:crypto'
import type { SignerInfo, Timestamper } from '@chancery/core'
import {
  appendClassicLayer,
  type ImageDescription,
  type ImageDescriptor,
  type ImageKey,
  type ImageSignatureKind,
  signImage,
} from '@chancery/oci'
import type { Repository } from '@chancery/registry'
import { cosign, pem, type SkipContext, type TestKey, type ToolResult, tempDir, testKey, tool } from '@chancery/testkit'

/** A key in memory, in the place of one on a token. */
export function keyOf(key: TestKey, certificates: readonly Uint8Array[] = []): ImageKey {
  const info: SignerInfo = {
    name: 'release',
    key: key.kind.startsWith('rsa') ? 'rsa' : (key.kind as SignerInfo['key']),
    algorithm: 'rsa-pkcs1-sha256',
    publicKey: key.publicKey,
    certificates,
  }
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey), format: 'der', type: 'pkcs8' })
  return {
    info,
    async sign({ scheme, digest, saltLength }, message) {
      const padding = scheme === 'rsa-pss' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } : {}
      return Uint8Array.from(sign(digest, message, { key: privateKey, dsaEncoding: 'der', ...padding } as const))
    },
  }
}

export async function bareKey(name: string): Promise<ImageKey> {
  return keyOf(await testKey('p256', name))
}

export interface HowSigned {
  /** By default the key alone, where the kind lets it. */
  readonly form?: 'key' | 'certificate'
  readonly at?: Date
  readonly timestamper?: Timestamper
}

/** Signs and puts it where such signatures are kept. */
export async function signIn(
  repository: Repository,
  image: ImageDescriptor,
  key: ImageKey,
  kind: ImageSignatureKind = 'bundle',
  dockerReference = `${repository.registry}/${repository.name}`,
  { form = 'key', at: time = new Date(), timestamper }: HowSigned = {},
): Promise<void> {
  const at = time.toISOString().replace(/\.\d+Z$/, 'Z')
  const shared = { image, annotations: {} }
  const description: ImageDescription =
    kind === 'bundle'
      ? { kind, ...shared, form, createdAt: at, attestation: null }
      : kind === 'cosign'
        ? { kind, ...shared, form, dockerReference }
        : { kind, ...shared, signingTime: at, expiry: null, signingAgent: 'chancery/test' }
  const made = await signImage(description, key, timestamper ?? null)
  if (made.kind === 'referrer') {
    for (const { bytes } of made.blobs) await repository.putBlob(bytes)
    await repository.addReferrer(made.manifest.bytes)
    return
  }
  const { manifest, config } = appendClassicLayer(null, made.layer)
  for (const { bytes } of [made.layer.blob, config]) await repository.putBlob(bytes)
  await repository.updateTag(made.tag, (current) => (current ? null : manifest))
}

/** Of an image that `cosign save` or we put into a layout. */
export async function cosignVerifiesLayout(
  context: SkipContext,
  path: string,
  key: ImageKey,
  flags: readonly string[] = [],
): Promise<ToolResult> {
  using dir = tempDir()
  const pub = dir.write('key.pem', pem('PUBLIC KEY', key.info.publicKey))
  const args = ['verify', '--local-image', '--key', pub, '--insecure-ignore-tlog', ...flags, path]
  return await cosign(context).run(args)
}

/** With a configuration folder of its own: `files` below it. */
export async function notation(
  context: SkipContext,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<ToolResult> {
  using home = tempDir()
  for (const [name, text] of Object.entries(files)) home.write(`notation/${name}`, text)
  const env = { XDG_CONFIG_HOME: home.path, HOME: home.path, NOTATION_EXPERIMENTAL: '1' }
  return await tool('notation', context).run(args, { env })
}
