/**
 * The raw rate of a token, by pkcs11js and nothing of ours: signatures of a SHA-256 DigestInfo, one after the other in one session and
 * four at once in four. Run by bench.ts with the folder of `chancery init`, for it loads SoftHSM into the process.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const SIGNATURES = 200
const { folder = '', module = '' } = parseArgs({
  options: { folder: { type: 'string' }, module: { type: 'string' } },
}).values
process.env.SOFTHSM2_CONF = join(folder, '.chancery/softhsm2.conf')

const pkcs11js: typeof import('pkcs11js') = createRequire(import.meta.url)('pkcs11js')
const token = new pkcs11js.PKCS11()
token.load(module)
// Without locks, SoftHSM dies of four threads now and then.
token.C_Initialize({ flags: pkcs11js.CKF_OS_LOCKING_OK })
const [slot] = token.C_GetSlotList(true).filter((one) => token.C_GetTokenInfo(one).label.trim() === 'chancery')
if (!slot) throw new Error('the token is not there')
const openSession = (): Buffer => token.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION)
const first = openSession()
token.C_Login(first, pkcs11js.CKU_USER, readFileSync(join(folder, '.chancery/pin'), 'utf8').trim())
token.C_FindObjectsInit(first, [
  { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
  { type: pkcs11js.CKA_LABEL, value: 'release' },
])
const [key] = token.C_FindObjects(first, 1)
token.C_FindObjectsFinal(first)
if (!key) throw new Error('the key is not there')
const digestInfo = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), Buffer.alloc(32, 1)])
const inUse = new Set<Buffer>()

async function rate(sessions: readonly Buffer[]): Promise<number> {
  const started = performance.now()
  await Promise.all(
    sessions.map(async (session) => {
      for (let done = 0; done < SIGNATURES / sessions.length; done++) {
        token.C_SignInit(session, { mechanism: pkcs11js.CKM_RSA_PKCS }, key as Buffer)
        const out = Buffer.alloc(512)
        // The addon holds no reference to what its thread writes into.
        inUse.add(out)
        await token.C_SignAsync(session, digestInfo, out)
      }
    }),
  )
  return SIGNATURES / ((performance.now() - started) / 1000)
}

const one = await rate([first])
const four = await rate([first, openSession(), openSession(), openSession()])
process.stdout.write(JSON.stringify({ one, four }))
