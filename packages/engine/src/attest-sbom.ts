import { basename, dirname, join } from 'node:path'
import type { InputFile } from '@chancery/files'
import { exists } from './config.ts'
import { EngineError } from './errors.ts'

/** What an SBOM is called that is of one file: the file's name with this behind it. */
const OF_FILE = ['.cdx.json', '.spdx.json']
/** And one of everything in its folder: what CycloneDX' and SPDX' own tools call theirs. */
const OF_FOLDER = ['bom.json', 'sbom.json', 'bom.cdx.json', 'sbom.cdx.json', 'bom.spdx.json', 'sbom.spdx.json']

/** A pattern that means the files means the SBOMs beside them too: they are no subjects. */
export function isSbom({ relative }: InputFile): boolean {
  const name = basename(relative)
  return OF_FOLDER.includes(name) || OF_FILE.some((suffix) => name.endsWith(suffix))
}

/**
 * The SBOM of a file: its own, or else its folder's. Which of two to believe is not ours to guess.
 * @returns absolute path
 * @throws EngineError SBOM_NOT_FOUND where there is none, or there are several
 */
export async function findSbom({ path, absolute }: InputFile): Promise<string> {
  const places = [OF_FILE.map((suffix) => absolute + suffix), OF_FOLDER.map((name) => join(dirname(absolute), name))]
  for (const candidates of places) {
    const there = await Promise.all(candidates.map(exists))
    const found = candidates.filter((_, index) => there[index])
    if (found.length > 1) {
      throw new EngineError('SBOM_NOT_FOUND', `${path} has several: ${found.map((one) => basename(one)).join(', ')}`, {
        details: { path },
      })
    }
    if (found[0] !== undefined) return found[0]
  }
  throw new EngineError('SBOM_NOT_FOUND', `no SBOM lies beside ${path}, and none in its folder`, { details: { path } })
}
