import { rawSignatureValue } from '@chancery/codec'
import { logId } from './note/key.ts'
import type { NoteSigner } from './note/signer.ts'
import { encodeReceipt, type ReceiptProof, receiptMessage, receiptSubject } from './receipt.ts'
import { receiptAlgorithm } from './receipt-verify.ts'

/**
 * A receipt by the log's own key. The root must be one that the log has signed already: a receipt of any other commits it to a second history.
 * @param root to which the proof leads
 * @param entry its bytes; null for a proof of consistency
 * @throws TlogError NOTE_KEY_UNSUITABLE for a witness, and whatever the signer throws
 */
export async function signReceipt(
  proof: ReceiptProof,
  root: Uint8Array,
  entry: Uint8Array | null,
  signer: NoteSigner,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { key } = signer
  const algorithm = receiptAlgorithm(key)
  const subject = receiptSubject(proof, entry)
  const claims = { algorithm: algorithm.cose, kid: logId(key), issuer: key.name, subject }
  const signature = await signer.sign(receiptMessage(claims, root), signal)
  return encodeReceipt(claims, proof, rawSignatureValue(algorithm, signature))
}
