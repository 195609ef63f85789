import type { CertifiedKey } from '../ca/ca.ts'
import { children, integer, sequence, tlv } from '../ca/der.ts'
import { type TempDir, tempDir } from '../temp-dir.ts'
import { findTool, type Tool } from '../tool.ts'
import { OTHER_POLICY } from './query.ts'

export const TSA_POLICY = '1.3.6.1.4.1.55555.2.1'

/** What openssl's timestamp authority is told of itself. */
const CONFIGURATION = `
[tsa]
serial = $ENV::TSA_SERIAL
crypto_device = builtin
default_policy = ${TSA_POLICY}
other_policies = ${OTHER_POLICY}
digests = sha1, sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** A timestamp authority that is openssl, and so independent of our own responder. */
export class OpensslAuthority implements Disposable {
  readonly #dir: TempDir = tempDir()
  readonly #program: Tool
  readonly #configuration: string
  /** Options that name the signer's files: written once, for answers are made side by side. */
  readonly #credentials: readonly string[]
  #count = 0

  /** @param proper a certificate fit for timestamps: openssl signs with no other */
  constructor(proper: CertifiedKey) {
    const program = findTool('openssl')
    if (!program) throw new Error('openssl is not on PATH')
    this.#program = program
    this.#configuration = this.#dir.write('tsa.cnf', CONFIGURATION)
    const issuers = proper.chainPem.replace(proper.certificate.pem, '')
    this.#credentials = [
      ...['-signer', this.#dir.write('proper.pem', proper.certificate.pem)],
      ...['-inkey', this.#dir.write('proper.key', proper.key.privateKeyPem)],
      ...(issuers ? ['-chain', this.#dir.write('proper.issuers.pem', issuers)] : []),
    ]
  }

  /** TimeStampReq to TimeStampResp, DER. */
  async reply(query: Uint8Array): Promise<Uint8Array> {
    const id = String(++this.#count)
    const out = this.#dir.at(`${id}.tsr`)
    const serial = this.#dir.write(`${id}.serial`, id.length % 2 ? `0${id}` : id)
    await this.#run(
      [
        ...['ts', '-reply', '-config', this.#configuration, '-section', 'tsa'],
        ...['-queryfile', this.#dir.write(`${id}.tsq`, query), '-out', out, ...this.#credentials],
      ],
      { TSA_SERIAL: serial },
    )
    return this.#dir.read(`${id}.tsr`)
  }

  /** The same statement at another time, or signed by a key whose certificate openssl would not use. */
  async restate(response: Uint8Array, signer: CertifiedKey, at: Date | null): Promise<Uint8Array> {
    const id = String(++this.#count)
    const out = this.#dir.at(`${id}.cms`)
    const info = tstInfoOf(response)
    const issuers = signer.chainPem.replace(signer.certificate.pem, '')
    await this.#run([
      ...['cms', '-sign', '-binary', '-nodetach', '-cades', '-md', 'sha256', '-econtent_type', TST_INFO],
      ...['-signer', this.#dir.write(`${id}.pem`, signer.certificate.pem)],
      ...(issuers ? ['-certfile', this.#dir.write(`${id}.issuers.pem`, issuers)] : []),
      ...['-inkey', this.#dir.write(`${id}.key`, signer.key.privateKeyPem)],
      ...['-in', this.#dir.write(`${id}.info`, at ? dated(info, at) : info), '-outform', 'DER', '-out', out],
    ])
    return granted(this.#dir.read(`${id}.cms`))
  }

  [Symbol.dispose](): void {
    this.#dir[Symbol.dispose]()
  }

  async #run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const { code, text } = await this.#program.run(args, { env })
    if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${text}`)
  }
}

/** PKIStatusInfo of RFC 3161 section 2.4.2, and the token where one is granted. */
function granted(token: Uint8Array): Uint8Array {
  return sequence(sequence(integer(0)), token)
}

export function rejected(): Uint8Array {
  const badAlgorithm = tlv(0x03, Uint8Array.of(7, 0x80))
  const text = sequence(tlv(0x0c, new TextEncoder().encode('no')))
  return sequence(sequence(integer(2), text, badAlgorithm))
}

/** The bare TimeStampToken (ContentInfo, DER) of a granted response. @throws Error where there is none */
export function tokenOf(response: Uint8Array): Uint8Array {
  const token = children(response)[1]
  if (!token) throw new Error('the response has no token')
  return token
}

/** ContentInfo, SignedData, EncapsulatedContentInfo, eContent: RFC 5652. */
function tstInfoOf(response: Uint8Array): Uint8Array {
  const signedData = children(children(tokenOf(response))[1] as Uint8Array)[0] as Uint8Array
  const encapsulated = children(signedData)[2] as Uint8Array
  const octets = children(children(encapsulated)[1] as Uint8Array)[0] as Uint8Array
  return contentOf(octets)
}

function contentOf(der: Uint8Array): Uint8Array {
  const first = der[1] as number
  return der.slice(first < 0x80 ? 2 : 2 + (first & 0x7f))
}

/** TSTInfo with another genTime. */
function dated(info: Uint8Array, at: Date): Uint8Array {
  const time = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  const generalizedTime = tlv(0x18, new TextEncoder().encode(time))
  return sequence(...children(info).map((field) => (field[0] === 0x18 ? generalizedTime : field)))
}
