import {
  CodecError,
  cmsEvidence,
  encodeAttribute,
  OID,
  parseSignedData,
  replaceUnsignedAttributes,
} from '@chancery/codec'
import { startTsa, vectors } from '@chancery/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONTENT, ca, makeCms, signatureOf, verifier } from './made-signature.ts'

async function timestamped(): Promise<Uint8Array> {
  await using tsa = await startTsa({ ca })
  const cms = await makeCms()
  const token = await tsa.token(parseSignedData(cms).signerInfos[0]?.signature as Uint8Array)
  return replaceUnsignedAttributes(cms, () => [encodeAttribute(OID.timestampToken, token)])
}

const crls = [(await ca.crl({ by: 'root' })).der, (await ca.crl()).der]
const seeds = [
  await timestamped(),
  await makeCms({ signedAttrs: null }),
  ...vectors('cms').map((vector) => vector.read()),
]

test('whatever a file holds, evidence reports and does not throw; nothing that is changed is trusted for another content', async () => {
  // As a fraction; doubles would lie near 0, most of them.
  const place = fc.noBias(fc.nat(999_999)).map((part) => part / 1e6)
  const edit = fc.tuple(place, fc.integer({ min: 1, max: 255 }))
  let reports = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), fc.array(edit, { minLength: 1, maxLength: 3 }), async (seed, edits) => {
      const changed = Uint8Array.from(seed)
      for (const [where, mask] of edits) {
        const at = Math.floor(where * (changed.length - 1))
        changed[at] = (changed[at] as number) ^ mask
      }
      let signature: ReturnType<typeof signatureOf>
      try {
        signature = signatureOf(changed)
      } catch (error) {
        if (error instanceof CodecError) return
        throw error
      }
      for (const evidence of cmsEvidence(signature)) {
        const verified = await evidence.verify({ ...verifier, crls })
        reports++
        expect(verified.fault === null).toBe(verified.integrity === 'ok' && verified.chain === 'trusted')
        if (verified.fault === null) expect(signature.signedData.eContent).toEqual(CONTENT)
      }
    }),
    { numRuns: 3000 },
  )
  expect(reports).toBeGreaterThan(500)
})
