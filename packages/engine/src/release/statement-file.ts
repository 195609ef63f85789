import { parseBundle, type Statement, type StatementKey, signAndLog, verifyKeyBundle } from '@chancery/attest'
import { canonicalJson } from '@chancery/codec'
import { ChanceryError, type PlainData } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import { readBundleFile } from '../bundle-file.ts'

/**
 * Signs a statement into a bundle file, but where that file holds the same statement, signed by the same key: it is left as it is.
 * @param essence what of a predicate makes two statements the same; all of it by default
 */
export async function writeStatement(
  path: string,
  statement: Statement,
  key: StatementKey,
  essence: (predicate: PlainData) => PlainData = (predicate) => predicate,
  signal?: AbortSignal,
): Promise<void> {
  const found = await readStatement(path, statement.subjects[0]?.digest ?? {}, key.info.publicKey)
  if (found && textOf(found, essence) === textOf(statement, essence)) return
  await writeFileDurable(path, (await signAndLog(statement, key, path, signal)).bytes)
}

function textOf(
  { subjects, predicateType, predicate }: Statement,
  essence: (predicate: PlainData) => PlainData,
): string {
  // Through JSON, as the other one came: what is undefined is gone.
  const statement = { subjects, predicateType, predicate: essence(predicate) }
  return canonicalJson(JSON.parse(JSON.stringify(statement)) as PlainData)
}

/** null where there is none, or not by this key and about this file. */
async function readStatement(
  path: string,
  digest: Readonly<Record<string, string>>,
  publicKey: Uint8Array,
): Promise<Statement | null> {
  try {
    const bundle = parseBundle(await readBundleFile(path))
    return bundle.kind === 'key' ? verifyKeyBundle(bundle, [publicKey], digest).statement : null
  } catch (error) {
    if (error instanceof ChanceryError && error.family !== 'environment') return null
    throw error
  }
}
