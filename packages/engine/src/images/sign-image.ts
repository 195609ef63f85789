import { PROVENANCE_TYPE, SIGNING_RECORD_TYPE, signingRecord } from '@chancery/attest'
import { certificateFacts, parseCertificate, parsePublicKey } from '@chancery/codec'
import { assertAllowed, type Decision, type PlainData, type SignRequest, type TimestampFacts } from '@chancery/core'
import { type ImageDescription, imageToBeSigned, signImage, wishName } from '@chancery/oci'
import type { Manifest } from '@chancery/registry'
import type { SignedFile } from '../report.ts'
import { VERSION } from '../version.ts'
import { type AttachedStatement, attachStatement } from './attach-statement.ts'
import type { ImageRun, SignatureForm } from './image-run.ts'
import { descriptorOf, type OpenedImage } from './image-store.ts'
import { assertImageUnsigned, type KeptImage, keptSignature, ownClassicLayers } from './kept-signature.ts'
import { pushSignature } from './push-signature.ts'
import { assertPushed } from './self-check.ts'

/**
 * Makes one signature of one manifest: describe, decide, sign, timestamp, push, read again and verify, record.
 * @param target the image, or what its index names
 * @throws ChanceryError; what was pushed until then stays, and is a signature that holds
 */
export async function signImageAs(
  run: ImageRun,
  opened: OpenedImage,
  target: Manifest,
  wanted: SignatureForm,
): Promise<SignedFile> {
  const { context, options } = run
  const { signal } = context
  const { repository } = opened
  const key = wanted.kind.startsWith('notary') ? run.notaryKey : run.key
  const description = describeImage(run, opened, target, wanted)
  const { wish } = imageToBeSigned(description, key.info)
  const signatureAlgorithm = wishName(wish, parsePublicKey(key.info.publicKey))
  const request: SignRequest = {
    version: 1,
    format: `oci-${wanted.kind}`,
    key: key.info.name,
    artifact: { name: opened.name, size: target.size, digest: { sha256: hexOf(target) } },
    description: description as unknown as PlainData,
  }
  const decision = await run.decide(request, { kind: 'local' }, signal)
  assertAllowed(decision)
  const entry = (facts: KeptImage): SignedFile => ({
    path: opened.path,
    out: opened.referenceTo(target.digest),
    signature: facts.signature && opened.referenceTo(facts.signature),
    format: request.format,
    digest: { before: request.artifact.digest, after: facts.signature === null ? null : request.artifact.digest },
    key: request.key,
    certificate: certificateOf(run, wanted),
    signatureAlgorithm,
    timestamp: facts.timestamps[0] ?? null,
    timestamps: facts.timestamps,
    bundle: facts.record && opened.referenceTo(facts.record),
    provenance: facts.provenance && opened.referenceTo(facts.provenance),
    log: facts.log,
  })
  if (options.ifSigned === 'error') await assertImageUnsigned(run, opened, target)
  if (options.ifSigned === 'keep') {
    const kept = await keptSignature(run, opened, target, wanted, description)
    if (kept) return { ...entry(kept), action: 'kept' }
  }
  const action = options.ifSigned === 'keep' ? ({ action: 'signed' } as const) : {}
  if (options.dryRun) {
    return { ...entry({ signature: null, timestamps: [], record: null, provenance: null, log: null }), ...action }
  }
  const replaces = wanted.kind === 'cosign' && (options.ifSigned ?? 'replace') === 'replace'
  const replaced = replaces ? await ownClassicLayers(run, opened, target, wanted) : () => false
  const made = await signImage(description, key, run.timestamper, signal, run.log)
  const signature = await pushSignature(repository, made, replaced, signal)
  const timestamps = await assertPushed(run, opened, target, signature, made, description)
  const records = await record(run, opened, target, request, decision, signatureAlgorithm, timestamps)
  const failures = made.timestampFailures.length > 0 ? { timestampFailures: made.timestampFailures } : {}
  return { ...entry({ signature, timestamps, ...records }), ...failures, ...action }
}

/** What the key signs. */
function describeImage(
  { options }: ImageRun,
  { name }: Pick<OpenedImage, 'name'>,
  target: Manifest,
  { kind, form }: SignatureForm,
  at: Date = new Date(),
): ImageDescription {
  const image = descriptorOf(target)
  const annotations = options.annotations ?? {}
  const now = at.toISOString().replace(/\.\d+Z$/, 'Z')
  switch (kind) {
    case 'bundle':
      return { kind, image, form, createdAt: now, annotations, attestation: null }
    case 'cosign':
      return { kind, image, form, dockerReference: name, annotations }
    case 'notary-jws':
    case 'notary-cose':
      return { kind, image, signingTime: now, expiry: null, annotations, signingAgent: `chancery/${VERSION}` }
  }
}

/** What the attestation key says of a signature, attached to the image like everything else that is said of it. */
async function record(
  run: ImageRun,
  opened: OpenedImage,
  target: Manifest,
  request: SignRequest,
  decision: Decision,
  algorithm: string,
  timestamps: readonly TimestampFacts[],
): Promise<Pick<KeptImage, 'record' | 'provenance' | 'log'>> {
  const { attestationKey, provenance, context, identity, key, log } = run
  if (!attestationKey) return { record: null, provenance: null, log: null }
  const digest = request.artifact.digest
  const { predicate } = signingRecord(
    {
      request,
      decision,
      signer: key.info,
      digest: { before: digest, after: digest },
      sideFile: null,
      signature: { signatureAlgorithm: algorithm },
      timestamp: timestamps[0] ?? null,
      timestamps,
    },
    { tool: { name: 'chancery', version: VERSION }, identity, at: new Date(), log },
  )
  const attach = (predicateType: string, said: PlainData): Promise<AttachedStatement> =>
    attachStatement(attestationKey, opened, target, { predicateType, predicate: said }, { log, signal: context.signal })
  const [recorded, proved] = await Promise.all([
    attach(SIGNING_RECORD_TYPE, predicate),
    provenance === null ? null : attach(PROVENANCE_TYPE, provenance),
  ])
  return {
    record: recorded.places[0] ?? null,
    provenance: proved?.places[0] ?? null,
    log: log && { origin: log.origin, index: recorded.logged?.index ?? null },
  }
}

/** The certificate that a signature carries; null where a key vouches for itself. */
function certificateOf({ key: { info } }: ImageRun, { form }: SignatureForm): SignedFile['certificate'] {
  const [leaf] = info.certificates
  return form === 'certificate' && leaf ? certificateFacts(parseCertificate(leaf)) : null
}

function hexOf({ digest }: Manifest): string {
  return digest.slice('sha256:'.length)
}
