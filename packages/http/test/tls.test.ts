/** Real TLS, judged by curl, openssl and Node's own client. */
import '@chancery/testkit/matchers'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { connect } from 'node:tls'
import { utf8 } from '@chancery/core'
import { tool } from '@chancery/testkit'
import { describe, expect, it, vi } from 'vitest'
import { faultOfAuthorities, type HttpError, trusting } from '../src/index.ts'
import type { Answer } from '../src/server/index.ts'
import { raw, serving, type TlsKit, tlsKit } from './serving.ts'

const hello: Answer = async () => ({ status: 200, body: utf8('hello') })

function ask(url: string, added: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...trusting(added) }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

/** The serial number of the certificate that is served. */
function served(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

describe('HTTPS', () => {
  it('is believed by clients that know the authority, and by no others', async () => {
    const kit = await tlsKit()
    const other = await tlsKit('Other')
    const { url } = await serving(hello, { tls: kit })
    expect(url).toMatch(/^https:/)
    expect(await ask(url, [kit.ca])).toBe(200)
    expect(await ask(url, [other.ca, kit.ca])).toBe(200)
    await expect(ask(url, [other.ca])).rejects.toThrow()
    await expect(ask(url, [])).rejects.toThrow()
  })

  it('is believed by curl', async (context) => {
    const kit = await tlsKit()
    const { caFile: stranger } = await tlsKit('Other')
    const { url } = await serving(hello, { tls: kit })
    const curl = tool('curl', context)
    const right = await curl.run(['-sS', '--cacert', kit.caFile, '--noproxy', '*', url])
    expect([right.code, new TextDecoder().decode(right.stdout)]).toEqual([0, 'hello'])
    expect((await curl.run(['-sS', '--cacert', stranger, '--noproxy', '*', url])).code).toBe(60)
    expect((await curl.run(['-sS', '--cacert', kit.caFile, '--noproxy', '*', '--tls-max', '1.1', url])).code).not.toBe(
      0,
    )
  })

  it('shows openssl a chain that leads to the authority, in TLS 1.2 and 1.3', async (context) => {
    const kit = await tlsKit()
    const { url } = await serving(hello, { tls: kit })
    const { host } = new URL(url)
    for (const version of ['-tls1_2', '-tls1_3']) {
      const args = ['s_client', '-connect', host, '-CAfile', kit.caFile, '-verify_return_error', '-brief', version]
      const { code, stderr } = await tool('openssl', context).run(args)
      expect([code, stderr]).toEqual([0, expect.stringContaining('Verification: OK')])
    }
  })

  it('cuts who does not begin its handshake, and speaks no plain HTTP', async () => {
    const kit = await tlsKit()
    const server = await serving(hello, { tls: kit, requestTimeoutMs: 300 })
    expect(await raw(server, '')).toBe('')
    expect(await raw(server, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')).not.toContain('200')
  })

  it('does not wait for handshakes when it is closed', async () => {
    const server = await serving(hello, { tls: await tlsKit(), graceMs: 50 })
    const socket = connectPlain(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => {})
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    await server.close()
    socket.destroy()
  })

  it('takes up a certificate that was renewed, and keeps the former one while the new one cannot be used', async () => {
    const [kit, next] = [await tlsKit(), await tlsKit('Next')]
    const told: (HttpError | null)[] = []
    const { url } = await serving(hello, { tls: kit, renewalMs: 20, onRenewal: (fault) => told.push(fault) })
    const before = await served(url)
    writeFileSync(kit.certificate, 'half of a certificate')
    await vi.waitFor(() => expect(told).toMatchObject([{ code: 'SERVER_CERTIFICATE_INVALID' }]))
    expect([await served(url), await ask(url, [kit.ca])]).toEqual([before, 200])
    copyFileSync(next.certificate, kit.certificate)
    await vi.waitFor(() => expect(told).toMatchObject([{ code: 'SERVER_CERTIFICATE_INVALID' }, null]))
    expect(await ask(url, [next.ca])).toBe(200)
    await expect(ask(url, [kit.ca])).rejects.toThrow()
  })
})

function rename(kit: TlsKit, file: 'certificate' | 'key'): void {
  renameSync(kit[file], `${kit[file]}.away`)
}

function anotherKey(passphrase?: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const options = { type: 'pkcs8', format: 'pem' } as const
  return String(privateKey.export(passphrase === undefined ? options : { ...options, cipher: 'aes256', passphrase }))
}

describe('the files of a server', () => {
  const cases: readonly (readonly [string, string, (kit: TlsKit) => void])[] = [
    ['a certificate that is not there', 'SERVER_CERTIFICATE_INVALID', (kit) => rename(kit, 'certificate')],
    ['a key that is not there', 'SERVER_CERTIFICATE_INVALID', (kit) => rename(kit, 'key')],
    ['a certificate that is none', 'SERVER_CERTIFICATE_INVALID', (kit) => writeFileSync(kit.certificate, 'hello')],
    ['a key that is none', 'SERVER_CERTIFICATE_INVALID', (kit) => writeFileSync(kit.key, 'hello')],
    ['a key with a passphrase', 'SERVER_CERTIFICATE_INVALID', (kit) => writeFileSync(kit.key, anotherKey('secret'))],
    ['the key of another certificate', 'SERVER_CERTIFICATE_INVALID', (kit) => writeFileSync(kit.key, anotherKey())],
    ['a key that everybody can read', 'SERVER_KEY_EXPOSED', (kit) => chmodSync(kit.key, 0o644)],
  ]
  it('a certificate whose key is too small to be served is refused', async (context) => {
    const kit = await tlsKit()
    const args = ['req', '-x509', '-newkey', 'rsa:512', '-nodes', '-subj', '/CN=localhost']
    const { code, text } = await tool('openssl', context).run([...args, '-keyout', kit.key, '-out', kit.certificate])
    expect(code, text).toBe(0)
    chmodSync(kit.key, 0o600)
    await expect(() => serving(hello, { tls: kit })).toThrowCode('SERVER_CERTIFICATE_INVALID')
  })

  it.each(cases)('%s is refused', async (_, code, spoil) => {
    const kit = await tlsKit()
    spoil(kit)
    await expect(() => serving(hello, { tls: kit })).toThrowCode(code)
  })

  it('a key that a group may read is taken', async () => {
    const kit = await tlsKit()
    chmodSync(kit.key, 0o640)
    expect((await serving(hello, { tls: kit })).url).toMatch(/^https:/)
  })
})

it.each([
  ['nothing', '', 'holds no certificate in PEM'],
  [
    'a certificate that is none',
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    'holds a certificate that cannot be read',
  ],
] as const)('an authority file that holds %s is told of', (_, pem, fault) => {
  expect(faultOfAuthorities(pem)).toBe(fault)
})
