export interface TarEntry {
  readonly name: string
  readonly bytes?: Uint8Array
  /** One character: `0` a file, `2` a symbolic link, `5` a folder, `x` records about the next entry. By default a file. */
  readonly type?: string
  readonly linkName?: string
  /** What the header says instead of the number of bytes. */
  readonly size?: string
}

/** POSIX ustar (IEEE Std 1003.1, pax): 512-byte blocks, numbers in octal. */
export function buildTar(entries: readonly TarEntry[]): Uint8Array {
  const blocks = entries.flatMap(({ name, bytes = new Uint8Array(), type = '0', linkName = '', size }) => {
    const header = Buffer.alloc(512)
    const field = (at: number, text: string): void => void header.write(text, at, 'latin1')
    field(0, name)
    field(100, '0000644\0')
    field(108, '0000000\0')
    field(116, '0000000\0')
    field(124, size ?? `${bytes.length.toString(8).padStart(11, '0')}\0`)
    field(136, '00000000000\0')
    field(148, '        ')
    field(156, type)
    field(157, linkName)
    field(257, 'ustar\u000000')
    const sum = header.reduce((total, byte) => total + byte, 0)
    field(148, `${sum.toString(8).padStart(6, '0')}\0 `)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Uint8Array.from(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}
