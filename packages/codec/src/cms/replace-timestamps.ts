import { encodeContext, encodeSequence, encodeSetOf, sortEncodings } from '../der/encode.ts'
import { childrenOf, type Der, DerCursor, parseDer, parseDerPrefix } from '../der/reader.ts'
import { CodecError } from '../errors.ts'
import { encodeAttribute, replaceUnsignedAttributes } from './build.ts'
import { OID } from './oids.ts'
import { type Attribute, parseSignedData, signerInfoOf } from './signed-data.ts'
import { verifyTimestampToken } from './timestamp-token.ts'

/**
 * The tokens that a signature shall have: those it has in their order, the same or renewed, then new ones.
 * @param signature what tokens are over
 * @param tokens TimeStampTokens, in the order of the file
 * @returns null: leave it as it is
 */
export type ChangeTokens = (
  signature: Uint8Array,
  tokens: readonly Uint8Array[],
) => Promise<readonly Uint8Array[] | null>

/** Signtool nests one level deep; a crafted file must not exhaust the stack. */
const MAX_NESTING = 16

/**
 * The same ContentInfo with other timestamps on its signers, and on signatures that are nested in it. Everything that is signed keeps its bytes.
 * @param oid of the attribute for new tokens
 * @returns null where nothing changes
 * @throws CodecError
 */
export async function replaceTimestamps(
  contentInfo: Uint8Array,
  oid: string,
  change: ChangeTokens,
  depth = 0,
): Promise<Uint8Array | null> {
  if (depth > MAX_NESTING) throw new CodecError('CMS_MALFORMED', 'signatures are nested too deep')
  const outer = new DerCursor(parseDerPrefix(contentInfo, 'ContentInfo'), 'ContentInfo')
  const type = outer.take('contentType')
  const members = childrenOf(parseDer(outer.take('content', 0xa0).content, 'SignedData'), 'SignedData')
  const signerInfos = members.at(-1)
  if (!signerInfos) throw new CodecError('SIGNER_MISSING', 'the signature has no signer to carry timestamps')
  const signers: Uint8Array[] = []
  let changed = false
  for (const node of childrenOf(signerInfos, 'signerInfos')) {
    const signer = await changeSigner(node, oid, change, depth)
    signers.push(signer ?? node.bytes)
    changed ||= signer !== null
  }
  if (!changed) return null
  const signedData = encodeSequence(...members.slice(0, -1).map(({ bytes }) => bytes), encodeSetOf(...signers))
  return encodeSequence(type.bytes, encodeContext(0, signedData))
}

async function changeSigner(node: Der, oid: string, change: ChangeTokens, depth: number): Promise<Uint8Array | null> {
  const { signature, unsignedAttrs } = signerInfoOf(node)
  const tokens = unsignedAttrs.filter(hasTokens).flatMap(({ values }) => values.map(({ bytes }) => bytes))
  const wanted = await change(signature, tokens)
  const left = [...(wanted ?? tokens)]
  const attributes: Uint8Array[] = []
  let changed = wanted !== null
  for (const attribute of unsignedAttrs) {
    if (hasTokens(attribute)) {
      attributes.push(encodeAttribute(attribute.oid, ...left.splice(0, attribute.values.length)))
    } else if (attribute.oid === OID.nestedSignature) {
      const nested = await changeNested(attribute, oid, change, depth + 1)
      changed ||= nested !== null
      attributes.push(nested ?? attribute.bytes)
    } else attributes.push(attribute.bytes)
  }
  if (!changed) return null
  attributes.push(...left.map((token) => encodeAttribute(oid, token)))
  const fields = childrenOf(node, 'SignerInfo').filter(({ tag }) => tag !== 0xa1)
  return encodeSequence(...fields.map(({ bytes }) => bytes), encodeContext(1, ...sortEncodings(attributes)))
}

async function changeNested(
  { values }: Attribute,
  oid: string,
  change: ChangeTokens,
  depth: number,
): Promise<Uint8Array | null> {
  const signatures: Uint8Array[] = []
  let changed = false
  for (const { bytes } of values) {
    const signature = await replaceTimestamps(bytes, oid, change, depth)
    signatures.push(signature ?? bytes)
    changed ||= signature !== null
  }
  return changed ? encodeAttribute(OID.nestedSignature, ...signatures) : null
}

function hasTokens({ oid }: Attribute): boolean {
  return oid === OID.timestampToken || oid === OID.microsoftTimestampToken
}

/** The token with a timestamp of its own signature in it; what is signed stays as it is. */
export function withRenewal(token: Uint8Array, renewal: Uint8Array): Uint8Array {
  return replaceUnsignedAttributes(token, (attributes) => [...attributes, encodeAttribute(OID.timestampToken, renewal)])
}

/**
 * A token renewed: the newest timestamp in it, which is the token itself where none is, gets one over its own signature.
 * @param message what `token` is over
 * @param renew given the newest timestamp's message, token and signature; gives the new token over that signature
 * @throws CodecError
 */
export async function renewToken(
  token: Uint8Array,
  message: Uint8Array,
  renew: (newest: {
    readonly message: Uint8Array
    readonly token: Uint8Array
    readonly signature: Uint8Array
  }) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const [signer] = parseSignedData(token).signerInfos
  if (!signer) throw new CodecError('SIGNER_MISSING', 'the timestamp has no signer')
  const { signature } = signer
  const renewals = signer.unsignedAttrs.filter(hasTokens).flatMap(({ values }) => values)
  if (renewals.length === 0) return withRenewal(token, await renew({ message, token, signature }))
  const times = renewals.map(({ bytes }) => verifyTimestampToken(bytes, signature).time.getTime())
  const newest = times.indexOf(Math.max(...times))
  const renewed = await replaceTimestamps(token, OID.timestampToken, async (_, inner) =>
    inner.with(newest, await renewToken(inner[newest] as Uint8Array, signature, renew)),
  )
  return renewed as Uint8Array
}
