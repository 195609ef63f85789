import {
  buildSignedAttributes,
  buildSignedData,
  cmsDigest,
  encodeContext,
  encodeContextPrimitive,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  OID,
  parseDer,
} from '@chancery/codec'
import { concat, createDigester, type Format, fromHex, memorySource, type SigningKey } from '@chancery/core'
import { authenticodePe, powershell } from '@chancery/formats'
import { buildPe, createCa, peFieldOffset, softwareKey } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeCertificateEntry } from '../../src/authenticode/pe/certificate-table.ts'
import { nestSignature } from '../../src/authenticode/signature.ts'
import { encodeIndirectData, PE_IMAGE, POWERSHELL_SCRIPT } from '../../src/authenticode/spc.ts'
import { faults, formatOptions, signBytes } from './signing.ts'

const pe = authenticodePe as Format
const IMAGE = buildPe()
const PE_IMAGE_DATA = encodeOid('1.3.6.1.4.1.311.2.1.15')
let key: SigningKey
let digest: Uint8Array
let whole: Uint8Array

beforeAll(async () => {
  key = softwareKey(await (await createCa()).certify())
  digest = fromHex((await authenticodePe.describe(memorySource(IMAGE), formatOptions())).digest)
  const signed = await signBytes(pe, IMAGE, key)
  const entry = signed.subarray(IMAGE.length + 8)
  whole = entry.subarray(0, 4 + new DataView(entry.buffer, entry.byteOffset).getUint16(2))
})

/** A signature that is right in itself, over whatever content. */
async function signContent(content: Uint8Array, type: string = OID.spcIndirectData): Promise<Uint8Array> {
  const digester = createDigester(cmsDigest(key.info.algorithm))
  digester.update(parseDer(content, 'content').content)
  const signedAttrs = buildSignedAttributes({ contentType: type, messageDigest: digester.digest() })
  return buildSignedData({
    eContentType: type,
    eContent: content,
    certificates: key.info.certificates,
    signedAttrs,
    algorithm: key.info.algorithm,
    signature: await key.sign(signedAttrs),
  })
}

function carry(contentInfo: Uint8Array): Uint8Array {
  const entry = encodeCertificateEntry(contentInfo)
  const file = concat(IMAGE, entry)
  const view = new DataView(file.buffer)
  view.setUint32(peFieldOffset('CertificateTable.VirtualAddress'), IMAGE.length, true)
  view.setUint32(peFieldOffset('CertificateTable.Size'), entry.length, true)
  return file
}

const stated = (data: Uint8Array): Uint8Array =>
  encodeIndirectData({ ...PE_IMAGE, data }, { algorithm: 'sha256', value: digest })

describe('what is signed must be the digest of a PE image', () => {
  it('and is, where it is as we write it', async () => {
    expect(await faults(pe, carry(await signContent(stated(PE_IMAGE.data))))).toEqual([null])
  })

  it('with whatever signtool, old and new, puts into SpcPeImageData', async () => {
    const flags = Uint8Array.of(0x03, 0x02, 0x07, 0x80)
    const links = {
      empty: encodeContext(2, encodeContextPrimitive(0, new Uint8Array(0))),
      pageHashes: encodeContext(
        1,
        encodeOctetString(fromHex('a6b586d5b4a12466ae05a217da8e60d6')),
        encodeOctetString(new Uint8Array(3)),
      ),
    }
    const values = [
      encodeSequence(),
      encodeSequence(flags),
      encodeSequence(flags, encodeContext(0, links.empty)),
      encodeSequence(flags, encodeContext(0, links.pageHashes)),
    ]
    for (const value of values) {
      expect(await faults(pe, carry(await signContent(stated(encodeSequence(PE_IMAGE_DATA, value)))))).toEqual([null])
    }
  })

  it('not of a PowerShell script, and the other way round', async () => {
    const foreign = await signContent(encodeIndirectData(POWERSHELL_SCRIPT, { algorithm: 'sha256', value: digest }))
    expect(await faults(pe, carry(foreign))).toEqual(['AUTHENTICODE_CONTENT'])
    const description = await powershell.describe(memorySource(Uint8Array.of(0x31)), formatOptions())
    const content = encodeIndirectData(PE_IMAGE, { algorithm: 'sha256', value: fromHex(description.digest) })
    const base64 = Buffer.from(await signContent(content))
      .toString('base64')
      .replaceAll(/.{1,64}/g, '# $&\r\n')
    const script = `1\r\n# SIG # Begin signature block\r\n${base64}# SIG # End signature block\r\n`
    expect(await faults(powershell as Format, new TextEncoder().encode(script))).toEqual(['AUTHENTICODE_CONTENT'])
  })

  it('by the PowerShell package, and no other', async () => {
    const description = await powershell.describe(memorySource(Uint8Array.of(0x31)), formatOptions())
    const data = Uint8Array.from(POWERSHELL_SCRIPT.data)
    const at = Buffer.from(data).indexOf(Buffer.from('1fcc3b60', 'hex'))
    data[at] = 0
    const value = fromHex(description.digest)
    const content = encodeIndirectData({ ...POWERSHELL_SCRIPT, data }, { algorithm: 'sha256', value })
    const base64 = Buffer.from(await signContent(content))
      .toString('base64')
      .replaceAll(/.{1,64}/g, '# $&\r\n')
    const script = `1\r\n# SIG # Begin signature block\r\n${base64}# SIG # End signature block\r\n`
    expect(await faults(powershell as Format, new TextEncoder().encode(script))).toEqual(['AUTHENTICODE_CONTENT'])
  })

  it('with a link of a known kind', async () => {
    const link = encodeContext(1, encodeOctetString(new Uint8Array(16)), encodeOctetString(new Uint8Array(3)))
    const value = encodeSequence(encodeContext(0, link))
    expect(await faults(pe, carry(await signContent(stated(encodeSequence(PE_IMAGE_DATA, value)))))).toEqual([
      'AUTHENTICODE_CONTENT',
    ])
  })

  it('with a value', async () => {
    expect(await faults(pe, carry(await signContent(stated(encodeSequence(PE_IMAGE_DATA)))))).toEqual([
      'AUTHENTICODE_CONTENT',
    ])
  })

  it('as long as its algorithm says', async () => {
    const content = encodeIndirectData(PE_IMAGE, { algorithm: 'sha256', value: digest.subarray(0, 20) })
    expect(await faults(pe, carry(await signContent(content)))).toEqual(['AUTHENTICODE_CONTENT'])
  })

  it('of this file', async () => {
    const content = encodeIndirectData(PE_IMAGE, { algorithm: 'sha256', value: new Uint8Array(32) })
    expect(await faults(pe, carry(await signContent(content)))).toEqual(['AUTHENTICODE_DIGEST_MISMATCH'])
  })

  it('as SpcIndirectDataContent and no other content', async () => {
    const data = await signContent(encodeOctetString(digest), OID.data)
    expect(await faults(pe, carry(data))).toEqual(['AUTHENTICODE_CONTENT'])
    expect(await faults(pe, carry(await signContent(stated(PE_IMAGE.data), OID.data)))).toEqual([
      'AUTHENTICODE_CONTENT',
    ])
    const [malformed] = await faults(pe, carry(await signContent(encodeSequence(encodeOctetString(digest)))))
    expect(malformed).toBe('DER_UNEXPECTED_TAG')
  })
})

describe('nested signatures', () => {
  it('are read four levels deep and no deeper', async () => {
    let tree = whole
    for (let depth = 1; depth <= 4; depth++) {
      tree = nestSignature(whole, tree)
      expect(await faults(pe, carry(tree))).toEqual(Array(depth + 1).fill(null))
    }
    expect(await faults(pe, carry(nestSignature(whole, tree)))).toEqual([
      ...Array(5).fill(null),
      'AUTHENTICODE_NESTING',
    ])
  })

  it('are at most sixty-four together', async () => {
    let tree = whole
    for (let i = 1; i < 64; i++) tree = nestSignature(tree, whole)
    expect(await faults(pe, carry(tree))).toEqual(Array(64).fill(null))
    expect((await faults(pe, carry(nestSignature(tree, whole)))).at(-1)).toBe('AUTHENTICODE_NESTING')
  })

  it('that cannot be read fail the file', async () => {
    const broken = nestSignature(whole, encodeSequence(encodeOid(OID.data)))
    const found = await faults(pe, carry(broken))
    expect(found[0]).toBeNull()
    expect(found).toHaveLength(2)
    expect(found[1]).not.toBeNull()
  })
})
