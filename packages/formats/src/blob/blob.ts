import { OID, replaceTimestamps } from '@chancery/codec'
import { type Format, range } from '@chancery/core'
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
import { readSignatureFile } from './signature-file.ts'

/** Any file, with a detached CMS beside it; docs/formats/blob.md. */
export const blob: Format<DetachedDescription> = {
  id: 'blob',
  title: 'any file (detached CMS beside it)',
  suffixes: [],
  sideFileSuffix: '.p7s',

  // Only on request: a format that was not recognised must not end as a blob by itself.
  detect: () => 'no',

  async describe(source, options, sideFile = null) {
    if (source.size === 0) throw new FormatError('EMPTY_FILE', `${source.name}: is empty`)
    const existing = options.append && sideFile ? await readSignatureFile(sideFile) : null
    return describeDetached({ source, parts: [range(0, source.size)] }, options.digest, existing)
  },

  toBeSigned: (description, signer) => [detachedToBeSigned(description, signer)],

  async embed(source, description, signatures) {
    assertDescribed(source, description)
    return { content: null, sideFile: { suffix: '.p7s', bytes: buildDetached(description, signatures) } }
  },

  async retimestamp(_, sideFile, change) {
    if (!sideFile) return null
    const cms = await replaceTimestamps(await readSignatureFile(sideFile), OID.timestampToken, change)
    return cms && { content: null, sideFile: { suffix: '.p7s', bytes: cms } }
  },

  async readSignatures(source, sideFile) {
    if (!sideFile) return []
    try {
      const cms = await readSignatureFile(sideFile)
      return detachedEvidence(cms, { source, parts: [range(0, source.size)] }, 'any')
    } catch (error) {
      return [brokenSignature(error)]
    }
  },
}
