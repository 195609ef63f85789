import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  allowLocal,
  applyParts,
  type Embedding,
  type Format,
  type FormatOptions,
  formatRegistry,
  keySigner,
  literal,
  memorySource,
  type Output,
  type RecordFile,
  range,
  type SignatureReport,
  type Signer,
  type SignInput,
  type SigningKey,
  signArtifact,
  toHex,
  utf8,
  verifyArtifact,
} from '../src/index.ts'

/** The least format there can be: the signature is appended to the text. What is proved here is the flow around it. */
const CERTIFICATE = utf8('certificate')
const FORMAT: Format<{ sha256: string }> = {
  id: 'toy',
  title: 'Toy',
  suffixes: ['.toy'],
  sideFileSuffix: null,
  detect: () => 'yes',
  async describe(source) {
    const [value] = await source.digest([{ algorithm: 'sha256', parts: [range(0, source.size)] }])
    return { sha256: toHex(value as Uint8Array) }
  },
  toBeSigned: ({ sha256 }) => [utf8(sha256)],
  async embed(source, _description, signatures): Promise<Embedding> {
    return {
      content: [range(0, source.size), literal(utf8(`|${toHex(signatures[0]?.value as Uint8Array)}`))],
      sideFile: null,
    }
  },
  async readSignatures(source) {
    const text = Buffer.from(await source.read(0, source.size)).toString()
    const at = text.lastIndexOf('|')
    if (at < 0) return []
    const digest = createHash('sha256').update(text.slice(0, at)).digest('hex')
    return [evidence(text.slice(at + 1) === toHex(sign(utf8(digest))))]
  },
}

function sign(message: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update('key').update(message).digest())
}

function evidence(holds: boolean): Awaited<ReturnType<Format['readSignatures']>>[number] {
  const report: SignatureReport = {
    signer: {
      subject: 'CN=Toy',
      issuer: 'CN=Toy',
      serial: '01',
      sha256: createHash('sha256').update(CERTIFICATE).digest('hex'),
      notAfter: '2030-01-01T00:00:00Z',
    },
    signerKey: null,
    signerNames: [],
    weakDigest: false,
    digestAlgorithm: 'sha256',
    signatureAlgorithm: 'ed25519',
    integrity: holds ? 'ok' : 'failed',
    fault: holds ? null : { code: 'DIGEST_MISMATCH', message: 'differs', howToFix: 'sign again' },
    nested: false,
    timestamp: null,
    timestamps: [],
  }
  return {
    inspect: async () => report,
    verify: async () => ({ ...report, chain: holds ? 'trusted' : 'not-checked', revocation: 'not-checked' }),
  }
}

const KEY: SigningKey = {
  info: { name: 'toy', key: 'ed25519', algorithm: 'ed25519', publicKey: new Uint8Array(), certificates: [CERTIFICATE] },
  sign: async (message) => sign(message),
}
const OPTIONS: FormatOptions = { digest: 'sha256', append: false, description: null, url: null, signerName: 'toy' }
const ORIGINAL = utf8('hello')

/** An output in memory that remembers what was done with it. */
function memoryOutput(
  spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Output & { done: string[]; bytes: Uint8Array } {
  const state = {
    done: [] as string[],
    bytes: ORIGINAL,
    async write(embedding: Embedding) {
      const bytes = spoil(applyParts(ORIGINAL, embedding.content ?? []))
      return {
        source: memorySource(bytes),
        sideFile: null,
        async commit(records: readonly RecordFile[]) {
          state.done.push(['commit', ...records.map(({ suffix }) => suffix)].join(' '))
          state.bytes = bytes
        },
        async discard() {
          state.done.push('discard')
        },
      }
    },
  }
  return state
}

function input(more: Partial<SignInput> = {}): SignInput & { output: ReturnType<typeof memoryOutput> } {
  return {
    source: memorySource(ORIGINAL, 'hello.toy'),
    format: FORMAT,
    options: OPTIONS,
    signer: keySigner(KEY, formatRegistry([FORMAT])),
    decide: allowLocal,
    timestamper: null,
    attest: null,
    ...more,
    output: (more.output ?? memoryOutput()) as ReturnType<typeof memoryOutput>,
  }
}

const TRUST = { anchors: [], keys: [], timestampAnchors: [], crls: [], at: new Date(0) }

describe('signArtifact', () => {
  it('goes through its stages in order and leaves a file that verifies', async () => {
    const stages: string[] = []
    const run = input({
      onStage: (stage) => stages.push(stage),
      attest: async () => [{ suffix: '.record', bytes: utf8('record') }],
    })
    const facts = await signArtifact(run)
    expect(stages).toEqual(['describe', 'decide', 'sign', 'embed', 'write', 'check', 'attest', 'commit'])
    expect(run.output.done).toEqual(['commit .record'])
    expect(facts.digest.before.sha256).toBe(createHash('sha256').update('hello').digest('hex'))
    expect(facts.digest.after.sha256).toBe(createHash('sha256').update(run.output.bytes).digest('hex'))
    expect((await verifyArtifact(memorySource(run.output.bytes), FORMAT, TRUST)).signatures).toHaveLength(1)
  })

  it('asks the decision first, and no key where it says no', async () => {
    let asked = false
    const signer: Signer = {
      describe: async () => KEY.info,
      sign: async () => {
        asked = true
        return []
      },
    }
    const run = input({ signer, decide: async () => ({ kind: 'deny', by: 'rule 1', reason: 'frozen' }) })
    await expect(signArtifact(run)).rejects.toMatchObject({ code: 'DENIED', exitCode: 4 })
    expect(asked).toBe(false)
    expect(run.output.done).toEqual([])
  })

  it('puts into the request what the policy needs, as plain data', async () => {
    const requests: unknown[] = []
    await signArtifact(
      input({
        decide: async (request) => {
          requests.push(request)
          return { kind: 'allow', by: 'test' }
        },
      }),
    )
    expect(requests).toHaveLength(1)
    expect(structuredClone(requests[0])).toEqual(requests[0])
    expect(JSON.parse(JSON.stringify(requests[0]))).toEqual(requests[0])
    expect(requests[0]).toMatchObject({
      version: 1,
      format: 'toy',
      key: 'toy',
      artifact: { name: 'hello.toy', size: 5 },
    })
  })

  it('discards what does not verify when it is read back', async () => {
    const run = input({ output: memoryOutput((bytes) => bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte))) })
    await expect(signArtifact(run)).rejects.toMatchObject({
      code: 'SELF_CHECK_FAILED',
      details: { code: 'DIGEST_MISMATCH' },
    })
    expect(run.output.done).toEqual(['discard'])
    expect(run.output.bytes).toBe(ORIGINAL)
  })

  it('discards what carries no signature, or not ours', async () => {
    const unsigned = input({ output: memoryOutput(() => ORIGINAL) })
    await expect(signArtifact(unsigned)).rejects.toMatchObject({ code: 'SELF_CHECK_FAILED' })
    const info = { ...KEY.info, certificates: [utf8('another')] }
    const other = input({ signer: keySigner({ ...KEY, info }, formatRegistry([FORMAT])) })
    await expect(signArtifact(other)).rejects.toMatchObject({ code: 'SELF_CHECK_FAILED' })
    expect([...unsigned.output.done, ...other.output.done]).toEqual(['discard', 'discard'])
  })

  it('writes nothing where the timestamp fails', async () => {
    const run = input({ timestamper: { stamp: () => Promise.reject(new Error('no authority')) } })
    await expect(signArtifact(run)).rejects.toThrow('no authority')
    expect(run.output.done).toEqual([])
  })

  it('refuses a file whose timestamp got lost on the way', async () => {
    const run = input({ timestamper: { stamp: async () => ({ tokens: [utf8('token')], failures: [] }) } })
    await expect(signArtifact(run)).rejects.toMatchObject({ code: 'SELF_CHECK_FAILED' })
    expect(run.output.done).toEqual(['discard'])
  })

  it('discards where the record cannot be made', async () => {
    const run = input({ attest: () => Promise.reject(new Error('attestation key gone')) })
    await expect(signArtifact(run)).rejects.toThrow('attestation key gone')
    expect(run.output.done).toEqual(['discard'])
  })

  it('stops between stages when it is told to', async () => {
    const abort = new AbortController()
    const run = input({
      signal: abort.signal,
      onStage: (stage) => stage === 'check' && abort.abort(),
      attest: async () => [{ suffix: '.record', bytes: utf8('x') }],
    })
    await expect(signArtifact(run)).rejects.toMatchObject({ code: 'ABORTED' })
    expect(run.output.done).toEqual(['discard'])
  })
})

describe('verifyArtifact', () => {
  it('calls an unsigned file by its code', async () => {
    await expect(verifyArtifact(memorySource(ORIGINAL, 'hello.toy'), FORMAT, TRUST)).rejects.toMatchObject({
      code: 'NOT_SIGNED',
      exitCode: 1,
      signatures: [],
    })
  })

  it('wants every signature to hold, and reports them all', async () => {
    const two: Format = { ...FORMAT, readSignatures: async () => [evidence(true), evidence(false)] } as Format
    await expect(verifyArtifact(memorySource(ORIGINAL), two, TRUST)).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
      signatures: [{ integrity: 'ok' }, { integrity: 'failed' }],
    })
  })
})
