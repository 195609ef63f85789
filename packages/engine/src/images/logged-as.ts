import type { KeyBundle, ParsedBundle } from '@chancery/attest'

/** A bundle as logs know it: an entry names the certificate where there is one, else the key, and proofs are of either alike. */
export function loggedAs(
  parsed: ParsedBundle,
  publicKey: Uint8Array,
): { readonly bundle: KeyBundle | null; readonly signer: Uint8Array } {
  if (parsed.kind === 'key') return { bundle: parsed, signer: publicKey }
  const { content, material } = parsed
  const { certificate: signer, logEntries, timestamps } = material
  // A signature over the file itself is none of an image.
  if (content.kind !== 'envelope') return { bundle: null, signer }
  return { bundle: { kind: 'key', hint: '', envelope: content.envelope, logEntries, timestamps }, signer }
}
