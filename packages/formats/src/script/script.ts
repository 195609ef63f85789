import { OID, replaceTimestamps } from '@chancery/codec'
import { type Format, literal, type Part, range } from '@chancery/core'
import {
  assertDescribed,
  brokenSignature,
  buildDetached,
  type DetachedDescription,
  describeDetached,
  detachedEvidence,
  detachedToBeSigned,
} from '../detached-cms.ts'
import { FormatError } from '../errors.ts'
import { encodeBlock, readLayout, showsBlock } from './block.ts'
import {
  extensionInterpreter,
  hasHashComments,
  isPowerShellName,
  isText,
  SCRIPT_SUFFIXES,
  shebangInterpreter,
} from './comment-syntax.ts'
import { assertRunsAsBefore } from './runs-as-before.ts'

export type ScriptDescription = DetachedDescription & {
  /** Bytes of the script without a block that is there. */
  readonly bodySize: number
  /** Whether it gets a final line feed, which is signed with it. */
  readonly addsLineFeed: boolean
}

/** Scripts with `#` comments; docs/formats/script.md has the layout. */
export const script: Format<ScriptDescription> = {
  id: 'script',
  title: 'script with # comments (CMS in trailing comments)',
  suffixes: SCRIPT_SUFFIXES,
  sideFileSuffix: null,

  detect(head, name) {
    if (isPowerShellName(name) || !isText(head)) return 'no'
    const interpreter = shebangInterpreter(head)
    if (interpreter !== null) return hasHashComments(interpreter) ? 'yes' : 'no'
    if (showsBlock(head)) return 'yes'
    return extensionInterpreter(name) === null ? 'no' : 'maybe'
  },

  async describe(source, options) {
    const { bodySize, cms, hasNul } = await readLayout(source)
    if (bodySize === 0) throw new FormatError('EMPTY_FILE', `${source.name}: is empty`)
    if (hasNul) {
      throw new FormatError('SCRIPT_BINARY', `${source.name}: has binary data, which lines behind it would damage`)
    }
    await assertRunsAsBefore(source, bodySize)
    const [lastByte] = await source.read(bodySize - 1, 1)
    const addsLineFeed = lastByte !== 0x0a
    const content = { source, parts: body(bodySize, addsLineFeed) }
    const detached = await describeDetached(content, options.digest, options.append ? cms : null)
    return { ...detached, bodySize, addsLineFeed }
  },

  toBeSigned: (description, signer) => [detachedToBeSigned(description, signer)],

  async embed(source, description, signatures) {
    assertDescribed(source, description)
    const block = encodeBlock(buildDetached(description, signatures))
    return { content: [...body(description.bodySize, description.addsLineFeed), literal(block)], sideFile: null }
  },

  async retimestamp(source, _, change) {
    const { bodySize, cms } = await readLayout(source)
    const stamped = cms && (await replaceTimestamps(cms, OID.timestampToken, change))
    return stamped && { content: [...body(bodySize, false), literal(encodeBlock(stamped))], sideFile: null }
  },

  async readSignatures(source) {
    try {
      const { bodySize, cms } = await readLayout(source)
      return cms ? detachedEvidence(cms, { source, parts: body(bodySize, false) }, 'code-signing') : []
    } catch (error) {
      return [brokenSignature(error)]
    }
  },
}

/** What is signed. */
function body(size: number, addsLineFeed: boolean): readonly Part[] {
  return [range(0, size), ...(addsLineFeed ? [literal(Uint8Array.of(0x0a))] : [])]
}
