import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Message, publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { buildPackages } from './build.ts'
import type { Package } from './packages.ts'

/**
 * Builds and packs every published package into `out`; refuses a package that would not work for those who install it.
 * @returns the tarballs, each after those that it depends on
 */
export async function packPackages(root: string, out: string): Promise<readonly string[]> {
  mkdirSync(out, { recursive: true })
  const tarballs: string[] = []
  for (const one of await buildPackages(root)) {
    const args = ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', out]
    const listing = execFileSync('npm', args, { cwd: one.folder, encoding: 'utf8' })
    const tarball = join(out, filename(JSON.parse(listing)))
    await lint(one, tarball)
    tarballs.push(tarball)
  }
  return tarballs
}

/** npm 11 lists what it packed, npm 12 keys it by name. */
function filename(listing: object): string {
  const [packed] = Object.values(listing) as { filename: string }[]
  if (!packed) throw new Error('npm pack says nothing of what it packed')
  return packed.filename
}

async function lint({ manifest }: Package, tarball: string): Promise<void> {
  const bytes = Uint8Array.from(readFileSync(tarball))
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: bytes.buffer } })
  const faults = messages.filter((message) => !isSourceCondition(message)).map((message) => formatMessage(message, pkg))
  if (faults.length > 0) throw new Error(`${manifest.name} would not work installed:\n  ${faults.join('\n  ')}`)
}

/** `@chancery/source` is for the checkout, where src/ is; nobody else asks for that condition. */
function isSourceCondition({ code, path }: Message): boolean {
  return code === 'FILE_DOES_NOT_EXIST' && path.at(-1) === '@chancery/source'
}
