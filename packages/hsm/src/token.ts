import type { Certificate } from '@chancery/codec'
import {
  chooseSignatureAlgorithm,
  type DigestName,
  equalBytes,
  type SignerInfo,
  type SigningKey,
  signatureAlgorithm,
} from '@chancery/core'
import { completeChain, readCertificates } from './certificates.ts'
import { type Link, TokenConnection } from './connection.ts'
import type { Cryptoki } from './cryptoki.ts'
import { HsmError } from './errors.ts'
import { type GenerateKeyOptions, generateKeyPair, writeCertificate } from './key-store.ts'
import { ecdsaDer, type SignatureWish, wishOf } from './mechanism.ts'
import { locateModule, type ModuleRegistry, processModules } from './module.ts'
import { type PinSource, pinSourceOf } from './pin.ts'
import { supportedKind } from './public-key.ts'
import {
  certificatesOf,
  type KeyFacts,
  newestCertificate,
  readKeyFacts,
  readKeyPublicKey,
  readTokenCertificates,
} from './token-contents.ts'
import { findPrivateKey, privateKeys, TokenKey } from './token-key.ts'
import type { ObjectIdentity } from './token-object.ts'
import { type Pkcs11Uri, parsePkcs11Uri } from './uri.ts'
import { matchesToken } from './uri-match.ts'

export interface TokenOptions {
  /** Selects the token by the token, slot and library attributes; others are not looked at. Without it the module must have one token only. */
  readonly uri?: string | Pkcs11Uri | undefined
  /** Path of the PKCS#11 module; goes before the URI's module-path and module-name. */
  readonly module?: string | undefined
  /** Path of the softhsm2.conf, for SoftHSM: SOFTHSM2_CONF for this module. One module has one in a process. */
  readonly softhsmConf?: string | undefined
  /** Goes before the URI's pin-source. */
  readonly pin?: PinSource | undefined
  /** Sessions that sign at the same time, at most; by default 4. */
  readonly sessions?: number | undefined
}

/** Names one private key: by URI (object, id), or by its label. */
export type KeyQuery = { readonly uri: string | Pkcs11Uri } | { readonly label: string }

export type SigningKeyOptions = KeyQuery & {
  /** Logical name; by default the key's label. */
  readonly name?: string | undefined
  readonly digest?: DigestName | undefined
  /** RSASSA-PSS rather than PKCS#1 v1.5. */
  readonly pss?: boolean | undefined
  /**
   * Certificate files (PEM or DER), the key's own certificate first. Without them the token's are taken, where it has some; issuers are
   * completed from both.
   */
  readonly certificates?: readonly Uint8Array[] | undefined
}

/** A key that is told how to sign each time. */
export interface VersatileKey {
  /** `algorithm` is the one that it signs files with. */
  readonly info: SignerInfo
  /** ECDSA values come as DER. */
  sign(wish: SignatureWish, message: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
}

const DEFAULT_SESSIONS = 4
const MAX_SESSIONS = 64

/**
 * Loads the module, finds the token and logs in.
 * @throws HsmError URI_INVALID, PKCS11JS_MISSING, MODULE_*, SOFTHSM_CONF_*, TOKEN_*, PIN_*, LOGIN_REFUSED, SESSION_LIMIT; CoreError ABORTED
 */
export async function openToken(
  options: TokenOptions,
  signal?: AbortSignal,
  modules: ModuleRegistry = processModules,
): Promise<Token> {
  const uri = asUri(options.uri ?? 'pkcs11:')
  const sessions = options.sessions ?? DEFAULT_SESSIONS
  if (!Number.isInteger(sessions) || sessions < 1 || sessions > MAX_SESSIONS) {
    throw new TypeError(`sessions: a whole number from 1 to ${MAX_SESSIONS}`)
  }
  // Looked at even where `pin` is given: a PIN in a URI is a leak, used or not.
  const pin = options.pin ?? pinSourceOf(uri)
  if (uri.pinValue !== undefined) pinSourceOf(uri)
  const module = await modules.open(locateModule(options.module, uri), options.softhsmConf, signal)
  const connection = new TokenConnection(module, { uri, pin, sessions })
  const { slot } = await connection.link(signal)
  return new Token(connection, slot)
}

function asUri(uri: string | Pkcs11Uri): Pkcs11Uri {
  return typeof uri === 'string' ? parsePkcs11Uri(uri) : uri
}

/** A token that we are logged in to. */
export class Token {
  readonly label: string
  readonly manufacturer: string
  readonly model: string
  readonly serial: string
  readonly #connection: TokenConnection

  /** Use {@link openToken}. */
  constructor(
    connection: TokenConnection,
    slot: { token: string; manufacturer: string; model: string; serial: string },
  ) {
    this.#connection = connection
    this.label = slot.token
    this.manufacturer = slot.manufacturer
    this.model = slot.model
    this.serial = slot.serial
  }

  /** The private keys of the token, ordered by label. */
  async keys(signal?: AbortSignal): Promise<readonly KeyFacts[]> {
    return this.#connection.query(
      'listing keys',
      (link) => {
        const certificates = readTokenCertificates(this.#cryptoki, link)
        return privateKeys(this.#cryptoki, link.anchor, {})
          .map((identity) => readKeyFacts(this.#cryptoki, link, identity, certificates))
          .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
      },
      signal,
    )
  }

  /**
   * A key that signs messages, hashed here; ECDSA values come as DER.
   * @throws HsmError KEY_NOT_FOUND, KEY_AMBIGUOUS, PUBLIC_KEY_MISSING, CERTIFICATE_INVALID, CERTIFICATE_MISMATCH; CoreError ALGORITHM_UNSUPPORTED
   */
  async signingKey(options: SigningKeyOptions, signal?: AbortSignal): Promise<SigningKey> {
    const { info, sign } = await this.versatileKey(options, signal)
    const wish = wishOf(signatureAlgorithm(info.algorithm))
    return { info, sign: (message, signal) => sign(wish, message, signal) }
  }

  /** A key that signs in whatever scheme and with whatever digest it is asked to: formats that want another than the key's own have their say. */
  async versatileKey(options: SigningKeyOptions, signal?: AbortSignal): Promise<VersatileKey> {
    const { key, certificates } = await this.find(options, options.certificates, signal)
    return {
      info: {
        name: options.name ?? key.label,
        key: key.kind,
        algorithm: chooseSignatureAlgorithm(key.kind, options.digest, options.pss).id,
        publicKey: Uint8Array.from(key.publicKey.spki),
        certificates,
      },
      async sign(wish, message, signal) {
        const value = await key.sign(wish, message, signal)
        return wish.scheme === 'ecdsa' ? ecdsaDer(value, key.kind) : value
      },
    }
  }

  /** The key itself, with its chain: for what signs in other ways than the table of algorithms. */
  async find(
    query: KeyQuery,
    files: readonly Uint8Array[] = [],
    signal?: AbortSignal,
  ): Promise<{ readonly key: TokenKey; readonly certificates: readonly Uint8Array[] }> {
    const given = files.flatMap((file) => readCertificates(file))
    return this.#connection.query(
      'finding the key',
      (link) => {
        const identity = this.#findKey(link, query)
        const onToken = readTokenCertificates(this.#cryptoki, link)
        const own = certificatesOf(identity, onToken)
        const publicKey =
          readKeyPublicKey(this.#cryptoki, link, identity) ??
          own[0]?.certificate.publicKey ??
          given[0]?.publicKey ??
          null
        if (!publicKey) {
          throw new HsmError('PUBLIC_KEY_MISSING', `the public key of ${identity.label} is not known`, {
            details: { key: identity.label },
          })
        }
        const kind = supportedKind(publicKey)
        const leaf = given[0] ?? newestCertificate(publicKey, own, onToken)
        if (leaf && !equalBytes(leaf.publicKey.spki, publicKey.spki)) {
          throw new HsmError(
            'CERTIFICATE_MISMATCH',
            `the certificate of ${leaf.subjectName} is not for ${identity.label}`,
            {
              details: { key: identity.label, subject: leaf.subjectName },
            },
          )
        }
        const known = [...given, ...onToken.map(({ certificate }) => certificate)]
        return {
          key: new TokenKey(this.#connection, identity, kind, publicKey),
          certificates: leaf ? completeChain(leaf, known) : [],
        }
      },
      signal,
    )
  }

  /**
   * Makes a key pair that never leaves the token.
   * @throws HsmError KEY_EXISTS, MECHANISM_UNSUPPORTED
   */
  async generateKey(options: GenerateKeyOptions, signal?: AbortSignal): Promise<KeyFacts> {
    const id = await this.#connection.run(
      'generating a key',
      (link) => generateKeyPair(this.#cryptoki, link, options),
      signal,
    )
    return this.#connection.query('generating a key', (link) =>
      readKeyFacts(
        this.#cryptoki,
        link,
        findPrivateKey(this.#cryptoki, link.anchor, { object: options.label, id }),
        [],
      ),
    )
  }

  /**
   * Puts a key's certificate on the token, and its issuers where the file has them. What is there already stays.
   * @param file PEM or DER, the key's own certificate first
   * @throws HsmError CERTIFICATE_INVALID, CERTIFICATE_MISMATCH, KEY_NOT_FOUND, KEY_AMBIGUOUS
   */
  async importCertificate(query: KeyQuery, file: Uint8Array, signal?: AbortSignal): Promise<void> {
    const { key } = await this.find(query, [file], signal)
    const [leaf, ...issuers] = readCertificates(file)
    await this.#connection.query(
      'importing a certificate',
      (link) => {
        const present = readTokenCertificates(this.#cryptoki, link).map(({ certificate }) => certificate)
        const isNew = (one: Certificate): boolean => !present.some((other) => equalBytes(other.der, one.der))
        if (leaf && isNew(leaf)) writeCertificate(this.#cryptoki, link, leaf, { label: key.label, id: key.id })
        for (const issuer of issuers.filter(isNew)) {
          writeCertificate(this.#cryptoki, link, issuer, { label: issuer.subjectName, id: new Uint8Array() })
        }
      },
      signal,
    )
  }

  /** Closes our sessions; what is being signed is finished. The process stays logged in as long as others have sessions. */
  close(): void {
    this.#connection.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  get #cryptoki(): Cryptoki {
    return this.#connection.module.cryptoki
  }

  #findKey(link: Link, query: KeyQuery): ObjectIdentity {
    const uri = 'label' in query ? { object: query.label } : asUri(query.uri)
    if (!matchesToken({ ...uri, vendorPath: [] }, link.slot)) {
      throw new HsmError('KEY_NOT_FOUND', `the URI names another token than ${this.label}`, {
        details: { token: this.label },
      })
    }
    return findPrivateKey(this.#cryptoki, link.anchor, uri)
  }
}
