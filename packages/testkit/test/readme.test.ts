import { expect, test } from 'vitest'
import { buildPe, createCa, osslsigncode, startTsa, tempDir } from '../src/index.ts'

test('osslsigncode refuses its own signature once the certificate is revoked', async (context) => {
  using dir = tempDir()
  const ca = await createCa()
  await using tsa = await startTsa({ ca })
  const signer = await ca.certify({ key: 'rsa3072', fault: 'revoked' })
  const program = osslsigncode(context)
  await program.sign(dir.write('app.exe', buildPe()), dir.at('signed.exe'), signer, ['-ts', tsa.url])

  const trust = ca.root.certificate.pem
  expect(await program.verify(dir.at('signed.exe'), { trust })).toMatchObject({ accepted: true, timestamps: 1 })
  const crls = [(await ca.crl({ revoked: [signer.certificate] })).pem]
  expect(await program.verify(dir.at('signed.exe'), { trust, crls })).toMatchObject({ accepted: false })
})
