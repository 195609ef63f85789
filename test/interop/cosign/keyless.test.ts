/** Keyless bundles of a private Sigstore, on the same files: cosign, sigstore-js, sigstore-go and us. */
import { verifyFiles } from '@chancery/engine'
import {
  type BundleJson,
  cosign,
  createCa,
  createSigstore,
  KEYLESS_ISSUER,
  KEYLESS_SUBJECT,
  type SignOptions,
  type Sigstore,
  type SkipContext,
  startTsa,
  type Tsa,
  tempDir,
  tool,
} from '@chancery/testkit'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ARTIFACT = new TextEncoder().encode('an artifact')
const TYPE = 'https://example.com/predicate/v1'
const DAY = 86_400_000

let sigstore: Sigstore
let tsa: Tsa
beforeAll(async () => {
  const ca = await createCa()
  tsa = await startTsa({ ca })
  sigstore = await createSigstore({ ca, tsa })
})
afterAll(async () => tsa[Symbol.asyncDispose]())

interface Case {
  readonly json: BundleJson
  readonly root: BundleJson
  readonly subject?: string
  readonly issuer?: string
  readonly artifact?: Uint8Array
}

interface Verdicts {
  readonly cosign: boolean
  readonly 'sigstore-go': boolean
  readonly 'sigstore-js': boolean
  readonly chancery: boolean
}

async function judge(context: SkipContext, one: Case): Promise<Verdicts> {
  using dir = tempDir()
  const { json, root, subject = KEYLESS_SUBJECT, issuer = KEYLESS_ISSUER, artifact = ARTIFACT } = one
  const write = (name: string, data: unknown): string => dir.write(name, JSON.stringify(data))
  const [bundle, trust, file] = [write('bundle.json', json), write('root.json', root), dir.write('artifact', artifact)]
  const isMessage = 'messageSignature' in json
  const stamped = json.verificationMaterial.timestampVerificationData.rfc3161Timestamps.length > 0
  const byCosign = await cosign(context).run([
    ...(isMessage ? ['verify-blob'] : ['verify-blob-attestation', '--type', TYPE]),
    ...['--bundle', bundle, '--trusted-root', trust],
    ...['--certificate-identity', subject, '--certificate-oidc-issuer', issuer],
    ...(root.tlogs.length > 0 ? [] : ['--insecure-ignore-tlog']),
    ...(root.ctlogs.length > 0 ? [] : ['--insecure-ignore-sct']),
    ...(stamped ? ['--use-signed-timestamps'] : []),
    file,
  ])
  const byGo = await tool('sigstore-go-verification', context).run([
    ...['-artifact', file, '-trustedrootJSONpath', trust, '-expectedSAN', subject, '-expectedIssuer', issuer],
    ...['-requireTimestamp', `-requireCTlog=${root.ctlogs.length > 0}`],
    ...[`-requireTlog=${root.tlogs.length > 0}`, bundle],
  ])
  const { report } = await verifyFiles({
    files: [file],
    trust: [trust],
    bundle,
    identity: subject,
    issuer,
    cwd: dir.path,
  })
  return {
    cosign: byCosign.code === 0,
    'sigstore-go': byGo.code === 0,
    'sigstore-js': bySigstoreJs({ json, root, subject, issuer, artifact }),
    chancery: report.files[0]?.verdict === 'verified',
  }
}

function bySigstoreJs({ json, root, subject, issuer, artifact }: Required<Case>): boolean {
  try {
    const bundle = bundleFromJSON(json)
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(root)), {
      tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
      ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
      timestampThreshold: 1,
    })
    const policy = { subjectAlternativeName: `^${subject.replace(/[.\\/]/g, '\\$&')}$`, extensions: { issuer } }
    verifier.verify(toSignedEntity(bundle, Buffer.from(artifact)), policy)
    return true
  } catch {
    return false
  }
}

const ALL = { cosign: true, 'sigstore-go': true, 'sigstore-js': true, chancery: true }
const NONE = { cosign: false, 'sigstore-go': false, 'sigstore-js': false, chancery: false }

type Parts = { readonly log?: boolean; readonly ct?: boolean }
const GOOD: readonly (readonly [string, Omit<SignOptions, 'artifact'>, Parts])[] = [
  ['a statement', {}, {}],
  ['a file', { content: 'message' }, {}],
  ['an address', { subject: 'release@example.com', issuer: 'https://accounts.example.com' }, {}],
  [
    'a certificate with more of what Fulcio says of a job',
    { claims: { 11: 'github-hosted', 12: 'https://github.com/acme/app', 14: 'refs/tags/v1', 20: 'push' } },
    {},
  ],
  ['a statement, promised to a certificate transparency log', { sct: true }, { ct: true }],
  ['a statement in Rekor v1', { log: 'dsse' }, { log: true }],
  ['a statement in Rekor v1, of its old kind', { log: 'intoto' }, { log: true }],
  ['a statement in Rekor v1, without a timestamp', { log: 'dsse', timestamp: false }, { log: true }],
  ['a file in Rekor v1', { content: 'message', log: 'hashedrekord' }, { log: true }],
  ['a statement in Rekor v2', { log: 'second' }, { log: true }],
  ['a file in Rekor v2', { content: 'message', log: 'second' }, { log: true }],
  ['a bundle v0.2', { version: '0.2', log: 'dsse' }, { log: true }],
  ['a bundle v0.1', { version: '0.1', log: 'dsse' }, { log: true }],
]

describe('all take', () => {
  it.for(GOOD)('%s, and none for somebody else', async ([, options, parts], context) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, ...options })
    const root = sigstore.trustedRoot(parts)
    const { subject = KEYLESS_SUBJECT, issuer = KEYLESS_ISSUER } = options
    const who = { subject: subject as string, issuer: issuer as string }
    expect(await judge(context, { json, root, ...who })).toEqual(ALL)
    expect(await judge(context, { json, root, ...who, subject: `${who.subject}x` })).toEqual(NONE)
    expect(await judge(context, { json, root, ...who, issuer: 'https://ci.example.com' })).toEqual(NONE)
  })
})

describe('none takes', () => {
  const end = (list: BundleJson[]): void => {
    for (const one of list) (one.publicKey ?? one).validFor.end = new Date(Date.now() - DAY).toISOString()
  }

  it('what an authority signed after its time in the trusted root', async (context) => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    for (const list of ['certificateAuthorities', 'timestampAuthorities']) {
      const root = sigstore.trustedRoot()
      end(root[list])
      expect(await judge(context, { json, root }), list).toEqual(NONE)
    }
  })

  it('what a log promised after its time', async (context) => {
    const root = sigstore.trustedRoot({ log: true })
    end(root.tlogs)
    const json = await sigstore.sign({ artifact: ARTIFACT, log: 'dsse', timestamp: false })
    expect(await judge(context, { json, root })).toEqual(NONE)
  })

  it('what was signed after the certificate', async (context) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, notBefore: new Date(Date.now() - DAY) })
    expect(await judge(context, { json, root: sigstore.trustedRoot() })).toEqual(NONE)
  })

  it('a certificate of another authority', async (context) => {
    const other = await createSigstore({ ca: await createCa({ name: 'Other' }), tsa })
    const json = await other.sign({ artifact: ARTIFACT })
    expect(await judge(context, { json, root: sigstore.trustedRoot() })).toEqual(NONE)
  })

  it('a promise to a certificate transparency log of another certificate, or none', async (context) => {
    const root = sigstore.trustedRoot({ ct: true })
    const other = await sigstore.sign({ artifact: ARTIFACT, sct: true, sctFault: 'other-certificate' })
    expect(await judge(context, { json: other, root })).toEqual(NONE)
    expect(await judge(context, { json: await sigstore.sign({ artifact: ARTIFACT }), root })).toEqual(NONE)
  })

  it('the log entry of another signature, or none', async (context) => {
    const root = sigstore.trustedRoot({ log: true })
    for (const log of ['dsse', 'second'] as const) {
      const [json, other] = await Promise.all([1, 2].map(() => sigstore.sign({ artifact: ARTIFACT, log })))
      json.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries
      expect(await judge(context, { json, root }), log).toEqual(NONE)
      json.verificationMaterial.tlogEntries = []
      expect(await judge(context, { json, root })).toEqual(NONE)
    }
  })

  it('a bundle v0.3 with a chain', async (context) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, version: '0.2' })
    json.mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
    expect(await judge(context, { json, root: sigstore.trustedRoot() })).toEqual(NONE)
  })

  it('a file for another', async (context) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, content: 'message' })
    expect(await judge(context, { json, root: sigstore.trustedRoot(), artifact: ARTIFACT.subarray(1) })).toEqual(NONE)
  })
})

describe('we are stricter than some', () => {
  it('about the purpose of a certificate', async (context) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, fault: 'wrong-eku' })
    expect(await judge(context, { json, root: sigstore.trustedRoot() })).toMatchObject({
      cosign: false,
      'sigstore-js': true,
      chancery: false,
    })
  })

  it('about members that nobody knows', async (context) => {
    const json = { ...(await sigstore.sign({ artifact: ARTIFACT })), expires: 'never' }
    expect(await judge(context, { json, root: sigstore.trustedRoot() })).toMatchObject({
      cosign: false,
      'sigstore-js': true,
      chancery: false,
    })
  })
})
