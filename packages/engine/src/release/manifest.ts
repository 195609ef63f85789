import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { fromUtf8 } from '@chancery/core'
import { FilesError, readBytes } from '@chancery/files'
import { type Context, variable } from '../context.ts'
import { EngineError } from '../errors.ts'
import { parseYaml } from '../yaml-text.ts'
import type { ImageEntry } from './image-entry.ts'
import { ManifestReader } from './manifest-reader.ts'
import { MANIFEST_NAME } from './names.ts'

/** What a release consists of, as a checked-in file declares it; docs/release.md. Paths are absolute but where they are said to be below something. */
export interface Manifest {
  readonly path: string
  /** Of the manifest file: lower-case hex. */
  readonly sha256: string
  readonly name: string
  readonly version: string
  /** Package URL with the version. */
  readonly purl: string
  readonly packageId: string | null
  /** Everything in this folder is declared, or refused. */
  readonly input: string
  readonly out: string
  /** A key of the configuration or a pkcs11: URI, where neither flag nor environment names one. */
  readonly key: string | null
  /** Name of the checksums file in `out`. */
  readonly checksums: string
  readonly entries: readonly ManifestEntry[]
  /** Files below `input` that are not part of the release: paths and globs. */
  readonly ignore: readonly string[]
  readonly images: readonly ImageEntry[]
}

/** Files that are treated alike. */
export interface ManifestEntry {
  /** Where it stands: `files[0]`. */
  readonly at: string
  /** Paths and globs below `input`. */
  readonly paths: readonly string[]
  readonly min: number
  /** null: any number. */
  readonly max: number | null
  /** Folder below the release's `out`; empty for that folder itself. */
  readonly out: string
  readonly format: string | undefined
  readonly key: string | null
  readonly description: string | undefined
  readonly url: string | undefined
  /** Third-party files: verified, not signed. null: ours. */
  readonly signedBy: SignedBy | null
  readonly sbom: string | null
}

/** By whom third-party files must be signed. */
export interface SignedBy {
  /** Anchors: PEM files. */
  readonly trust: readonly string[]
  readonly subjects: readonly string[] | undefined
  readonly issuers: readonly string[] | undefined
  readonly keys: readonly string[] | undefined
  /** Alternative names, as `--signer-san` takes them. */
  readonly sans: readonly string[] | undefined
}

const MAX_MANIFEST_BYTES = 1024 * 1024

/**
 * @param named path; release.yaml in the current folder by default
 * @param versionName goes before the environment's, and that before the manifest's
 * @throws EngineError MANIFEST_NOT_FOUND, MANIFEST_INVALID with every problem in it
 */
export async function readManifest(
  context: Context,
  named: string | undefined,
  versionName: string | undefined,
): Promise<Manifest> {
  const path = resolve(context.cwd, named ?? MANIFEST_NAME)
  const bytes = await readManifestBytes(path)
  const { data, problems } = await parseYaml(textOf(bytes, path))
  const reader = new ManifestReader(dirname(path))
  const version = versionName ?? variable(context.env, 'CHANCERY_RELEASE_VERSION')
  const manifest = problems.length > 0 ? null : reader.manifest(data, version)
  problems.push(...reader.problems)
  if (manifest === null || problems.length > 0) throw invalid(path, problems)
  return { ...manifest, path, sha256: createHash('sha256').update(bytes).digest('hex') }
}

async function readManifestBytes(path: string): Promise<Uint8Array> {
  try {
    return await readBytes(path, MAX_MANIFEST_BYTES)
  } catch (cause) {
    if (!(cause instanceof FilesError)) throw cause
    throw new EngineError('MANIFEST_NOT_FOUND', `the manifest ${path} cannot be read`, { cause, details: { path } })
  }
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return fromUtf8(bytes)
  } catch {
    throw invalid(path, ['is not UTF-8 text'])
  }
}

function invalid(path: string, problems: readonly string[]): EngineError {
  return new EngineError('MANIFEST_INVALID', `${path}: ${problems.join('; ')}`, { details: { path, problems } })
}
