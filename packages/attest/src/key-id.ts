import { createHash } from 'node:crypto'
import { bitStringBytesOf, childrenOf, encodePem, parseDer, parsePublicKey, TAG } from '@chancery/codec'
import { concat, toBase64, toHex, utf8 } from '@chancery/core'

/**
 * The OpenSSH fingerprint of a public key, `SHA256:` and unpadded base64: the only key id that cosign, slsa-verifier and sigstore-js all take.
 * @param spki SubjectPublicKeyInfo, DER
 */
export function keyFingerprint(spki: Uint8Array): string {
  const blob = createHash('sha256').update(sshPublicKey(spki)).digest()
  return `SHA256:${toBase64(blob).replace(/=+$/, '')}`
}

/**
 * Whether a hint or a key id means this key, in any of the ways that tools name keys: by OpenSSH's fingerprint; by the SHA-256 of the key, in base64
 * (cosign, and the bundle's specification) or hex; or of its PEM (witness). A name decides nothing but what to say where the signature does not hold.
 * @param spki SubjectPublicKeyInfo, DER
 */
export function namesKey(name: string, spki: Uint8Array): boolean {
  if (name === '') return false
  const digest = createHash('sha256').update(spki).digest()
  const pem = createHash('sha256').update(encodePem('PUBLIC KEY', spki)).digest('hex')
  return [keyFingerprint(spki), toBase64(digest), toHex(digest), pem].includes(name)
}

const ECDSA_CURVES: Readonly<Record<string, string>> = { p256: 'nistp256', p384: 'nistp384', p521: 'nistp521' }

/** RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
function sshPublicKey(spki: Uint8Array): Uint8Array {
  const { kind } = parsePublicKey(spki)
  const bits = childrenOf(parseDer(spki, 'SubjectPublicKeyInfo'), 'SubjectPublicKeyInfo')[1]
  const key = bitStringBytesOf(bits as NonNullable<typeof bits>, 'subjectPublicKey')
  if (kind === 'rsa') {
    const [modulus, exponent] = childrenOf(parseDer(key, 'RSAPublicKey', TAG.sequence), 'RSAPublicKey')
    return concat(sshString(utf8('ssh-rsa')), sshString(exponent?.content ?? key), sshString(modulus?.content ?? key))
  }
  const curve = kind === null ? undefined : ECDSA_CURVES[kind]
  if (curve !== undefined) return concat(sshString(utf8(`ecdsa-sha2-${curve}`)), sshString(utf8(curve)), sshString(key))
  return concat(sshString(utf8('ssh-ed25519')), sshString(key))
}

function sshString(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  return concat(length, bytes)
}
