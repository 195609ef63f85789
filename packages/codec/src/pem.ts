import { fromBase64, toBase64 } from '@chancery/core'
import { CodecError } from './errors.ts'

export interface PemBlock {
  /** 'CERTIFICATE', 'PUBLIC KEY', ... */
  readonly label: string
  readonly bytes: Uint8Array
}

/** Every block of a PEM text (RFC 7468); text around them is passed over. @throws CodecError PEM_MALFORMED */
export function parsePem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = []
  const pattern = /-----BEGIN ([A-Z0-9 #]+)-----([^-]*)-----END ([A-Z0-9 #]+)-----/g
  for (const [, label, body, end] of text.matchAll(pattern)) {
    if (label !== end) throw new CodecError('PEM_MALFORMED', `BEGIN ${label} ends with END ${end}`)
    try {
      blocks.push({ label: label as string, bytes: fromBase64((body as string).replace(/\s+/g, '')) })
    } catch (cause) {
      throw new CodecError('PEM_MALFORMED', `${label}: not base64`, { cause })
    }
  }
  if (blocks.length !== text.split('-----BEGIN ').length - 1)
    throw new CodecError('PEM_MALFORMED', 'a block is cut short')
  return blocks
}

export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
