import { readZipContent, readZipDirectory } from '@chancery/codec'
import { fromUtf8, memorySource, utf8 } from '@chancery/core'
import { buildZip, type ZipEntry, type ZipOptions } from '@chancery/testkit'

export interface File {
  readonly name: string
  readonly data: Uint8Array
}

/** Every file of an archive. */
export async function unpack(archive: Uint8Array): Promise<readonly File[]> {
  const source = memorySource(archive)
  const { entries } = await readZipDirectory(source)
  return Promise.all(
    entries.map(async (entry) => ({ name: entry.name, data: await readZipContent(source, entry, 1 << 24) })),
  )
}

/** The archive built anew after `change`. */
export async function rebuilt(
  archive: Uint8Array,
  change: (files: readonly File[]) => readonly ZipEntry[],
  options?: ZipOptions,
): Promise<Uint8Array> {
  return buildZip(change(await unpack(archive)), options)
}

/** One file changed, as text. */
export function edited(
  archive: Uint8Array,
  name: string | RegExp,
  edit: (text: string) => string,
): Promise<Uint8Array> {
  return rebuilt(archive, (files) =>
    files.map((file) =>
      (typeof name === 'string' ? file.name === name : name.test(file.name))
        ? { name: file.name, data: utf8(edit(fromUtf8(file.data))) }
        : file,
    ),
  )
}

export async function textOf(archive: Uint8Array, name: string): Promise<string> {
  const file = (await unpack(archive)).find((one) => one.name === name)
  if (!file) throw new Error(`no ${name} in the archive`)
  return fromUtf8(file.data)
}

export async function namesOf(archive: Uint8Array): Promise<readonly string[]> {
  return (await unpack(archive)).map(({ name }) => name)
}
