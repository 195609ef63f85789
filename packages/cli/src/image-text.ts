import type { ImageSignatureEntry, ImageTree, SignatureEntry, VerifiedFile } from '@chancery/engine'
import { say, type Terminal } from './terminal.ts'

/** What `verify` found at an image: what the verdict rests on first, and why the others do not count. */
export function sayVerifiedImage(terminal: Terminal, { image, signatures }: VerifiedFile): void {
  if (!image) return
  say(terminal, `  ${image.reference}`)
  for (const signature of signatures as readonly ImageSignatureEntry[]) {
    const verdict = signature.reliedOn ? 'relied on' : `not counted, ${signature.code}`
    say(terminal, `  ${verdict}: ${kindOf(signature)}, ${whose(signature)}${stampOf(signature)}`)
  }
  for (const { predicateType, verdict } of image.attestations)
    say(terminal, `  attestation ${predicateType}, ${verdict}`)
}

/** The image as a tree: what refers to it, and to what its index names. */
export function sayInspectedImage(terminal: Terminal, { image, signatures }: VerifiedFile): void {
  if (!image) return
  sayTree(terminal, { others: [], ...image, signatures: signatures as readonly ImageSignatureEntry[] }, '')
  for (const platform of image.platforms ?? []) sayTree(terminal, platform, '  ', platform.platform)
}

function sayTree(terminal: Terminal, tree: ImageTree, indent: string, platform: string | null = null): void {
  const below = `${indent}  ├─ `
  say(terminal, `${indent}${platform === null ? '' : `${platform}  `}${tree.reference}`)
  for (const one of tree.signatures) {
    const what = one.code === undefined ? `${whose(one)}${stampOf(one)}` : `${one.code}: ${one.message}`
    say(terminal, `${below}signature  ${kindOf(one)}  ${what}  ${shortPlace(one.reference)}`)
  }
  for (const { predicateType, reference } of tree.attestations) {
    say(terminal, `${below}attestation  ${predicateType}  ${shortPlace(reference)}`)
  }
  for (const { artifactType, reference } of tree.others) {
    say(terminal, `${below}artifact  ${artifactType ?? 'of no type'}  ${shortPlace(reference)}`)
  }
  if (tree.signatures.length + tree.attestations.length + tree.others.length === 0) say(terminal, `${below}nothing`)
}

export function isImageSignature(entry: SignatureEntry | ImageSignatureEntry): entry is ImageSignatureEntry {
  return 'reference' in entry
}

function kindOf({ kind }: ImageSignatureEntry): string {
  return kind ?? 'unreadable'
}

function whose({ signer, key, signatureAlgorithm }: ImageSignatureEntry): string {
  const who = signer?.subject ?? (key === undefined ? 'a key' : `key ${key}`)
  return signatureAlgorithm === null ? who : `${who}, ${signatureAlgorithm}`
}

function stampOf({ timestamp }: ImageSignatureEntry): string {
  return timestamp ? `, timestamp ${timestamp.time} by ${timestamp.authority}` : ''
}

/** Behind the repository, which stands above it. */
function shortPlace(reference: string): string {
  return reference.includes('@')
    ? reference.slice(reference.lastIndexOf('@'))
    : reference.slice(reference.lastIndexOf(':'))
}
