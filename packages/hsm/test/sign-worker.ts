/** One of many processes that use a token at once: opens it, signs with it, prints the signatures in hex, each on a line. */
import { type SigningKey, toHex, utf8 } from '@chancery/core'
import { openToken } from '../src/index.ts'

const [module, softhsmConf, pinFile, label, rounds] = process.argv.slice(2) as [string, string, string, string, string]
// Twice, as a run with a release key and an attestation key does.
const tokens = await Promise.all([0, 1].map(() => openToken({ module, softhsmConf, pin: { file: pinFile } })))
const keys = await Promise.all(tokens.map((token) => token.signingKey({ label })))
for (let round = 0; round < Number(rounds); round++) {
  const key = keys[round % 2] as SigningKey
  console.log(toHex(await key.sign(utf8(`${process.pid} ${round}`))), process.pid, round)
}
for (const token of tokens) token.close()
