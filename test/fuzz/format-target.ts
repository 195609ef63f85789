import {
  applyParts,
  ChanceryError,
  detectFormat,
  type Format,
  type FormatOptions,
  formatRegistry,
  HEAD_LENGTH,
  memorySource,
  type PlainData,
  type SignerInfo,
} from '@chancery/core'
import { allFormats } from '@chancery/formats'
import { trust } from './corpus.ts'
import type { Material } from './mutate.ts'
import type { Target } from './target.ts'

const formats = formatRegistry(allFormats)
const verifier = trust()
/** What stands in a place for a timestamp token: nobody looks inside while it is put there. */
const TOKEN = Uint8Array.of(0x30, 0)
const SIGNER: SignerInfo = {
  name: 'release',
  key: 'p256',
  algorithm: 'ecdsa-p256-sha256',
  publicKey: new Uint8Array(91),
  certificates: verifier.anchors,
}

/** What a format reads: the file itself, or, where `content` is given, the side file of that content. */
export function formatTarget(format: Format, name: string, material: () => Material, content?: Uint8Array): Target {
  return {
    id: format.id,
    material,
    async run(input) {
      const bytes = content ?? input
      const sideFile = content === undefined ? null : memorySource(input, `${name}.p7s`)
      const source = memorySource(bytes, name)
      format.detect(bytes.subarray(0, HEAD_LENGTH), name)
      await settled(() => detectFormat(source, formats))
      await settled(async () => {
        const stamped = await format.retimestamp?.(source, sideFile, async (_, tokens) => [...tokens, TOKEN])
        if (stamped?.content) applyParts(bytes, stamped.content)
      })
      for (const append of [false, true]) await settled(() => sign(format, bytes, name, append, input))
      return settled(async () => {
        const evidence = await format.readSignatures(source, sideFile)
        // What is found is reported: from here on nothing in the file may throw.
        const words: string[] = []
        for (const one of evidence) {
          const [report, verified] = await defused(() => Promise.all([one.inspect(), one.verify(verifier)]))
          const good = verified.fault === null
          if (good !== (verified.integrity === 'ok' && verified.chain === 'trusted'))
            throw new Error('a verdict contradicts itself')
          if (report.integrity !== verified.integrity) throw new Error('inspect and verify differ')
          words.push(verified.fault?.code ?? 'verified')
        }
        return words[0] ?? 'unsigned'
      })
    },
  }
}

/** Everything that signing does with a file, but for the key. */
async function sign(
  format: Format,
  bytes: Uint8Array,
  name: string,
  append: boolean,
  input: Uint8Array,
): Promise<string> {
  const options: FormatOptions = { digest: 'sha256', append, description: 'x', url: 'https://x', signerName: 'release' }
  const source = memorySource(bytes, name)
  const sideFile = format.sideFileSuffix === null ? null : memorySource(input, name + format.sideFileSuffix)
  const description = await format.describe(source, options, sideFile)
  const sent = JSON.parse(JSON.stringify(description)) as PlainData
  const messages = format.toBeSigned(sent, SIGNER)
  const value = new Uint8Array(72)
  const signatures = messages.map(() => ({
    algorithm: SIGNER.algorithm,
    value,
    signer: SIGNER,
    timestampTokens: [],
  }))
  const { content } = await format.embed(source, sent, signatures)
  if (content) applyParts(bytes, content)
  return 'described'
}

/** @throws whatever is no ChanceryError */
export async function settled(work: () => unknown): Promise<string> {
  try {
    const result = await work()
    return typeof result === 'string' ? result : 'read'
  } catch (error) {
    if (error instanceof ChanceryError) return error.code
    throw error
  }
}

async function defused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new Error('evidence threw what it should have reported', { cause })
  }
}
