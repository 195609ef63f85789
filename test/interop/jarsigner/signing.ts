import { type Format, memorySource, type VerificationError, type Verified, verifyArtifact } from '@chancery/core'
import { jar } from '@chancery/formats'
import {
  type Ca,
  type CertifiedKey,
  jarsigner,
  type SkipContext,
  softwareKey,
  tempDir,
  type Verdict,
} from '@chancery/testkit'
import { type SignBytesOptions, signBytes, trusting } from '../../../packages/formats/test/in-memory.ts'

/** What our verifier makes of a JAR: the proof, or the code that it was refused with. */
export async function verdictOf(ca: Ca, bytes: Uint8Array): Promise<Verified | string> {
  try {
    return await verifyArtifact(memorySource(bytes, 'x.jar'), jar as Format, trusting(ca, new Date()))
  } catch (error) {
    return (error as VerificationError).code
  }
}

export async function ourSign(
  bytes: Uint8Array,
  signer: CertifiedKey,
  options: SignBytesOptions & { readonly pss?: boolean; readonly keyName?: string } = {},
): Promise<Uint8Array> {
  const { pss = false, keyName = 'release' } = options
  const { content } = await signBytes(jar as Format, bytes, softwareKey(signer, { pss, name: keyName }), options)
  return content
}

export async function theirSign(
  context: SkipContext,
  bytes: Uint8Array,
  signer: CertifiedKey,
  args: readonly string[] = [],
): Promise<Uint8Array> {
  using dir = tempDir()
  const path = dir.write('x.jar', bytes)
  const { code, text } = await jarsigner(context).sign(path, signer, args)
  if (code !== 0) throw new Error(`jarsigner did not sign: ${text}`)
  return dir.read('x.jar')
}

export async function theirVerdict(context: SkipContext, ca: Ca, bytes: Uint8Array): Promise<Verdict> {
  using dir = tempDir()
  return await jarsigner(context).verify(dir.write('x.jar', bytes), { trust: ca.root.certificate.pem })
}
