import { createHash, randomBytes } from 'node:crypto'
import { children, integer, octetString, oid, sequence, tlv } from '../ca/der.ts'

/** A policy that the authority's own is not. */
export const OTHER_POLICY = '1.3.6.1.4.1.55555.2.2'

/** How a query is changed before the authority sees it, so that its answer is to another one. */
export type QueryChange = 'other-imprint' | 'other-nonce' | 'no-nonce' | 'other-policy' | 'no-certificate'

const CHANGES: Readonly<Record<QueryChange, (query: Query) => readonly Uint8Array[]>> = {
  'other-imprint': ({ version, imprint, policy, nonce, certReq }) => {
    const [algorithm, hashed] = children(imprint) as [Uint8Array, Uint8Array]
    const other = sequence(algorithm, octetString(randomBytes(hashed.length - 2)))
    return [version, other, ...policy, ...nonce, ...certReq]
  },
  'other-nonce': (query) => [...start(query), ...query.policy, integer(0x0123456789abcdefn), ...query.certReq],
  'no-nonce': (query) => [...start(query), ...query.policy, ...query.certReq],
  'other-policy': (query) => [...start(query), oid(OTHER_POLICY), ...query.nonce, ...query.certReq],
  'no-certificate': (query) => [...start(query), ...query.policy, ...query.nonce],
}

/** TimeStampReq, RFC 3161 section 2.4.1: the optional fields are known by their tags. */
interface Query {
  readonly version: Uint8Array
  readonly imprint: Uint8Array
  readonly policy: readonly Uint8Array[]
  readonly nonce: readonly Uint8Array[]
  readonly certReq: readonly Uint8Array[]
}

const start = ({ version, imprint }: Query): Uint8Array[] => [version, imprint]

export function isQueryChange(fault: string | null): fault is QueryChange {
  return fault !== null && Object.hasOwn(CHANGES, fault)
}

export function changeQuery(query: Uint8Array, change: QueryChange): Uint8Array {
  const [version, imprint, ...rest] = children(query) as [Uint8Array, Uint8Array, ...Uint8Array[]]
  const [nonce, certReq, policy] = [0x02, 0x01, 0x06].map((tag) => rest.filter((field) => field[0] === tag)) as [
    Uint8Array[],
    Uint8Array[],
    Uint8Array[],
  ]
  return sequence(...CHANGES[change]({ version, imprint, policy, nonce, certReq }))
}

/** A query for the SHA-256 of `message`, with a nonce and a wish for the certificate. */
export function buildQuery(message: Uint8Array): Uint8Array {
  const algorithm = sequence(oid('2.16.840.1.101.3.4.2.1'), tlv(0x05))
  const imprint = sequence(algorithm, octetString(createHash('sha256').update(message).digest()))
  return sequence(integer(1), imprint, integer(randomBytes(8).readBigUInt64BE()), tlv(0x01, Uint8Array.of(0xff)))
}
