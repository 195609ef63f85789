import type { DigestName } from './algorithms.ts'
import { CoreError } from './errors.ts'
import type { SignatureEvidence } from './evidence.ts'
import type { PlainData, Signature, SignerInfo } from './signer.ts'
import type { ByteSource, Part } from './source.ts'
import type { TimestampRoom } from './timestamper.ts'

/** How to sign; every format reads the members that it knows. Declared once for the command line, actions, Jenkins and requests. */
export interface FormatOptions {
  readonly digest: DigestName
  /** Keep the signatures that are there and add ours (nested, or beside them). */
  readonly append: boolean
  /** What the signed program is called (Authenticode SpcSpOpusInfo.programName). */
  readonly description: string | null
  /** Where to read about it (Authenticode SpcSpOpusInfo.moreInfo). */
  readonly url: string | null
  /** The key's logical name: a JAR's signature file is called after it. */
  readonly signerName: string
}

/** What embedding yields: the signed file as parts of the original and new bytes, a file beside it, or both. */
export interface Embedding {
  /** null: the file itself stays as it is (detached formats). Ranges refer to the source. */
  readonly content: readonly Part[] | null
  /** `suffix` is appended to the file's name: `.p7s`. */
  readonly sideFile: { readonly suffix: string; readonly bytes: Uint8Array } | null
}

/**
 * One kind of artifact. `describe` and `embed` read the source; everything that the key signs is rebuilt purely from the description.
 * `Description` is plain data (see {@link PlainData}): hex and base64 strings, safe integers, no bytes.
 */
export interface Format<Description extends PlainData = PlainData> {
  /** As in `--format`: 'authenticode-pe'. */
  readonly id: string
  /** For people: 'Windows executable (Authenticode)'. */
  readonly title: string
  /** File name endings that go with it, lower case, the usual one first: '.ps1'. They speak only where the content allows it. */
  readonly suffixes: readonly string[]
  /** A side file's suffix, or null where the signature lies in the file. */
  readonly sideFileSuffix: string | null
  /** `one`: its verifiers refuse a signature with two timestamp tokens. `several` by default. */
  readonly timestampRoom?: TimestampRoom
  /**
   * Pure and total. `yes`: the content says so; `maybe`: the content allows it and the name says so; `no` otherwise.
   * @param head the first {@link HEAD_LENGTH} bytes, or fewer where the file is shorter
   * @param name the file's name; never decides against content
   */
  detect(head: Uint8Array, name: string): 'yes' | 'maybe' | 'no'
  /**
   * Asked after a `maybe` where the head cannot decide: a ZIP's directory lies at its end. Without it a `maybe` stands.
   * A damaged file that is called like one of this format is recognised, so that `describe` and `readSignatures` say what is wrong with it.
   */
  recognise?(source: ByteSource): Promise<boolean>
  /**
   * One pass over the artifact, in constant memory. Reads nothing but the source, and the side file where a detached format appends.
   * @param sideFile the detached signature that is there already; null or absent where there is none
   * @throws a FormatError where the file is malformed
   */
  describe(source: ByteSource, options: FormatOptions, sideFile?: ByteSource | null): Promise<Description>
  /** Pure: the messages that the key signs, rebuilt by whoever holds the key. At least one. */
  toBeSigned(description: Description, signer: SignerInfo): readonly Uint8Array[]
  /**
   * Where the signatures go. Reads the source where it must, and does not hash it again.
   * @param signatures as many as `toBeSigned` gave messages, timestamped where that was asked for
   */
  embed(source: ByteSource, description: Description, signatures: readonly Signature[]): Promise<Embedding>
  /**
   * New timestamps on the signatures that are there, which needs no key of theirs.
   * @param change asked for every signature, outermost first, with its value and its TimeStampTokens; gives those that it shall have, the old ones
   *   (the same or renewed) in their order before new ones, or null to leave it
   * @returns null where nothing changes
   * @throws a FormatError where the file is malformed
   */
  retimestamp?(
    source: ByteSource,
    sideFile: ByteSource | null,
    change: (signature: Uint8Array, tokens: readonly Uint8Array[]) => Promise<readonly Uint8Array[] | null>,
  ): Promise<Embedding | null>
  /**
   * Every signature in the file (or in `sideFile`), outermost first, with its integrity recomputed. Empty where it is unsigned.
   * Decides nothing about trust; a broken signature is evidence with a fault, not an exception.
   * @throws a FormatError where the file is malformed
   */
  readSignatures(source: ByteSource, sideFile: ByteSource | null): Promise<readonly SignatureEvidence[]>
}

/** How many bytes {@link Format.detect} sees. */
export const HEAD_LENGTH = 4096

export interface FormatRegistry {
  readonly all: readonly Format[]
  /** @throws CoreError FORMAT_UNKNOWN */
  get(id: string): Format
}

/** The formats that there are, as an explicit list; the first `yes` wins, then the first `maybe`. */
export function formatRegistry(formats: readonly Format[]): FormatRegistry {
  return {
    all: formats,
    get(id) {
      const format = formats.find((candidate) => candidate.id === id)
      if (!format)
        throw new CoreError('FORMAT_UNKNOWN', `there is no format ${JSON.stringify(id)}`, { details: { format: id } })
      return format
    },
  }
}

/** The format of a source by its content, then by its name; null where none claims it. */
export async function detectFormat(source: ByteSource, formats: FormatRegistry): Promise<Format | null> {
  const head = await source.read(0, Math.min(HEAD_LENGTH, source.size))
  const verdicts = formats.all.map((format) => format.detect(head, source.name))
  const sure = formats.all[verdicts.indexOf('yes')]
  if (sure) return sure
  for (const [index, format] of formats.all.entries()) {
    if (verdicts[index] === 'maybe' && (!format.recognise || (await format.recognise(source)))) return format
  }
  return null
}
