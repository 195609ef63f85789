import { ChanceryError } from '@chancery/core'
import { inspectFiles, type VerifiedFile, verifyFiles } from '@chancery/engine'
import { tempDir, type Vector, vectors } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'

/** Families of whole files; what needs a library to look at (x509, wycheproof, bare CMS and timestamps) is tested beside its code. */
const EMBEDDED = vectors('pe', 'efi', 'script', 'jar', 'fuzz')
const BUNDLES = vectors('sigstore', 'dsse', 'sigstore-conformance')

/** An anchor that signed none of them: what a verifier trusts when it has to trust something. */
const STRANGER = vectors('timestamp')[0] as Vector

async function verify(vector: Vector, trust: string): Promise<VerifiedFile> {
  const bundle = vector.mode === 'bundle' ? { bundle: vector.path } : {}
  const { identity } = vector
  const { report } = await verifyFiles({
    files: [vector.artifact === undefined ? vector.path : vector.locate(vector.artifact)],
    trust: [trust],
    ...bundle,
    ...(identity && { identity: identity.subject, issuer: identity.issuer }),
    ...(vector.at !== undefined && { at: new Date(vector.at) }),
    cwd: '/',
  })
  return report.files[0] as VerifiedFile
}

/** A trusted root that is wrong is refused before any file is read. */
function refusedTrust(error: unknown): Pick<VerifiedFile, 'verdict' | 'message'> {
  if (!(error instanceof ChanceryError) || error.code !== 'TRUST_INVALID') throw error
  return { verdict: 'failed', message: error.message }
}

function trustOf(vector: Vector): string {
  return vector.trust === undefined ? STRANGER.locate(STRANGER.trust as string) : vector.locate(vector.trust)
}

describe('files signed by the platforms tools', () => {
  it.each(EMBEDDED.map((vector) => [vector.id, vector] as const))('%s has its known verdict', async (_, vector) => {
    const result = await verify(vector, trustOf(vector))
    const { report } = await inspectFiles({ files: [vector.path], cwd: '/' })
    const signatures = report.files[0]?.signatures ?? []
    switch (vector.expect) {
      case 'valid-signature':
        expect(signatures.length, result.message).toBeGreaterThan(0)
        expect(signatures.map(({ integrity }) => integrity)).not.toContain('failed')
        if (vector.verifyExpect === 'verified') expect(result).toMatchObject({ verdict: 'verified' })
        if (vector.verifyExpect === 'failed') expect(result).toMatchObject({ verdict: 'failed' })
        break
      case 'unsigned':
        expect(result).toMatchObject({ verdict: 'failed', code: 'NOT_SIGNED' })
        break
      case 'invalid':
        expect(result.verdict).toBe('failed')
        expect(signatures.some(({ integrity }) => integrity === 'failed') || report.files[0]?.code).toBeTruthy()
        break
      case 'malformed':
        expect(result.verdict).toBe('failed')
        break
    }
  })

  it.each(
    EMBEDDED.filter((vector) => vector.verifyExpect === 'verified').map((vector) => [vector.id, vector] as const),
  )('%s is refused under an anchor that did not sign it', async (_, vector) => {
    expect(await verify(vector, STRANGER.locate(STRANGER.trust as string))).toMatchObject({ verdict: 'failed' })
  })
})

describe('Sigstore bundles', () => {
  it.each(BUNDLES.map((vector) => [vector.id, vector] as const))('%s has its known verdict', async (_, vector) => {
    const result = await verify(vector, trustOf(vector)).catch(refusedTrust)
    expect(result, result.message).toMatchObject({
      verdict: vector.expect === 'valid-signature' ? 'verified' : 'failed',
    })
  })

  const good = BUNDLES.filter(({ expect: verdict }) => verdict === 'valid-signature')

  it.each(good.map((vector) => [vector.id, vector] as const))('%s is refused for somebody else', async (_, vector) => {
    const stranger = {
      ...vector,
      identity: { subject: 'https://github.com/acme/app', issuer: vector.identity?.issuer ?? '' },
    }
    expect(await verify(stranger, trustOf(vector))).toMatchObject({
      verdict: 'failed',
      code: 'BUNDLE_IDENTITY_MISMATCH',
    })
  })

  it.each(good.map((vector) => [vector.id, vector] as const))('%s is refused for another file', async (_, vector) => {
    using dir = tempDir()
    const other = dir.write('other.txt', new TextEncoder().encode('another file'))
    const { report } = await verifyFiles({ files: [other], trust: [trustOf(vector)], bundle: vector.path, cwd: '/' })
    expect(report.files[0]).toMatchObject({ verdict: 'failed' })
  })

  it.each(good.map((vector) => [vector.id, vector] as const))(
    '%s is not trusted without a trusted root',
    async (_, vector) => {
      const anchors = STRANGER.locate(STRANGER.trust as string)
      expect(await verify(vector, anchors)).toMatchObject({ verdict: 'failed', code: 'BUNDLE_KEY_UNTRUSTED' })
    },
  )
})
