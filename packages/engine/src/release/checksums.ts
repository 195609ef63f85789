import { join } from 'node:path'
import { equalBytes, toHex, utf8, wholeDigest } from '@chancery/core'
import { openFileSource, readBytes, writeFileDurable } from '@chancery/files'
import { concurrently } from '../concurrently.ts'
import { exists } from '../config.ts'
import type { Context } from '../context.ts'
import { everythingIn, nameIn } from './folder.ts'
import { namesOf, type ReleasePlan } from './plan.ts'

const FILES_AT_ONCE = 4

/**
 * Writes the checksums of everything that the release consists of, records too, as `sha256sum -c` reads them; leaves them alone where they are right.
 * @returns the digest of the checksums file, lower-case hex
 */
export async function writeChecksums(context: Context, plan: ReleasePlan): Promise<string> {
  const { out } = plan.manifest
  const names = new Set(plan.items.flatMap(namesOf))
  const there = (await everythingIn(out)).map((path) => nameIn(out, path)).filter((name) => names.has(name))
  const lines = await concurrently(there.sort(), FILES_AT_ONCE, async (name) =>
    line(name, await sha256Of(context, join(out, name))),
  )
  const text = utf8(lines.join(''))
  const old = (await exists(plan.checksums)) ? await readBytes(plan.checksums) : null
  if (!old || !equalBytes(old, text)) await writeFileDurable(plan.checksums, text)
  return sha256Of(context, plan.checksums)
}

export async function sha256Of(context: Context, path: string): Promise<string> {
  await using source = await openFileSource(path, { signal: context.signal })
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  return toHex(digest as Uint8Array)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' }

/** As GNU coreutils: a name that would break the line is escaped, and a backslash in front says so. */
function line(name: string, sha256: string): string {
  const escaped = name.replace(/[\\\n\r]/g, (character) => ESCAPES[character] as string)
  return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`
}
