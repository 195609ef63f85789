import { constants, createHash, createPublicKey, type VerifyKeyObjectInput, verify } from 'node:crypto'
import type { DigestName, KeyKind, SigningKey } from '@chancery/core'
import {
  createSoftToken,
  openssl,
  type SoftKeyKind,
  type SoftTokenFixture,
  softHsmMissing,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openToken } from '../src/token.ts'
import { ckr, failing, faultyModules } from './faulty-module.ts'

const KINDS: SoftKeyKind[] = ['rsa2048', 'rsa3072', 'rsa4096', 'p256', 'p384', 'p521', 'ed25519']
const MESSAGE = new TextEncoder().encode('what is signed is what was built')

function verifies(key: SigningKey, digest: DigestName, signature: Uint8Array, message: Uint8Array = MESSAGE): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key.info.publicKey), format: 'der', type: 'spki' })
  const pss = key.info.algorithm.startsWith('rsa-pss')
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  const options: VerifyKeyObjectInput = { key: publicKey, ...(pss ? padding : {}) }
  return verify(key.info.key === 'ed25519' ? null : digest, message, options, signature)
}

describe.skipIf(softHsmMissing())('a key in a token', () => {
  let soft: SoftTokenFixture
  beforeAll(async () => {
    soft = await createSoftToken({ keys: KINDS.map((kind) => ({ label: kind, kind })) })
  })
  afterAll(() => soft.dispose())

  test.each<[SoftKeyKind, KeyKind, DigestName | undefined, boolean, string]>([
    ['rsa2048', 'rsa', undefined, false, 'rsa-pkcs1-sha256'],
    ['rsa3072', 'rsa', 'sha384', false, 'rsa-pkcs1-sha384'],
    ['rsa4096', 'rsa', 'sha512', false, 'rsa-pkcs1-sha512'],
    ['rsa2048', 'rsa', 'sha256', true, 'rsa-pss-sha256'],
    ['rsa3072', 'rsa', 'sha384', true, 'rsa-pss-sha384'],
    ['rsa4096', 'rsa', 'sha512', true, 'rsa-pss-sha512'],
    ['p256', 'p256', undefined, false, 'ecdsa-p256-sha256'],
    ['p384', 'p384', undefined, false, 'ecdsa-p384-sha384'],
    ['p521', 'p521', undefined, false, 'ecdsa-p521-sha512'],
    ['ed25519', 'ed25519', undefined, false, 'ed25519'],
  ])('%s signs (%s %s pss:%s) as %s', async (label, kind, digest, pss, algorithm) => {
    const key = await soft.token.signingKey({ label, digest, pss })
    expect(key.info).toMatchObject({ name: label, key: kind, algorithm, certificates: [] })
    const hash = (/sha\d+$/.exec(algorithm)?.[0] ?? 'sha512') as DigestName
    for (const message of [MESSAGE, new Uint8Array(), new Uint8Array(100_000).fill(7)]) {
      const signature = await key.sign(message)
      expect(signature.constructor).toBe(Uint8Array)
      expect(verifies(key, hash, signature, message)).toBe(true)
      signature[10] = (signature[10] as number) ^ 1
      expect(verifies(key, hash, signature, message)).toBe(false)
    }
  })

  test('signs what openssl verifies', async (context) => {
    const tool = openssl(context)
    const key = await soft.token.signingKey({ label: 'p521' })
    using dir = tempDir()
    const publicKey = createPublicKey({ key: Buffer.from(key.info.publicKey), format: 'der', type: 'spki' })
    const pem = dir.write('key.pem', publicKey.export({ format: 'pem', type: 'spki' }) as string)
    const signature = dir.write('signature', await key.sign(MESSAGE))
    const data = dir.write('data', MESSAGE)
    const { code } = await tool.run(['dgst', '-sha512', '-verify', pem, '-signature', signature, data])
    expect(code).toBe(0)
    dir.write('data', 'something else')
    expect((await tool.run(['dgst', '-sha512', '-verify', pem, '-signature', signature, data])).code).not.toBe(0)
  })

  test('encodes every ECDSA value as DER, whatever its leading bits', async () => {
    const key = await soft.token.signingKey({ label: 'p256' })
    const lengths = new Set<number>()
    for (let i = 0; i < 300; i++) {
      const message = Uint8Array.of(i & 255, i >> 8)
      const signature = await key.sign(message)
      lengths.add(signature.length)
      expect(verifies(key, 'sha256', signature, message)).toBe(true)
    }
    // Padded, unpadded and short integers have occurred.
    expect(lengths.size).toBeGreaterThan(1)
  })

  test.each([
    ['p256', 'sha384'],
    ['p384', 'sha256'],
    ['ed25519', 'sha256'],
  ] as const)('%s with %s is not in the table of algorithms', async (label, digest) => {
    const signing = soft.token.signingKey({ label, digest })
    await expect(signing).rejects.toMatchObject({ code: 'ALGORITHM_UNSUPPORTED', exitCode: 2 })
  })

  describe('hashes here', () => {
    /** The data that went to the token for each mechanism. */
    async function sent(label: SoftKeyKind, hidden: readonly number[], pss = false): Promise<[number, number][]> {
      let mechanism = -1
      const seen: [number, number][] = []
      const faulty = faultyModules({
        C_GetMechanismList: (call, args) => (call(...args) as number[]).filter((one) => !hidden.includes(one)),
        C_SignInit: (call, args) => {
          mechanism = (args[1] as { mechanism: number }).mechanism
          return call(...args)
        },
        C_SignAsync: (call, args) => {
          seen.push([mechanism, (args[1] as Buffer).length])
          return call(...args)
        },
      })
      using token = await openToken(soft.options, undefined, faulty.modules)
      const key = await token.signingKey({ label, pss })
      expect(verifies(key, label === 'p384' ? 'sha384' : 'sha256', await key.sign(MESSAGE))).toBe(true)
      return seen
    }

    test('and sends DigestInfo, digest or, for Ed25519, the message', async () => {
      expect(await sent('rsa2048', [])).toEqual([[0x1, 51]])
      expect(await sent('rsa2048', [], true)).toEqual([[0xd, 32]])
      expect(await sent('p384', [])).toEqual([[0x1041, 48]])
      expect(await sent('ed25519', [])).toEqual([[0x1057, MESSAGE.length]])
    })

    test('unless the token lacks the raw mechanism', async () => {
      expect(await sent('rsa2048', [0x1])).toEqual([[0x40, MESSAGE.length]])
      expect(await sent('rsa2048', [0xd], true)).toEqual([[0x43, MESSAGE.length]])
    })
  })

  test('turns to the hashed mechanism where the token refuses the raw one that it lists', async () => {
    const used: number[] = []
    const faulty = faultyModules({
      C_SignInit: (call, args) => {
        const { mechanism } = args[1] as { mechanism: number }
        used.push(mechanism)
        if (mechanism === 1) throw ckr('MECHANISM_INVALID')
        return call(...args)
      },
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'rsa2048' })
    expect(verifies(key, 'sha256', await key.sign(MESSAGE))).toBe(true)
    expect(used).toEqual([0x1, 0x40])
  })

  test('without any mechanism is MECHANISM_UNSUPPORTED', async () => {
    const faulty = faultyModules({ C_GetMechanismList: () => [] })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'ed25519' })
    await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'MECHANISM_UNSUPPORTED', exitCode: 2 })
  })

  test('that the token refuses for every mechanism is MECHANISM_UNSUPPORTED', async () => {
    const faulty = faultyModules({ C_SignInit: failing('MECHANISM_INVALID', Number.POSITIVE_INFINITY) })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'rsa2048' })
    await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'MECHANISM_UNSUPPORTED' })
    expect(faulty.count('C_SignInit')).toBe(2)
  })

  test.each(['rsa2048', 'p256', 'ed25519'] as const)('%s whose signature is wrong gives none', async (label) => {
    const faulty = faultyModules({
      C_SignAsync: async (call, args) => {
        const value = (await call(...args)) as Buffer
        value[value.length - 1] = (value[value.length - 1] as number) ^ 1
        return value
      },
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label })
    await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'SIGNATURE_WRONG', exitCode: 3 })
  })

  test('whose ECDSA signature is cut gives none', async () => {
    const faulty = faultyModules({
      C_SignAsync: async (call, args) => ((await call(...args)) as Buffer).subarray(1),
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'p256' })
    await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'SIGNATURE_WRONG' })
  })

  test('keeps the data of a signature under way from the garbage collector', async () => {
    const key = await soft.token.signingKey({ label: 'rsa2048' })
    const messages = Array.from({ length: 200 }, (_, i) =>
      new TextEncoder().encode(createHash('sha256').update(`${i}`).digest('hex')),
    )
    const signing = messages.map((message) => key.sign(message))
    // What a collected buffer would be overwritten with.
    for (let i = 0; i < 200; i++) Buffer.alloc(1 << 16, i)
    for (const [i, signature] of (await Promise.all(signing)).entries()) {
      expect(verifies(key, 'sha256', signature, messages[i])).toBe(true)
    }
  })

  describe('that wants the PIN each time', () => {
    test('gets it each time', async () => {
      await soft.token.generateKey({ label: 'each', kind: 'rsa', bits: 2048, alwaysAuthenticate: true })
      const users: number[] = []
      const faulty = faultyModules({
        C_Login: (call, args) => {
          users.push(args[1] as number)
          return call(...args)
        },
      })
      using token = await openToken(soft.options, undefined, faulty.modules)
      const key = await token.signingKey({ label: 'each' })
      await Promise.all([key.sign(MESSAGE), key.sign(MESSAGE), key.sign(MESSAGE)])
      expect(verifies(key, 'sha256', await key.sign(MESSAGE))).toBe(true)
      // The process was logged in before; four context-specific logins.
      expect(users).toEqual([2, 2, 2, 2])
    })

    test('without it does not sign, in SoftHSM either', async () => {
      const faulty = faultyModules({ C_Login: (call, args) => (args[1] === 2 ? undefined : call(...args)) })
      using token = await openToken(soft.options, undefined, faulty.modules)
      const key = await token.signingKey({ label: 'each' })
      await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'SESSION_LOST' })
    })

    test('is not tried twice with a wrong one', async () => {
      using dir = tempDir()
      const pin = { file: dir.write('pin', soft.pin) }
      const faulty = faultyModules()
      using token = await openToken({ ...soft.options, pin }, undefined, faulty.modules)
      const key = await token.signingKey({ label: 'each' })
      dir.write('pin', 'changed')
      await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'PIN_INCORRECT', exitCode: 3 })
      await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'PIN_INCORRECT' })
      expect(faulty.count('C_Login')).toBe(1)
    })
  })
})
