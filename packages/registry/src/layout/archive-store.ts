import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isDigest, MAX_MANIFEST } from '@chancery/codec'
import { concat } from '@chancery/core'
import { RegistryError } from '../errors.ts'
import { writeDurably } from './durable-file.ts'
import { checkLayoutVersion, chunksOf, type LayoutOptions } from './folder-store.ts'
import { codeOf, onDisk, unsafe } from './layout-errors.ts'
import { encodeLayoutIndex, type LayoutIndex, parseLayoutIndex } from './layout-index.ts'
import { withLock } from './layout-lock.ts'
import type { LayoutStore } from './layout-store.ts'
import { listTar, padding, type TarFile, tarHeader } from './tar-reader.ts'

/** Blobs that wait for the index that names them: signatures, not layers. */
const MAX_WAITING = 64 * 1024 * 1024
const INDEX = 'index.json'
/** Two blocks of zeros end an archive. */
const END = new Uint8Array(1024)

/**
 * An image layout inside a tar file, as `docker save` (from Docker 25), `podman save --format oci-archive` and `skopeo copy … oci-archive:` write it. Blobs that are put wait in memory;
 * a change of the index writes a new archive beside the old one, layers copied as they are, and renames it.
 * @throws RegistryError IMAGE_NOT_FOUND, ARCHIVE_INVALID, ARCHIVE_WITHOUT_MANIFESTS, LAYOUT_INVALID, LAYOUT_UNSAFE, LAYOUT_FAILED
 */
export async function openArchiveStore(file: string, { patienceMs }: LayoutOptions = {}): Promise<LayoutStore> {
  const location = `docker-archive:${file}`
  const waiting = new Map<string, Uint8Array>()

  /** Opened anew each time: whoever signs at the same time replaces the file. */
  async function withArchive<T>(job: (archive: Archive) => Promise<T>): Promise<T> {
    const archive = await openArchive(file, location)
    try {
      return await job(archive)
    } finally {
      await archive.handle.close()
    }
  }

  await withArchive(async ({ handle, files }) => {
    const version = files.get('oci-layout')
    if (version && files.has(INDEX)) return checkLayoutVersion(await contentOf(handle, version, location), location)
    if (files.has('manifest.json')) {
      throw new RegistryError('ARCHIVE_WITHOUT_MANIFESTS', `${location} has layers, but no manifests with a digest`)
    }
    throw new RegistryError('LAYOUT_INVALID', `${location} holds no OCI image layout`)
  })

  const indexOf = async ({ handle, files }: Archive): Promise<LayoutIndex> => {
    const found = files.get(INDEX)
    if (!found) throw new RegistryError('LAYOUT_INVALID', `${location} holds no ${INDEX}`)
    return parseLayoutIndex(await contentOf(handle, found, location), location)
  }

  return {
    location,
    readIndex: () => withArchive(indexOf),
    async blobSize(digest) {
      const held = waiting.get(digest)
      if (held) return held.length
      const name = nameOf(digest)
      return withArchive(async ({ files }) => files.get(name)?.size ?? null)
    },
    async *readBlob(digest, signal) {
      const held = waiting.get(digest)
      if (held) return yield held
      const { handle, files } = await openArchive(file, location)
      try {
        const found = files.get(nameOf(digest))
        if (!found) throw new RegistryError('BLOB_NOT_FOUND', `${location} has no ${digest}`)
        yield* chunksOf(handle, location, signal, found.data, found.data + found.size)
      } finally {
        await handle.close()
      }
    },
    async putBlob(source, signal) {
      const name = nameOf(source.digest)
      if (waiting.has(source.digest) || (await withArchive(async ({ files }) => files.has(name)))) return false
      const total = [...waiting.values()].reduce((sum, { length }) => sum + length, source.size)
      if (total > MAX_WAITING) {
        throw new RegistryError('BLOB_TOO_LARGE', `${location} takes signatures, and no layers`, {
          details: { limit: MAX_WAITING },
        })
      }
      const chunks: Uint8Array[] = []
      for await (const chunk of source.chunks(signal)) chunks.push(chunk)
      waiting.set(source.digest, concat(...chunks))
      return true
    },
    updateIndex(edit, signal, removed) {
      const place = { folder: lockBeside(file), location, patienceMs }
      return withLock(place, signal, () =>
        withArchive(async (archive) => {
          const before = await indexOf(archive)
          const old = removed === undefined ? undefined : archive.files.get(nameOf(removed))
          const next = (await edit(before)) ?? (old ? before : null)
          if (removed !== undefined) waiting.delete(removed)
          if (next === null) return
          const added = [...waiting]
          const missing = added.filter(([digest]) => !archive.files.has(nameOf(digest)))
          await rewrite(
            await onDisk(location, () => realpath(file)),
            { ...archive, without: [archive.files.get(INDEX), old].filter((one) => one !== undefined) },
            missing,
            encodeLayoutIndex(next),
            location,
            signal,
          )
          for (const [digest] of added) waiting.delete(digest)
        }),
      )
    },
    async blobs() {
      const there = await withArchive(async ({ files }) =>
        [...files.values()].flatMap(({ name, size }) => {
          const [, hex = ''] = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name) ?? []
          return hex === '' ? [] : { digest: `sha256:${hex}`, size }
        }),
      )
      return [...there, ...[...waiting].map(([digest, { length }]) => ({ digest, size: length }))]
    },
  }
}

interface Archive {
  readonly handle: FileHandle
  readonly files: ReadonlyMap<string, TarFile>
  readonly end: number
}

async function openArchive(file: string, location: string): Promise<Archive> {
  const handle = await onDisk(location, async () => {
    try {
      return await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw new RegistryError('IMAGE_NOT_FOUND', `${location} is not there`)
      throw error
    }
  })
  try {
    if (!(await handle.stat()).isFile()) throw unsafe(location)
    return { handle, ...(await listTar(handle, location)) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The old archive without its index, then what is new, then the index: readers that stop early have met every blob. @param archive `without` these files */
async function rewrite(
  path: string,
  { handle, end, without }: Archive & { readonly without: readonly TarFile[] },
  blobs: readonly (readonly [string, Uint8Array])[],
  index: Uint8Array,
  location: string,
  signal?: AbortSignal,
): Promise<void> {
  const { mode } = await handle.stat()
  await onDisk(location, () =>
    writeDurably(path, async (target) => {
      const copy = async (from: number, to: number): Promise<void> => {
        for await (const chunk of chunksOf(handle, location, signal, from, to)) await target.writeFile(chunk)
      }
      const add = async (name: string, bytes: Uint8Array): Promise<void> => {
        for (const part of [tarHeader(name, bytes.length), bytes, padding(bytes.length)]) await target.writeFile(part)
      }
      await target.chmod(mode & 0o777)
      let from = 0
      for (const { start, data, size } of [...without].sort((a, b) => a.start - b.start)) {
        await copy(from, start)
        from = data + size + padding(size).length
      }
      await copy(from, end)
      for (const [digest, bytes] of blobs) await add(nameOf(digest), bytes)
      await add(INDEX, index)
      await target.writeFile(END)
    }),
  )
}

async function contentOf(handle: FileHandle, { data, size }: TarFile, location: string): Promise<Uint8Array> {
  if (size > MAX_MANIFEST) throw new RegistryError('MANIFEST_TOO_LARGE', `${location}: a list of more than 4 MiB`)
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksOf(handle, location, undefined, data, data + size)) chunks.push(chunk)
  return concat(...chunks)
}

function nameOf(digest: string): string {
  if (!isDigest(digest))
    throw new RegistryError('REFERENCE_INVALID', 'a blob is asked for by something else than a digest')
  return `blobs/${digest.replace(':', '/')}`
}

function lockBeside(file: string): string {
  return join(dirname(file), `.${basename(file)}.chancery-lock`)
}
