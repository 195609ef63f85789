/** A bucket, and where in it. */
export interface S3Address {
  readonly bucket: string
  /** null: all of it. */
  readonly prefix: string | null
}

/** `s3://BUCKET` or `s3://BUCKET/PREFIX`; null: it is none. */
export function parseS3Address(text: string): S3Address | null {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/i.exec(text) ?? []
  if (!isBucket(bucket) || !(prefix === '' || isPrefix(prefix))) return null
  return { bucket, prefix: prefix === '' ? null : prefix }
}

/** Those of Amazon, and of servers that are less strict. */
export function isBucket(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(text)
}

/** Of characters that no server and no proxy writes otherwise. */
export function isPrefix(text: string): boolean {
  const parts = text.replace(/\/$/, '').split('/')
  return text.length <= 512 && parts.every((part) => /^[A-Za-z0-9._=-]+$/.test(part) && !/^\.+$/.test(part))
}

/** HTTPS, or a server on this machine. */
export function isEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)
}
