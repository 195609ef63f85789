import { OID, replaceTimestamps } from '@chancery/codec'
import {
  type ByteSource,
  CoreError,
  type Embedding,
  type Format,
  type FormatOptions,
  literal,
  range,
  type Signature,
  type SignatureEvidence,
  toHex,
} from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { type AuthenticodeDescription, authenticodeDescription } from '../description.ts'
import { authenticodeEvidence } from '../evidence.ts'
import { authenticodeMessage, buildAuthenticode, nestSignature } from '../signature.ts'
import { readSignatureTree, statedAlgorithms } from '../signature-tree.ts'
import { POWERSHELL_SCRIPT } from '../spc.ts'
import { encodeBlock, splitScript } from './block.ts'
import { detectPowerShell, SUFFIXES } from './detect.ts'
import { digestText, markLength, readScript } from './text.ts'

export interface PowerShellDescription extends AuthenticodeDescription {
  /** Of the file as it was read, and of the text in it that is signed. Bytes. */
  readonly size: number
  readonly textLength: number
}

/** .ps1, .psm1, .psd1: docs/formats/powershell.md. */
export const powershell: Format<PowerShellDescription> = {
  id: 'powershell',
  title: 'PowerShell script (Authenticode)',
  suffixes: SUFFIXES,
  sideFileSuffix: null,
  detect: detectPowerShell,
  describe: describeScript,
  toBeSigned: (description, signer) => [authenticodeMessage(description, signer, POWERSHELL_SCRIPT)],
  embed: embedInScript,
  async retimestamp(source, _, change) {
    const { text, signature } = splitScript(await readScript(source))
    const stamped = signature && (await replaceTimestamps(signature, OID.microsoftTimestampToken, change))
    if (!stamped) return null
    return { content: [range(0, text.bytes.length), literal(encodeBlock(stamped, text.encoding))], sideFile: null }
  },
  readSignatures: readScriptSignatures,
}

async function describeScript(source: ByteSource, options: FormatOptions): Promise<PowerShellDescription> {
  const { text, signature } = splitScript(await readScript(source))
  if (text.bytes.length <= markLength(text.bytes)) throw new FormatError('EMPTY_FILE', 'the script is empty')
  if (options.append && signature) assertWhole(signature)
  return {
    ...authenticodeDescription(options, toHex(digestText(text, options.digest))),
    size: source.size,
    textLength: text.bytes.length,
  }
}

/** A signature is not added beside one that could never verify. */
function assertWhole(signature: Uint8Array): void {
  const broken = readSignatureTree(signature, POWERSHELL_SCRIPT).find((one) => one.fault !== null)?.fault
  if (broken) throw new FormatError('APPEND_TO_BROKEN', broken.message, { details: { code: broken.code } })
}

async function embedInScript(
  source: ByteSource,
  description: PowerShellDescription,
  signatures: readonly Signature[],
): Promise<Embedding> {
  const [signature] = signatures
  if (!signature || signatures.length !== 1) throw new TypeError('a script takes one signature at a time')
  const existing = splitScript(await readScript(source))
  const { text } = existing
  if (source.size !== description.size || text.bytes.length !== description.textLength) {
    throw new CoreError('FILE_CHANGED', 'the script is not the one that was described')
  }
  const ours = buildAuthenticode(description, signature, POWERSHELL_SCRIPT)
  const whole = description.append && existing.signature ? nestSignature(existing.signature, ours) : ours
  return {
    content: [range(0, text.bytes.length), literal(encodeBlock(whole, text.encoding))],
    sideFile: null,
  }
}

async function readScriptSignatures(source: ByteSource): Promise<readonly SignatureEvidence[]> {
  const { text, signature } = splitScript(await readScript(source))
  if (!signature) return []
  const found = readSignatureTree(signature, POWERSHELL_SCRIPT)
  return authenticodeEvidence(found, new Map(statedAlgorithms(found).map((name) => [name, digestText(text, name)])))
}
