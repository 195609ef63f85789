import '@chancery/testkit/matchers'
import { createHash } from 'node:crypto'
import { fromUtf8, utf8 } from '@chancery/core'
import { describe, expect, test } from 'vitest'
import { type Manifest, parseManifest } from '../../src/jar/manifest.ts'
import { buildSignatureFile, coveredNames } from '../../src/jar/signature-file.ts'

const digest = (text: string, algorithm = 'sha256'): string => createHash(algorithm).update(text).digest('base64')
const parse = (text: string): Manifest => parseManifest(utf8(text))

const MAIN = 'Manifest-Version: 1.0\r\n\r\n'
const A = 'Name: a\r\nSHA-256-Digest: x\r\n\r\n'
const MANIFEST = parse(MAIN + A)
const VERSION = 'Signature-Version: 1.0\r\n'

/** A signature file of these main attributes and, if any, one section for `a`. */
function covered(main: string, section = '', manifest = MANIFEST): readonly string[] {
  return [...coveredNames(parse(`${VERSION}${main}\r\n${section && `Name: a\r\n${section}\r\n`}`), manifest)]
}

describe('a signature file', () => {
  test('holds over the manifest it was made of', () => {
    const built = buildSignatureFile(MANIFEST, 'sha384')
    expect(fromUtf8(built)).toContain(`SHA-384-Digest-Manifest: ${digest(MAIN + A, 'sha384').slice(0, 40)}`)
    expect([...coveredNames(parseManifest(built), MANIFEST)]).toEqual(['a'])
  })

  test.each<[string, string, string]>([
    ['the whole manifest', `SHA-256-Digest-Manifest: ${digest(MAIN + A)}\r\n`, 'SHA-256-Digest: any\r\n'],
    [
      'main attributes and a section',
      `SHA-256-Digest-Manifest-Main-Attributes: ${digest(MAIN)}\r\n`,
      `SHA-256-Digest: ${digest(A)}\r\n`,
    ],
    ['a section only, as JDK 1.4 wrote it', '', `SHA-256-Digest: ${digest(A)}\r\n`],
    ['a section without its blank line, as JDK 1.1 wrote it', '', `SHA-256-Digest: ${digest(A.slice(0, -2))}\r\n`],
    ['several digests', '', `SHA1-Digest: ${digest(A, 'sha1')}\r\nSHA-256-Digest: ${digest(A)}\r\n`],
    ['SHA-1 by its old name, in small letters', '', `sha-digest: ${digest(A, 'sha1')}\r\n`],
    ['one that counts beside one that does not', '', `SHA3-256-Digest: any\r\nSHA-256-Digest: ${digest(A)}\r\n`],
  ])('holds by %s', (_, main, section) => {
    expect(covered(main, section)).toEqual(['a'])
  })

  test.each<[string, string, string]>([
    ['no digest that counts', '', 'SHA3-256-Digest: any\r\n'],
    ['no digest at all', '', 'X: y\r\n'],
    ['one digest of two wrong', '', `SHA1-Digest: ${digest(A)}\r\nSHA-256-Digest: ${digest(A)}\r\n`],
    [
      'wrong main attributes',
      `SHA-256-Digest-Manifest-Main-Attributes: ${digest(A)}\r\n`,
      `SHA-256-Digest: ${digest(A)}\r\n`,
    ],
  ])('does not hold by %s', (_, main, section) => {
    expect(() => covered(main, section)).toThrowCode('JAR_MANIFEST_CHANGED')
  })

  test('does not hold where the manifest has lost a section', () => {
    expect(() => covered('', `SHA-256-Digest: ${digest(A)}\r\n`, parse(MAIN))).toThrowCode('JAR_MANIFEST_CHANGED')
  })

  test('vouches for nothing that it does not name', () => {
    expect(covered(`SHA-256-Digest-Manifest: ${digest(MAIN + A)}\r\n`)).toEqual([])
  })

  test('costs one hash, however often it states a digest', () => {
    const main = `Manifest-Version: 1.0\r\nX: ${'x'.repeat(4_000_000)}\r\n\r\n`
    const line = `SHA-256-Digest-Manifest-Main-Attributes: ${digest(main)}\r\n`
    const started = process.cpuUsage()
    covered(line.repeat(10_000), '', parse(main))
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
  })
})
