import '@chancery/testkit/matchers'
import {
  concat,
  formatRegistry,
  fromUtf8,
  inspectArtifact,
  keySigner,
  memorySource,
  toHex,
  utf8,
  verifyArtifact,
} from '@chancery/core'
import { type Ca, createCa, script as sample, softwareKey, startTsa, type TestKeyKind } from '@chancery/testkit'
import { timestampClient } from '@chancery/timestamp'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeBlock } from '../../src/script/block.ts'
import { script } from '../../src/script/script.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'

let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

const bash = sample('bash')
const block = /# -----BEGIN CMS-----\n(?:# [A-Za-z0-9+/=]{1,64}\n)+# -----END CMS-----\n$/

describe('signing a script', () => {
  test.each<TestKeyKind>(['rsa2048', 'rsa3072', 'p256', 'p384', 'p521', 'ed25519'])('with a %s key', async (kind) => {
    const key = softwareKey(await ca.certify({ key: kind }))
    const { content } = await signBytes(script, bash, key)
    const { signatures } = await verifyArtifact(memorySource(content), script, trusting(ca))
    expect(signatures).toMatchObject([{ signatureAlgorithm: key.info.algorithm, integrity: 'ok', chain: 'trusted' }])
  })

  test('with RSA-PSS', async () => {
    const { content } = await signBytes(script, bash, softwareKey(await ca.certify(), { pss: true }))
    const { signatures } = await verifyArtifact(memorySource(content), script, trusting(ca))
    expect(signatures[0]?.signatureAlgorithm).toBe('rsa-pss-sha256')
  })

  test('leaves every byte before the block as it was', async () => {
    const { content } = await signBytes(script, bash, softwareKey(await ca.certify({ key: 'p256' })))
    expect(toHex(content.subarray(0, bash.length))).toBe(toHex(bash))
    expect(fromUtf8(content.subarray(bash.length))).toMatch(block)
  })

  test.each([
    ['no final line feed', '#!/bin/sh\necho a', '\n'],
    ['CRLF', '#!/usr/bin/env python3\r\nprint(1)\r\n', ''],
    ['CRLF without a final one', '#!/usr/bin/env python3\r\nprint(1)', '\n'],
    ['a lone CR at the end', '#!/bin/sh\necho a\r', '\n'],
    ['empty lines at the end', '#!/bin/sh\necho a\n\n\n', ''],
    ['Latin-1 and a byte order mark', '\ufeff# \u00e4\n', ''],
  ])('with %s: the bytes and one line feed are what is signed', async (_, text, added) => {
    const original = utf8(text)
    const { content } = await signBytes(script, original, softwareKey(await ca.certify({ key: 'p256' })))
    const body = concat(original, utf8(added))
    expect(toHex(content.subarray(0, body.length))).toBe(toHex(body))
    expect(fromUtf8(content.subarray(body.length))).toMatch(/^# -----BEGIN/)
    await verifyArtifact(memorySource(content), script, trusting(ca))
  })

  test('replaces the block that is there, and comes to the same script', async () => {
    const first = await signBytes(script, bash, softwareKey(await ca.certify({ key: 'p256', subject: 'CN=One' })))
    const second = await signBytes(
      script,
      first.content,
      softwareKey(await ca.certify({ key: 'p384', subject: 'CN=Two' })),
    )
    const reports = await inspectArtifact(memorySource(second.content), script)
    expect(reports.map(({ signer }) => signer?.subject)).toEqual(['CN=Two'])
    expect(toHex(second.content.subarray(0, bash.length))).toBe(toHex(bash))
  })

  test('appends a signer beside the others, in one block over the same bytes', async () => {
    let content: Uint8Array = utf8('#!/bin/sh\necho a')
    for (const [key, subject] of [
      ['p256', 'CN=One'],
      ['rsa2048', 'CN=Two'],
      ['p384', 'CN=Three'],
    ] as const) {
      content = (await signBytes(script, content, softwareKey(await ca.certify({ key, subject })), { append: true }))
        .content
    }
    const { signatures } = await verifyArtifact(memorySource(content), script, trusting(ca))
    const subjects = new Set(signatures.map(({ signer }) => signer?.subject))
    expect([signatures.length, subjects]).toEqual([3, new Set(['CN=One', 'CN=Two', 'CN=Three'])])
    expect(fromUtf8(content).match(/BEGIN CMS/g)).toHaveLength(1)
  })

  test('of one certificate there is one signature', async () => {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const first = await signBytes(script, bash, key)
    const second = await signBytes(script, first.content, key, { append: true })
    expect(await inspectArtifact(memorySource(second.content), script)).toHaveLength(1)
  })

  test('carries its timestamp, which decides when the certificate has run out', async () => {
    await using tsa = await startTsa({ ca })
    const timestamper = timestampClient({ urls: [tsa.url] })
    const key = softwareKey(await ca.certify({ key: 'p256', notAfter: new Date(ca.clock.getTime() + 3_600_000) }))
    const stamped = await signBytes(script, bash, key, { timestamper })
    const bare = await signBytes(script, bash, key)
    const later = trusting(ca, new Date(ca.clock.getTime() + 7_200_000))
    const { signatures } = await verifyArtifact(memorySource(stamped.content), script, later)
    expect(signatures[0]?.timestamp?.authority).toBe(tsa.signer.certificate.subject.split(', ').reverse().join(','))
    await expect(() => verifyArtifact(memorySource(bare.content), script, later)).toThrowCode('CERTIFICATE_EXPIRED')
  })
})

describe('the description', () => {
  test('is plain data, and what is signed can be rebuilt from its copy', async () => {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const signed = await signBytes(script, bash, key)
    for (const append of [false, true]) {
      const description = await script.describe(memorySource(signed.content), { ...OPTIONS, append })
      expect(structuredClone(description)).toEqual(description)
      expect(JSON.parse(JSON.stringify(description))).toEqual(description)
      const messages = script.toBeSigned(JSON.parse(JSON.stringify(description)), key.info)
      expect(messages.map(toHex)).toEqual(script.toBeSigned(description, key.info).map(toHex))
      expect(messages).toHaveLength(1)
    }
  })

  test('of other hands is refused', async () => {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const description = await script.describe(memorySource(bash), OPTIONS)
    for (const digest of ['', 'zz', 'ab', description.digest.toUpperCase()]) {
      expect(() => script.toBeSigned({ ...description, digest }, key.info)).toThrowCode('DESCRIPTION_MALFORMED')
    }
  })

  test('with another digest than the key signs is refused', async () => {
    const signer = keySigner(softwareKey(await ca.certify({ key: 'p384' })), formatRegistry([script]))
    const description = await script.describe(memorySource(bash), OPTIONS)
    const artifact = { name: 'x', size: 1, digest: { sha256: '' } }
    const request = { version: 1, format: 'script', key: 'release', artifact, description } as const
    await expect(() => signer.sign(request)).toThrowCode('ALGORITHM_UNSUPPORTED')
  })

  test('is of one file: another length is refused', async () => {
    const key = softwareKey(await ca.certify({ key: 'p256' }))
    const description = await script.describe(memorySource(bash), OPTIONS)
    const grown = memorySource(concat(bash, utf8('\n')))
    const value = await key.sign(script.toBeSigned(description, key.info)[0] as Uint8Array)
    const signature = { algorithm: key.info.algorithm, value, signer: key.info, timestampTokens: [] }
    await expect(() => script.embed(grown, description, [signature])).toThrowCode('FILE_CHANGED')
  })
})

test('a block has one spelling', () => {
  expect(fromUtf8(encodeBlock(new Uint8Array(50).fill(7)))).toBe(
    `# -----BEGIN CMS-----\n# ${'BwcH'.repeat(16)}\n# Bwc=\n# -----END CMS-----\n`,
  )
})
