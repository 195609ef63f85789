/** One of many processes that use a token at once: opens it, signs, prints the signatures in hex, each on a line. */
import { toHex, utf8 } from '@chancery/core'
import { openToken } from '../src/index.ts'

const [module, softhsmConf, pinFile, label, rounds] = process.argv.slice(2) as [string, string, string, string, string]
const token = await openToken({ module, softhsmConf, pin: { file: pinFile } })
const key = await token.signingKey({ label })
for (let round = 0; round < Number(rounds); round++) {
  console.log(toHex(await key.sign(utf8(`${process.pid} ${round}`))), process.pid, round)
}
token.close()
