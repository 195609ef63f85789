import { verifyTimestampToken } from '@chancery/codec'
import { utf8 } from '@chancery/core'
import {
  buildJar,
  buildPe,
  type Ca,
  createCa,
  jarsigner,
  openssl,
  osslsigncode,
  softwareKey,
  startTsa,
  type TestKeyKind,
  tempDir,
  toolsMissing,
} from '@chancery/testkit'
import {
  encodeTimestampQuery,
  serveTimestamps,
  type TimestampServer,
  timestampClient,
  timestampResponder,
} from '@chancery/timestamp'
import { beforeAll, describe, expect, test } from 'vitest'

const message = utf8('what is stamped')
let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

async function serve(key: TestKeyKind = 'p256'): Promise<TimestampServer> {
  const certified = await ca.certify({ purpose: 'timestamping', key })
  return serveTimestamps(timestampResponder({ key: softwareKey(certified, { name: 'tsa' }) }))
}

describe.skipIf(toolsMissing('openssl'))('openssl ts', () => {
  test.for<[TestKeyKind, string]>([
    ['p256', '-sha256 -cert'],
    ['rsa2048', '-sha384 -cert'],
    ['rsa3072', '-sha512 -cert -no_nonce'],
    ['p384', '-sha256'],
  ])('accepts the answer of a %s responder to its own query (%s)', async ([kind, args], context) => {
    using dir = tempDir()
    const tool = openssl(context)
    const data = dir.write('data', message)
    const query = dir.at('query')
    expect((await tool.run(['ts', '-query', '-data', data, ...args.split(' '), '-out', query])).code).toBe(0)
    const certified = await ca.certify({ purpose: 'timestamping', key: kind })
    const responder = timestampResponder({ key: softwareKey(certified, { name: 'tsa' }) })
    const answer = dir.write('answer', await responder.respond(dir.read('query')))
    const untrusted = ['-untrusted', dir.write('chain.pem', certified.chainPem)]
    const trust = ['-CAfile', dir.write('ca.pem', ca.root.certificate.pem)]
    const verified = await tool.run(['ts', '-verify', '-in', answer, '-queryfile', query, ...trust, ...untrusted])
    expect(verified.text).toContain('Verification: OK')
    const other = dir.write('other', 'something else')
    expect((await tool.run(['ts', '-verify', '-in', answer, '-data', other, ...trust, ...untrusted])).code).not.toBe(0)
    const printed = await tool.run(['ts', '-reply', '-in', answer, '-text'])
    expect(printed.text).toMatch(/Status: Granted\.[\s\S]*Accuracy: (0x)?0*1 seconds/)
  })

  test('reads our rejections', async (context) => {
    using dir = tempDir()
    const responder = timestampResponder({ key: softwareKey(await ca.certify({ purpose: 'timestamping' })) })
    const query = dir.at('query')
    const tool = openssl(context)
    await tool.run(['ts', '-query', '-data', dir.write('data', message), '-sha1', '-out', query])
    const answer = dir.write('answer', await responder.respond(dir.read('query')))
    const { text } = await tool.run(['ts', '-reply', '-in', answer, '-text'])
    expect(text).toMatch(/Status: Rejected\.[\s\S]*unrecognized or unsupported algorithm/)
  })

  test('reads our queries as we meant them', async (context) => {
    using dir = tempDir()
    const imprint = { digest: 'sha256', value: new Uint8Array(32).fill(0xab) } as const
    const query = encodeTimestampQuery({ imprint, policy: '1.2.3.4', nonce: Uint8Array.of(0x41, 2), certReq: true })
    const { text } = await openssl(context).run(['ts', '-query', '-in', dir.write('query', query), '-text'])
    expect(text).toMatch(/Version: 1\nHash Algorithm: sha256/)
    expect(text).toMatch(/Policy OID: 1\.2\.3\.4\nNonce: 0x4102\nCertificate required: yes/)
  })

  test('is an authority for our client, whose token it verifies', async (context) => {
    await using tsa = await startTsa({ ca })
    const [token] = (await timestampClient({ urls: [tsa.url] }).stamp(message)).tokens as [Uint8Array]
    const { accepted, text } = await openssl(context).verifyTimestamp(token, message, {
      trust: ca.root.certificate.pem,
    })
    expect(accepted, text).toBe(true)
    verifyTimestampToken(token, message)
  })
})

describe('other signers take the time from our responder', () => {
  test('osslsigncode, into a PE that it then verifies', async (context) => {
    using dir = tempDir()
    const tool = osslsigncode(context)
    await using server = await serve('rsa2048')
    const signer = await ca.certify()
    const signed = dir.at('signed.exe')
    const made = await tool.sign(dir.write('in.exe', buildPe()), signed, signer, ['-h', 'sha256', '-ts', server.url])
    expect(made.code, made.text).toBe(0)
    const verdict = await tool.verify(signed, { trust: ca.root.certificate.pem })
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
  })

  test('jarsigner, into a JAR that it then verifies', async (context) => {
    using dir = tempDir()
    const tool = jarsigner(context)
    await using server = await serve()
    const jar = dir.write('in.jar', buildJar())
    const made = await tool.sign(jar, await ca.certify(), ['-tsa', server.url])
    expect(made.code, made.text).toBe(0)
    const { accepted, text } = await tool.verify(jar, { trust: ca.root.certificate.pem })
    expect(accepted, text).toBe(true)
    expect(text).toMatch(/Timestamped by "CN=Timestamps/)
  })
})
