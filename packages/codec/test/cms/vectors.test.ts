import { cmsEvidence, parsePem } from '@chancery/codec'
import { vectors } from '@chancery/testkit'
import { expect, test } from 'vitest'
import { signatureOf } from './made-signature.ts'

test.each(vectors('cms').map((vector) => [vector.id, vector] as const))('%s', async (_, vector) => {
  const anchors = parsePem(new TextDecoder().decode(vector.read(vector.trust))).map(({ bytes }) => bytes)
  const [evidence, ...others] = cmsEvidence(signatureOf(vector.read(), { purpose: 'any' }))
  expect(others).toHaveLength(0)
  const at = new Date(vector.at as string)
  const verified = await evidence?.verify({ anchors, timestampAnchors: [], keys: [], crls: [], at })
  expect(verified?.integrity).toBe(vector.expect === 'valid-signature' ? 'ok' : 'failed')
  const { details } = vector.facts as { details: readonly { digestAlgorithm: string; signer: string }[] }
  expect(verified).toMatchObject({
    digestAlgorithm: details[0]?.digestAlgorithm,
    signer: { subject: details[0]?.signer },
  })
})
