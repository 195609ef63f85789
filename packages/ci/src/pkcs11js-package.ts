import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { CiError } from './errors.ts'
import type { StepHost } from './host.ts'
import { prepareToolCache } from './tool-cache.ts'

/** A pkcs11js that is built for this machine. */
export interface Pkcs11jsPackage {
  /** Of the package itself. */
  readonly folder: string
  readonly version: string
}

/** What runs; the sources, and what the compiler left, stay behind. */
const PARTS = ['package.json', 'index.js', 'LICENSE', 'build/Release/pkcs11.node']

/** @returns null where there is none: no such package, or not built */
export function readPkcs11js(folder: string): Pkcs11jsPackage | null {
  const description = join(folder, 'package.json')
  if (!existsSync(description) || !existsSync(join(folder, 'build/Release/pkcs11.node'))) return null
  const { name, version } = JSON.parse(readFileSync(description, 'utf8')) as { name?: unknown; version?: unknown }
  return name === 'pkcs11js' && typeof version === 'string' ? { folder, version } : null
}

/**
 * A package that somebody built: its folder, one with `node_modules/pkcs11js` in it, or an archive of either.
 * @throws CiError PKCS11JS_INVALID
 */
export async function openPkcs11js(host: StepHost, given: string): Promise<Pkcs11jsPackage> {
  const path = resolve(host.workspace, given)
  if (!existsSync(path)) throw new CiError('PKCS11JS_INVALID', `pkcs11js: ${given} does not exist`)
  const folder = statSync(path).isDirectory() ? path : await unpack(host, path)
  const places = [folder, join(folder, 'package'), join(folder, 'pkcs11js'), join(folder, 'node_modules/pkcs11js')]
  const found = places.map(readPkcs11js).find((one) => one !== null)
  if (!found) throw new CiError('PKCS11JS_INVALID', `pkcs11js: ${given} holds no pkcs11js that is built`)
  assertLoads(found)
  return found
}

async function unpack(host: StepHost, archive: string): Promise<string> {
  prepareToolCache(host)
  const { extractTar, extractZip } = await import('@actions/tool-cache')
  try {
    if (archive.endsWith('.zip')) return await extractZip(archive)
    return await extractTar(archive)
  } catch (cause) {
    throw new CiError('PKCS11JS_INVALID', `pkcs11js: ${archive} cannot be unpacked`, { cause })
  }
}

/** One of another platform, architecture or C library is there and does not load. @throws CiError PKCS11JS_INVALID */
export function assertLoads({ folder }: Pkcs11jsPackage): void {
  try {
    createRequire(join(folder, 'resolve-from-here.js'))(folder)
  } catch (cause) {
    const machine = `${process.platform} ${process.arch}`
    throw new CiError('PKCS11JS_INVALID', `${folder} does not load here (${machine}, Node ${process.version})`, {
      cause,
      details: { platform: process.platform, arch: process.arch },
    })
  }
}

/** Leaves `node_modules/pkcs11js` below `target`, with what runs and nothing else. */
export function stagePkcs11js({ folder }: Pkcs11jsPackage, target: string): void {
  for (const part of PARTS.filter((name) => existsSync(join(folder, name)))) {
    const to = join(target, 'node_modules/pkcs11js', part)
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(folder, part), to)
  }
}
