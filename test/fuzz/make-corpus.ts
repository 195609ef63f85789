/**
 * Makes test/fuzz/corpus: small signed files of every format, with whom to trust. Run again where a format changes what it writes.
 *
 *   npx node --conditions=@chancery/source test/fuzz/make-corpus.ts
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { signingRecord, signStatement } from '@chancery/attest'
import { encodePem } from '@chancery/codec'
import { type Format, type SigningKey, utf8 } from '@chancery/core'
import { authenticodePe, blob, jar, powershell, script } from '@chancery/formats'
import { buildJar, buildPe, createCa, powerShellScript, script as scriptText, softwareKey } from '@chancery/testkit'
import { encodeGranted, encodeTimestampQuery, responderTimestamper } from '@chancery/timestamp'
import { type SignBytesOptions, signBytes } from '../../packages/formats/test/in-memory.ts'
import { CORPUS, MESSAGE } from './corpus.ts'

const ca = await createCa({ key: 'p256' })
const certified = {
  rsa: await ca.certify({ key: 'rsa2048' }),
  ecdsa: await ca.certify({ key: 'p256', subject: 'CN=Second' }),
  tsa: await ca.certify({ key: 'p256', purpose: 'timestamping', subject: 'CN=TSA' }),
}
const rsa = softwareKey(certified.rsa)
const ecdsa = softwareKey(certified.ecdsa)
const timestamper = responderTimestamper({ key: softwareKey(certified.tsa) })
const token = await timestamper.stamp(MESSAGE)

rmSync(CORPUS, { recursive: true, force: true })
const { der: root } = ca.root.certificate
write('trust/root.der', root)
write('trust/attestation.der', ecdsa.info.publicKey)
write('trust/intermediate.crl', (await ca.crl()).der)
write('trust/at', utf8(new Date().toISOString()))

await signed(authenticodePe, 'input.exe', {
  'exe64-rsa': [buildPe(), rsa],
  'dll32-overlay': [buildPe({ bits: 32, kind: 'dll', overlay: utf8('overlay') }), ecdsa],
  efi: [buildPe({ kind: 'efi' }), rsa],
})
const nested = await signBytes(
  authenticodePe as Format,
  (await signBytes(authenticodePe as Format, buildPe(), rsa)).content,
  ecdsa,
  { append: true, timestamper },
)
write('authenticode-pe/nested', nested.content)
await signed(powershell, 'input.ps1', {
  utf8: [powerShellScript(), rsa],
  'bom-lf': [powerShellScript({ encoding: 'utf8-bom', newline: '\n' }), ecdsa],
  utf16: [powerShellScript({ encoding: 'utf16le' }), ecdsa],
})
await signed(jar, 'input.jar', {
  rsa: [buildJar(), rsa],
  'ecdsa-war': [buildJar({ kind: 'war' }), ecdsa],
})
await signed(script, 'input.sh', {
  'bash-rsa': [scriptText('bash'), rsa],
  python: [scriptText('python'), ecdsa],
})
for (const [name, key] of [
  ['rsa', rsa],
  ['ecdsa', ecdsa],
] as const) {
  const { sideFile } = await signBytes(blob as Format, MESSAGE, key, { name: 'input.bin', timestamper })
  if (sideFile) write(`blob/${name}`, sideFile)
  if (sideFile && name === 'rsa') write('blob/pem', utf8(encodePem('CMS', sideFile)))
}
write('x509/leaf', certified.rsa.certificate.der)
write('x509/tsa', certified.tsa.certificate.der)
for (const [index, issuer] of certified.ecdsa.chain.slice(1).entries()) write(`x509/issuer${index}`, issuer)
write('x509/root', root)
write('x509/crl', (await ca.crl({ revoked: [certified.rsa.certificate] })).der)
write('x509/pem', utf8(encodePem('CERTIFICATE', root)))
write('x509/spki', rsa.info.publicKey)
write('timestamp/token', token)
write('timestamp/granted', encodeGranted(token))
const imprint = { digest: 'sha256', value: new Uint8Array(32) } as const
write(
  'timestamp/query',
  encodeTimestampQuery({ imprint, policy: '1.2.3.4', nonce: Uint8Array.of(1, 2, 3), certReq: true }),
)
const { facts } = await signBytes(blob as Format, MESSAGE, rsa, { name: 'input.bin', timestamper })
const record = signingRecord(facts, {
  tool: { name: 'chancery', version: '0' },
  identity: { verified: false, platform: 'local', claims: {} },
  at: new Date(),
})
write('bundle/record', await signStatement(record, ecdsa))

async function signed(
  format: unknown,
  name: string,
  files: Readonly<Record<string, readonly [Uint8Array, SigningKey]>>,
): Promise<void> {
  const { id } = format as Format
  for (const [title, [bytes, key]] of Object.entries(files)) {
    const options: SignBytesOptions = { name, timestamper: title === Object.keys(files)[0] ? timestamper : null }
    write(`${id}/${title}`, (await signBytes(format as Format, bytes, key, options)).content)
  }
}

function write(name: string, bytes: Uint8Array): void {
  const path = join(CORPUS, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
