import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isDigest, MAX_MANIFEST } from '@chancery/codec'
import { concat } from '@chancery/core'
import { RegistryError } from '../errors.ts'
import { assertRunning } from '../transport.ts'
import type { BlobName } from '../upload.ts'
import { writeDurably } from './durable-file.ts'
import { codeOf, onDisk, unsafe } from './layout-errors.ts'
import { emptyLayoutIndex, encodeLayoutIndex, type LayoutIndex, parseLayoutIndex } from './layout-index.ts'
import { withLock } from './layout-lock.ts'
import type { LayoutStore } from './layout-store.ts'

export interface LayoutOptions {
  /** Makes an empty layout where there is none; archives are not made. By default that is IMAGE_NOT_FOUND. */
  readonly create?: boolean | undefined
  /** Milliseconds until a layout that another process writes to is LAYOUT_BUSY. By default 60,000. */
  readonly patienceMs?: number | undefined
}

const VERSION_FILE = '{"imageLayoutVersion":"1.0.0"}'
/** A link at the end is refused, and a pipe is not waited for. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * A folder that may come from elsewhere: nothing below it is followed out of it. The folder itself may be a link, since the user names it.
 * @param create makes it where there is none
 * @throws RegistryError LAYOUT_INVALID where it is none, IMAGE_NOT_FOUND where nothing is there, LAYOUT_UNSAFE, LAYOUT_FAILED
 */
export async function openFolderStore(
  dir: string,
  { create = false, patienceMs }: LayoutOptions = {},
): Promise<LayoutStore> {
  const location = `oci-layout:${dir}`
  if (create) await createLayout(dir, location)
  await checkVersion(dir, location)
  const folders = ['blobs', join('blobs', 'sha256'), join('blobs', 'sha512')]

  /** Links among the folders would lead the files below them elsewhere. */
  async function checkFolders(): Promise<void> {
    for (const folder of folders) {
      const found = await statOrNull(join(dir, folder))
      if (found && !found.isDirectory()) throw unsafe(`${location}/${folder}`)
    }
  }

  function pathOf(digest: string): string {
    // Hexadecimal only: no digest is a path.
    if (!isDigest(digest))
      throw new RegistryError('REFERENCE_INVALID', 'a blob is asked for by something else than a digest')
    const [algorithm = '', hex = ''] = digest.split(':')
    return join('blobs', algorithm, hex)
  }

  async function sizeOf(digest: string): Promise<number | null> {
    const name = pathOf(digest)
    return onDisk(`${location}/${name}`, async () => {
      await checkFolders()
      const found = await statOrNull(join(dir, name))
      if (found && !found.isFile()) throw unsafe(`${location}/${name}`)
      return found?.size ?? null
    })
  }

  async function readIndex(): Promise<LayoutIndex> {
    return parseLayoutIndex(await readSmall(dir, 'index.json', location), location)
  }

  return {
    location,
    readIndex,
    blobSize: sizeOf,
    async *readBlob(digest, signal) {
      const name = pathOf(digest)
      await onDisk(`${location}/${name}`, checkFolders)
      const handle = await openFile(dir, name, location)
      if (handle === null) throw new RegistryError('BLOB_NOT_FOUND', `${location} has no ${digest}`)
      try {
        yield* chunksOf(handle, `${location}/${name}`, signal)
      } finally {
        await handle.close()
      }
    },
    async putBlob(source, signal) {
      if ((await sizeOf(source.digest)) === source.size) return false
      const name = pathOf(source.digest)
      await onDisk(`${location}/${name}`, async () => {
        await mkdir(join(dir, name, '..'), { recursive: true })
        await writeDurably(join(dir, name), async (handle) => {
          for await (const chunk of source.chunks(signal)) await handle.writeFile(chunk)
        })
      })
      return true
    },
    updateIndex: (edit, signal, removed) =>
      withLock({ folder: dir, location, patienceMs }, signal, async () => {
        const next = await edit(await readIndex())
        if (next !== null) {
          const bytes = encodeLayoutIndex(next)
          await onDisk(location, () => writeDurably(join(dir, 'index.json'), (handle) => handle.writeFile(bytes)))
        }
        if (removed !== undefined && (await sizeOf(removed)) !== null) {
          const name = pathOf(removed)
          await onDisk(`${location}/${name}`, () => unlink(join(dir, name)))
        }
      }),
    async blobs() {
      await onDisk(location, checkFolders)
      const found: BlobName[] = []
      if ((await onDisk(location, () => statOrNull(join(dir, 'blobs', 'sha256')))) === null) return found
      for (const name of await onDisk(location, () => readdir(join(dir, 'blobs', 'sha256')))) {
        const digest = `sha256:${name}`
        const size = isDigest(digest) ? await sizeOf(digest) : null
        if (size !== null) found.push({ digest, size })
      }
      return found
    },
  }
}

async function createLayout(dir: string, location: string): Promise<void> {
  await onDisk(location, async () => {
    await mkdir(join(dir, 'blobs', 'sha256'), { recursive: true })
    const missing = async (name: string): Promise<boolean> => (await statOrNull(join(dir, name))) === null
    const write = (name: string, bytes: Uint8Array | string): Promise<void> =>
      writeDurably(join(dir, name), (handle) => handle.writeFile(bytes))
    await withLock({ folder: dir, location }, undefined, async () => {
      if (await missing('index.json')) await write('index.json', encodeLayoutIndex(emptyLayoutIndex()))
      if (await missing('oci-layout')) await write('oci-layout', VERSION_FILE)
    })
  })
}

async function checkVersion(dir: string, location: string): Promise<void> {
  if ((await onDisk(location, () => statOrNull(dir))) === null) {
    throw new RegistryError('IMAGE_NOT_FOUND', `${location} is not there`)
  }
  checkLayoutVersion(await readSmall(dir, 'oci-layout', location), location)
}

/** image-layout.md, "oci-layout file". @throws RegistryError LAYOUT_INVALID */
export function checkLayoutVersion(bytes: Uint8Array, location: string): void {
  try {
    const { imageLayoutVersion: version } = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (typeof version === 'string' && /^1\.\d+\.\d+$/.test(version)) return
  } catch {
    // Below.
  }
  throw new RegistryError('LAYOUT_INVALID', `${location}: oci-layout names no version that is read`)
}

async function readSmall(dir: string, name: string, location: string): Promise<Uint8Array> {
  const handle = await openFile(dir, name, location)
  if (handle === null)
    throw new RegistryError('LAYOUT_INVALID', `${location} is no OCI image layout: it has no ${name}`)
  try {
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of chunksOf(handle, `${location}/${name}`)) {
      chunks.push(chunk)
      length += chunk.length
      if (length > MAX_MANIFEST)
        throw new RegistryError('MANIFEST_TOO_LARGE', `${location}/${name} has more than 4 MiB`)
    }
    return concat(...chunks)
  } finally {
    await handle.close()
  }
}

/** null where there is none. @throws RegistryError LAYOUT_UNSAFE */
async function openFile(dir: string, name: string, location: string): Promise<FileHandle | null> {
  const what = `${location}/${name}`
  return onDisk(what, async () => {
    let handle: FileHandle
    try {
      handle = await open(join(dir, name), READ)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    }
    if ((await handle.stat()).isFile()) return handle
    await handle.close()
    throw unsafe(what)
  })
}

export async function* chunksOf(
  handle: FileHandle,
  what: string,
  signal?: AbortSignal,
  start: number = 0,
  end: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    assertRunning(signal)
    const chunk = new Uint8Array(Math.min(1 << 20, end - at))
    const { bytesRead } = await onDisk(what, () => handle.read(chunk, 0, chunk.length, at))
    if (bytesRead === 0) return
    yield chunk.subarray(0, bytesRead)
    at += bytesRead
  }
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
