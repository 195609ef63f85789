import { createHash } from 'node:crypto'
import { PROVENANCE_TYPE, SIGNING_RECORD_TYPE, signStatement } from '@chancery/attest'
import type { PlainData, SigningKey } from '@chancery/core'
import { SAMPLE_CLAIMS, type SamplePlatform } from '@chancery/testkit'

/** Issuers as the platforms have them, for claims that name none. */
export const ISSUERS: Readonly<Record<SamplePlatform, string>> = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.example.com',
  jenkins: 'https://jenkins.example.com/oidc',
  buildkite: 'https://agent.buildkite.com',
  circleci: 'https://oidc.circleci.com/org/3c1f5d1e-7c55-4ba1-9e1e-0d7d10b5a001',
  azure: 'https://vstoken.dev.azure.com/5f3a6d0e-1111-4222-8333-444455556666',
}

/** The `identity` of a signing record by a job whose token was verified. */
export function provedIdentity(platform: SamplePlatform, changes: Readonly<Record<string, unknown>> = {}): PlainData {
  const claims = { iss: ISSUERS[platform], ...SAMPLE_CLAIMS[platform], ...changes }
  return { verified: true, platform, claims } as unknown as PlainData
}

/** A signed statement about bytes, as the steps leave it beside a file. */
export function statementAbout(
  bytes: Uint8Array,
  key: SigningKey,
  predicate: PlainData,
  predicateType: string = SIGNING_RECORD_TYPE,
): Promise<Uint8Array> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return signStatement({ subjects: [{ name: 'app.exe', digest: { sha256 } }], predicateType, predicate }, key)
}

export function provenanceAbout(bytes: Uint8Array, key: SigningKey, builder: string): Promise<Uint8Array> {
  const predicate = {
    buildDefinition: {
      buildType: 'urn:test',
      externalParameters: {},
      internalParameters: {},
      resolvedDependencies: [],
    },
    runDetails: { builder: { id: builder }, metadata: {} },
  }
  return statementAbout(bytes, key, predicate, PROVENANCE_TYPE)
}

/** The bundle with words of its statement changed, under the old signature. */
export function tampered(bundle: Uint8Array, from: string, to: string): string {
  const json = JSON.parse(Buffer.from(bundle).toString())
  const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString()
  if (!payload.includes(from)) throw new Error(`no ${from} to change`)
  json.dsseEnvelope.payload = Buffer.from(payload.replaceAll(from, to)).toString('base64')
  return JSON.stringify(json)
}
