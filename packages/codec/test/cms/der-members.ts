import { childrenOf, parseDer } from '@chancery/codec'

/** The members of a SEQUENCE, each whole: a TimeStampResp is its status and its token. */
export function derMembers(bytes: Uint8Array): readonly Uint8Array[] {
  return childrenOf(parseDer(bytes, 'SEQUENCE'), 'SEQUENCE').map((node) => node.bytes)
}
