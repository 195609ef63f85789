import { concat, type SigningKey, utf8 } from '@chancery/core'

/** A DSSE envelope (secure-systems-lab/dsse 1.0) with its one signature. */
export interface Envelope {
  readonly payloadType: string
  readonly payload: Uint8Array
  /** OpenSSH fingerprint of the key, or empty; a hint that decides nothing. */
  readonly keyid: string
  readonly signature: Uint8Array
}

/** The only payload type that cosign and slsa-verifier accept. */
export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json'

/** `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes: what is signed. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType)
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload)
}

export async function signEnvelope(
  key: SigningKey,
  payloadType: string,
  payload: Uint8Array,
  keyid: string,
  signal?: AbortSignal,
): Promise<Envelope> {
  return { payloadType, payload, keyid, signature: await key.sign(preAuthEncoding(payloadType, payload), signal) }
}
