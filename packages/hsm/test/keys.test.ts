import { generateKeyPairSync } from 'node:crypto'
import { createSoftToken, type SoftTokenFixture, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CK, type Cryptoki, type Handle } from '../src/cryptoki.ts'
import { openToken } from '../src/token.ts'
import { attributes, findObjects, readAttribute } from '../src/token-object.ts'
import { faultyModules } from './faulty-module.ts'

describe.skipIf(softHsmMissing())('the keys of a token', () => {
  let soft: SoftTokenFixture
  let cryptoki: Cryptoki
  let session: Handle
  beforeAll(async () => {
    soft = await createSoftToken({ keys: [{ label: 'first', kind: 'p256' }] })
    // A session beside ours, for what only other tools do.
    const faulty = faultyModules()
    await openToken(soft.options, undefined, faulty.modules)
    cryptoki = faulty.real()
    const slot = cryptoki.C_GetSlotList(true).find((one) => cryptoki.C_GetTokenInfo(one).label.trim() === soft.label)
    session = cryptoki.C_OpenSession(slot as Handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION)
  })
  afterAll(() => soft.dispose())

  const generate = (label: string, id: Uint8Array, more: Record<number, boolean> = {}): void => {
    const both = { [CK.CKA_TOKEN]: true, [CK.CKA_LABEL]: label, [CK.CKA_ID]: id }
    const curve = { [CK.CKA_EC_PARAMS]: Uint8Array.from(Buffer.from('06082a8648ce3d030107', 'hex')) }
    const mechanism = { mechanism: CK.CKM_EC_KEY_PAIR_GEN }
    cryptoki.C_GenerateKeyPair(
      session,
      mechanism,
      attributes({ ...both, ...curve }),
      attributes({ ...both, [CK.CKA_PRIVATE]: true, [CK.CKA_SIGN]: true, ...more }),
    )
  }
  const objects = (label: string, type: number): Handle[] =>
    findObjects(cryptoki, session, { [CK.CKA_CLASS]: type, [CK.CKA_LABEL]: label })

  test.each([
    ['rsa', 2048],
    ['p384', 384],
    ['p521', 521],
    ['ed25519', 256],
  ] as const)('are made: %s', async (kind, bits) => {
    const facts = await soft.token.generateKey({
      label: `new ${kind}`,
      kind,
      ...(kind === 'rsa' ? { bits: 2048 } : {}),
    })
    expect(facts).toMatchObject({
      label: `new ${kind}`,
      kind,
      bits,
      certificate: false,
      signs: true,
      sensitive: true,
      extractable: false,
      alwaysAuthenticate: false,
    })
    expect(facts.id).toMatch(/^[0-9a-f]{32}$/)
    const { info } = await soft.token.signingKey({ uri: facts.uri })
    expect(info.publicKey).toEqual(facts.publicKey)
  })

  test('are RSA 3072 where no size is given', async () => {
    expect(await soft.token.generateKey({ label: 'default rsa', kind: 'rsa' })).toMatchObject({ bits: 3072 })
  })

  test('never show their private half', async () => {
    const { label } = await soft.token.generateKey({ label: 'secret', kind: 'rsa', bits: 2048 })
    const [key] = objects(label, CK.CKO_PRIVATE_KEY)
    const privateExponent = 0x123
    expect(() => cryptoki.C_GetAttributeValue(session, key as Handle, [{ type: privateExponent }])).toThrow(
      'CKR_ATTRIBUTE_SENSITIVE',
    )
  })

  test('do not decrypt or derive', async () => {
    const flag = (label: string, type: number): number | undefined => {
      const [key] = objects(label, CK.CKO_PRIVATE_KEY)
      return readAttribute(cryptoki, session, key as Handle, type)?.[0]
    }
    await soft.token.generateKey({ label: 'only signs', kind: 'rsa', bits: 2048 })
    expect([
      flag('only signs', CK.CKA_SIGN),
      flag('only signs', CK.CKA_DECRYPT),
      flag('only signs', CK.CKA_UNWRAP),
    ]).toEqual([1, 0, 0])
    expect(flag('first', CK.CKA_DERIVE)).toBe(0)
  })

  test('are not made twice with one label', async () => {
    const again = soft.token.generateKey({ label: 'first', kind: 'p256' })
    await expect(again).rejects.toMatchObject({ code: 'KEY_EXISTS', exitCode: 2 })
  })

  test.each([
    { label: 'x', kind: 'rsa', bits: 1024 as 2048 },
    { label: 'x', kind: 'p256', bits: 2048 },
  ] as const)('are not made in sizes that we do not sign with: %j', async (options) => {
    await expect(soft.token.generateKey(options)).rejects.toMatchObject({ code: 'ALGORITHM_UNSUPPORTED', exitCode: 2 })
  })

  test('are listed by label, each with a URI that finds it', async () => {
    const keys = await soft.token.keys()
    const labels = keys.map(({ label }) => label)
    expect(labels).toContain('first')
    expect(labels).toEqual([...labels].sort())
    for (const key of keys) expect((await soft.token.signingKey({ uri: key.uri })).info.name).toBe(key.label)
  })

  test.each([
    ['by an unknown label', { label: 'unknown' }],
    ['by an unknown id', { uri: 'pkcs11:object=first;id=%00' }],
    ['as another type', { uri: 'pkcs11:object=first;type=cert' }],
    ['on another token', { uri: 'pkcs11:token=other;object=first' }],
    ['with an attribute that nobody knows', { uri: 'pkcs11:objct=first' }],
  ])('are not found %s', async (_, query) => {
    await expect(soft.token.signingKey(query)).rejects.toMatchObject({ code: 'KEY_NOT_FOUND', exitCode: 2 })
  })

  test('are ambiguous by label, and told apart by id', async () => {
    generate('twin', Uint8Array.of(1))
    generate('twin', Uint8Array.of(2))
    await expect(soft.token.signingKey({ label: 'twin' })).rejects.toMatchObject({ code: 'KEY_AMBIGUOUS', exitCode: 2 })
    const [one, two] = await Promise.all(
      [1, 2].map((id) => soft.token.signingKey({ uri: `pkcs11:object=twin;id=%0${id}` })),
    )
    expect(one?.info.publicKey).not.toEqual(two?.info.publicKey)
    await expect(Promise.all([one?.sign(Uint8Array.of(1)), two?.sign(Uint8Array.of(1))])).resolves.toHaveLength(2)
  })

  test('with no public key anywhere are PUBLIC_KEY_MISSING', async () => {
    generate('private only', Uint8Array.of(3))
    for (const object of objects('private only', CK.CKO_PUBLIC_KEY)) cryptoki.C_DestroyObject(session, object)
    const signing = soft.token.signingKey({ label: 'private only' })
    await expect(signing).rejects.toMatchObject({ code: 'PUBLIC_KEY_MISSING', exitCode: 2 })
    expect((await soft.token.keys()).find(({ label }) => label === 'private only')).toMatchObject({
      publicKey: null,
      kind: 'p256',
    })
  })

  test('tell an RSA public key from the private key object', async () => {
    const before = await soft.token.generateKey({ label: 'rsa private', kind: 'rsa', bits: 2048 })
    for (const object of objects('rsa private', CK.CKO_PUBLIC_KEY)) cryptoki.C_DestroyObject(session, object)
    expect((await soft.token.signingKey({ label: 'rsa private' })).info.publicKey).toEqual(before.publicKey)
  })

  test('whose public key object is of another pair do not sign', async () => {
    generate('mixed', Uint8Array.of(4))
    for (const object of objects('mixed', CK.CKO_PUBLIC_KEY)) cryptoki.C_DestroyObject(session, object)
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const point = Buffer.concat([Buffer.of(4, 65), publicKey.export({ format: 'der', type: 'spki' }).subarray(-65)])
    cryptoki.C_CreateObject(
      session,
      attributes({
        [CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY,
        [CK.CKA_KEY_TYPE]: CK.CKK_EC,
        [CK.CKA_TOKEN]: true,
        [CK.CKA_LABEL]: 'mixed',
        [CK.CKA_ID]: Uint8Array.of(4),
        [CK.CKA_EC_PARAMS]: Uint8Array.from(Buffer.from('06082a8648ce3d030107', 'hex')),
        [CK.CKA_EC_POINT]: Uint8Array.from(point),
      }),
    )
    const key = await soft.token.signingKey({ label: 'mixed' })
    await expect(key.sign(Uint8Array.of(1))).rejects.toMatchObject({ code: 'SIGNATURE_WRONG' })
  })

  test('with an EC point that is not wrapped in an OCTET STRING are read too', async () => {
    const faulty = faultyModules({
      C_GetAttributeValue: (call, args) => {
        const found = call(...args) as { type: number; value: Buffer }[]
        return found.map((one) => (one.type === CK.CKA_EC_POINT ? { ...one, value: one.value.subarray(2) } : one))
      },
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const expected = (await soft.token.signingKey({ label: 'first' })).info.publicKey
    expect((await token.signingKey({ label: 'first' })).info.publicKey).toEqual(expected)
  })

  test('of 1024 bits are listed and not used', async () => {
    const both = { [CK.CKA_TOKEN]: true, [CK.CKA_LABEL]: 'weak', [CK.CKA_ID]: Uint8Array.of(5) }
    cryptoki.C_GenerateKeyPair(
      session,
      { mechanism: CK.CKM_RSA_PKCS_KEY_PAIR_GEN },
      attributes({ ...both, [CK.CKA_MODULUS_BITS]: 1024, [CK.CKA_PUBLIC_EXPONENT]: Uint8Array.of(1, 0, 1) }),
      attributes({ ...both, [CK.CKA_PRIVATE]: true, [CK.CKA_SIGN]: true }),
    )
    expect((await soft.token.keys()).find(({ label }) => label === 'weak')).toMatchObject({ bits: 1024, kind: 'rsa' })
    await expect(soft.token.signingKey({ label: 'weak' })).rejects.toMatchObject({ code: 'ALGORITHM_UNSUPPORTED' })
  })
})
