import { MAX_BUNDLE_BYTES } from '@chancery/attest'
import { equalBytes, fromBase64, type JsonObject, utf8 } from '@chancery/core'
import { readText, writeFileDurable } from '@chancery/files'
import { encodeLogEntry, type LogEntry } from '@chancery/tlog'
import { EngineError } from '../errors.ts'

interface BundleJson {
  verificationMaterial?: { tlogEntries?: JsonObject[] }
}

/**
 * The bundle as it is, with this log's entry in place of its former one: other logs, timestamps and certificates stay.
 * @param path of a bundle that has been parsed
 * @throws EngineError OPTION_INVALID for a bare envelope; FilesError
 */
export async function putProof(path: string, entry: LogEntry): Promise<void> {
  const bundle = JSON.parse(await readText(path, MAX_BUNDLE_BYTES)) as BundleJson
  const { verificationMaterial: material } = bundle
  if (!material) {
    throw new EngineError('OPTION_INVALID', `--bundle ${path}: is a bare envelope, which holds no proof; use --out`)
  }
  const others = (material.tlogEntries ?? []).filter((other) => !equalBytes(logIdOf(other), entry.logId))
  material.tlogEntries = [...others, encodeLogEntry(entry)]
  await writeFileDurable(path, utf8(`${JSON.stringify(bundle)}\n`))
}

/** Of one that names no log, none. */
function logIdOf({ logId }: JsonObject): Uint8Array {
  const { keyId } = Object(logId) as { keyId?: unknown }
  return typeof keyId === 'string' ? fromBase64(keyId) : new Uint8Array()
}
