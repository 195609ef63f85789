/** A DER writer of its own, so that what the tests feed to packages/codec was not made by it. */

export function tlv(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const size: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256)
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | size.length, ...size]
  const bytes = new Uint8Array(head.length + length)
  bytes.set(head)
  let at = head.length
  for (const part of content) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x30, ...parts)
}

/** A non-negative INTEGER. */
export function integer(value: bigint | number): Uint8Array {
  let digits = BigInt(value).toString(16)
  if (digits.length % 2 === 1) digits = `0${digits}`
  if (Number.parseInt(digits.slice(0, 2), 16) >= 0x80) digits = `00${digits}`
  return tlv(0x02, Uint8Array.from(Buffer.from(digits, 'hex')))
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return tlv(0x04, bytes)
}

export function bitString(bytes: Uint8Array): Uint8Array {
  return tlv(0x03, Uint8Array.of(0), bytes)
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes: number[] = []
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left % 128))
    bytes.push(...groups)
  }
  return tlv(0x06, Uint8Array.from(bytes))
}

/** The elements inside one constructed element, each with its own head. */
export function children(der: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  const { start, end } = content(der, 0)
  for (let at = start; at < end; ) {
    const inner = content(der, at)
    found.push(der.slice(at, inner.end))
    at = inner.end
  }
  return found
}

function content(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0
  if (first < 0x80) return { start: at + 2, end: at + 2 + first }
  let length = 0
  for (let i = 0; i < (first & 0x7f); i++) length = length * 256 + (der[at + 2 + i] ?? 0)
  const start = at + 2 + (first & 0x7f)
  return { start, end: start + length }
}

/** RFC 7468 textual encoding. */
export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
