import { type PublicKey, verifySignature } from '@chancery/codec'
import { digestByName, type KeyKind } from '@chancery/core'
import type { Link, TokenConnection } from './connection.ts'
import { CK, CKR, type Cryptoki, type Handle, resultCode } from './cryptoki.ts'
import { HsmError } from './errors.ts'
import { ecdsaDer, type Mechanism, mechanismsFor, type SignatureWish } from './mechanism.ts'
import { findObjects, type ObjectIdentity, readFlag, readIdentity } from './token-object.ts'
import { formatPkcs11Uri, type Pkcs11Uri } from './uri.ts'
import { matchesObject } from './uri-match.ts'

/** The longest signature: RSA 4096. Bytes. */
const MAX_SIGNATURE = 512

/** Buffers that a thread of the module reads or writes: the addon keeps no reference, and must not find them collected. */
const inUse = new Set<Buffer>()

/**
 * The one private key that matches.
 * @throws HsmError KEY_NOT_FOUND, KEY_AMBIGUOUS
 */
export function findPrivateKey(cryptoki: Cryptoki, session: Handle, uri: Pkcs11Uri): ObjectIdentity {
  const found = privateKeys(cryptoki, session, uri)
  const [key] = found
  if (key && found.length === 1) return key
  const { pinValue: _, pinSource: __, ...shown } = uri
  const text = formatPkcs11Uri(shown)
  throw new HsmError(
    key ? 'KEY_AMBIGUOUS' : 'KEY_NOT_FOUND',
    key ? `${found.length} private keys match ${text}` : `no private key matches ${text}`,
    { details: { uri: text } },
  )
}

export function privateKeys(cryptoki: Cryptoki, session: Handle, uri: Pkcs11Uri): ObjectIdentity[] {
  const template = {
    [CK.CKA_CLASS]: CK.CKO_PRIVATE_KEY,
    ...(uri.object === undefined ? {} : { [CK.CKA_LABEL]: uri.object }),
    ...(uri.id === undefined ? {} : { [CK.CKA_ID]: uri.id }),
  }
  return findObjects(cryptoki, session, template)
    .map((handle) => readIdentity(cryptoki, session, handle))
    .filter(({ label, id }) => matchesObject(uri, { type: 'private', object: label, id }))
}

/** A private key of a token, found again by its label and id after a reconnection. */
export class TokenKey {
  readonly label: string
  readonly id: Uint8Array
  readonly kind: KeyKind
  readonly publicKey: PublicKey
  readonly #connection: TokenConnection
  #located: { readonly link: Link; readonly handle: Handle; readonly alwaysAuthenticate: boolean } | null = null

  constructor(connection: TokenConnection, identity: ObjectIdentity, kind: KeyKind, publicKey: PublicKey) {
    this.#connection = connection
    this.label = identity.label
    this.id = identity.id
    this.kind = kind
    this.publicKey = publicKey
  }

  /**
   * A signature as PKCS#11 gives it (ECDSA: r and s, fixed length), checked against the public key before anyone sees it: a faulty RSA
   * signature can give the private key away, and a public key of another pair would only be noticed by a stranger.
   */
  async sign(wish: SignatureWish, message: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
    const value = await this.#connection.inSession(
      'signing',
      (link, session) => this.#signIn(link, session, wish, message),
      signal,
    )
    const scheme = { scheme: wish.scheme, digest: digestByName(wish.digest), saltLength: wish.saltLength }
    const encoded = wish.scheme === 'ecdsa' ? ecdsaDer(value, this.kind) : value
    if (verifySignature(this.publicKey, scheme, message, encoded)) return value
    throw new HsmError('SIGNATURE_WRONG', `the signature by ${this.label} does not verify with its public key`, {
      details: { key: this.label },
    })
  }

  async #signIn(link: Link, session: Handle, wish: SignatureWish, message: Uint8Array): Promise<Uint8Array> {
    const mechanisms = mechanismsFor(wish, this.kind, message, link.mechanisms)
    for (const [index, mechanism] of mechanisms.entries()) {
      try {
        return await this.#signWith(link, session, mechanism)
      } catch (error) {
        // A token may list a mechanism that this key cannot use.
        if (resultCode(error) !== CKR.MECHANISM_INVALID || index === mechanisms.length - 1) throw error
      }
    }
    throw new TypeError('mechanismsFor gave nothing')
  }

  async #signWith(link: Link, session: Handle, { input, ...mechanism }: Mechanism): Promise<Uint8Array> {
    const { module } = this.#connection
    const { handle, alwaysAuthenticate } = this.#locate(link, session)
    const pin = alwaysAuthenticate ? await this.#connection.pin() : null
    module.cryptoki.C_SignInit(session, mechanism, handle)
    if (pin !== null) await this.#connection.authenticate(link, session, pin)
    // Never a null pointer, which an empty buffer of its own would be and the token refuse.
    const data = Buffer.alloc(input.length + 1).subarray(0, input.length)
    data.set(input)
    const out = Buffer.alloc(MAX_SIGNATURE)
    inUse.add(data).add(out)
    try {
      const value = module.parallel
        ? await module.cryptoki.C_SignAsync(session, data, out)
        : module.cryptoki.C_Sign(session, data, out)
      return Uint8Array.from(value)
    } finally {
      inUse.delete(data)
      inUse.delete(out)
    }
  }

  #locate(link: Link, session: Handle): { handle: Handle; alwaysAuthenticate: boolean } {
    if (this.#located?.link === link) return this.#located
    const { cryptoki } = this.#connection.module
    const { handle } = findPrivateKey(cryptoki, session, { object: this.label, id: this.id })
    const alwaysAuthenticate = readFlag(cryptoki, session, handle, CK.CKA_ALWAYS_AUTHENTICATE)
    this.#located = { link, handle, alwaysAuthenticate }
    return this.#located
  }
}
