import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { keyFingerprint, parseBundle, signStatement, verifyKeyBundle } from '@chancery/attest'
import { cosign, softwareKey, tempDir, testKey, tool } from '@chancery/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { describe, expect, it } from 'vitest'

const TYPE = 'https://example.com/predicate/v1'
const ARTIFACT = new TextEncoder().encode('an artifact')
const SHA256 = createHash('sha256').update(ARTIFACT).digest('hex')
/** Kinds that every stock verifier takes; P-384 and P-521 are not interoperable in DSSE today. */
const KINDS = ['p256', 'rsa2048', 'rsa3072', 'ed25519'] as const

async function make(kind: (typeof KINDS)[number]): Promise<{ bytes: Uint8Array; spki: Uint8Array; pem: string }> {
  const key = await testKey(kind)
  const subjects = [{ name: 'artifact', digest: { sha256: SHA256 } }]
  const bytes = await signStatement({ subjects, predicateType: TYPE, predicate: { ok: true } }, softwareKey({ key }))
  const object = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' })
  return { bytes, spki: key.publicKey, pem: object.export({ format: 'pem', type: 'spki' }) as string }
}

describe('cosign verify-blob-attestation', () => {
  it.for(KINDS)('accepts our bundle signed by %s, and refuses it for another file or key', async (kind, context) => {
    using dir = tempDir()
    const { bytes, pem } = await make(kind)
    const artifact = dir.write('artifact', ARTIFACT)
    const bundle = dir.write('artifact.sigstore.json', bytes)
    const check = cosign(context)
    const options = { publicKeyPem: pem, predicateType: TYPE }
    const accepted = await check.verifyAttestation(artifact, bundle, options)
    expect(accepted.accepted, accepted.text).toBe(true)
    const another = (await make(kind === 'p256' ? 'rsa2048' : 'p256')).pem
    expect((await check.verifyAttestation(artifact, bundle, { ...options, publicKeyPem: another })).accepted).toBe(
      false,
    )
    writeFileSync(artifact, 'another artifact')
    expect((await check.verifyAttestation(artifact, bundle, options)).accepted).toBe(false)
  })
})

describe('sigstore-js', () => {
  it.each(KINDS)('accepts our bundle signed by %s, and refuses a changed one', async (kind) => {
    const { bytes, spki } = await make(kind)
    const json = JSON.parse(new TextDecoder().decode(bytes))
    const keys = { [keyFingerprint(spki)]: { rawBytes: Buffer.from(spki), keyDetails: 0 } }
    const trust = toTrustMaterial(TrustedRoot.fromJSON({}), keys)
    const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 })
    verifier.verify(toSignedEntity(bundleFromJSON(json)))
    const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString().replace('true', 'null')
    json.dsseEnvelope.payload = Buffer.from(payload).toString('base64')
    expect(() => verifier.verify(toSignedEntity(bundleFromJSON(json)))).toThrow()
  })
})

describe('what cosign attests', () => {
  it('verifies here, and is refused for another file', async (context) => {
    const program = tool('cosign', context)
    using dir = tempDir()
    const artifact = dir.write('artifact', ARTIFACT)
    const predicate = dir.write('predicate.json', new TextEncoder().encode('{"ok":true}'))
    const env = { COSIGN_PASSWORD: '', HOME: dir.path, SIGSTORE_NO_CACHE: '1' }
    const made = await program.run(['generate-key-pair'], { cwd: dir.path, env })
    expect(made.code, made.text).toBe(0)
    const bundle = dir.at('bundle.json')
    const config = dir.write(
      'signing-config.json',
      new TextEncoder().encode('{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json"}'),
    )
    const args = ['--key', 'cosign.key', '--predicate', predicate, '--type', TYPE, '--bundle', bundle, '--yes']
    const signed = await program.run(['attest-blob', ...args, '--signing-config', config, artifact], {
      cwd: dir.path,
      env,
    })
    expect(signed.code, signed.text).toBe(0)
    const spki = createPublicKey(readFileSync(dir.at('cosign.pub'))).export({ format: 'der', type: 'spki' })
    const parsed = parseBundle(new Uint8Array(readFileSync(bundle)))
    if (parsed.kind !== 'key') throw new Error('not a key bundle')
    const keys = [new Uint8Array(spki)]
    expect(verifyKeyBundle(parsed, keys, { sha256: SHA256 }).statement?.predicateType).toBe(TYPE)
    expect(() => verifyKeyBundle(parsed, keys, { sha256: 'b'.repeat(64) })).toThrow(
      expect.objectContaining({ code: 'BUNDLE_SUBJECT_MISMATCH' }),
    )
  })
})
