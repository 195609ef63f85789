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
import {
  buildJar,
  buildPe,
  createCa,
  powerShellScript,
  script as scriptText,
  softwareKey,
  testKey,
} from '@chancery/testkit'
import { encodeGranted, encodeTimestampQuery, responderTimestamper } from '@chancery/timestamp'
import {
  Appender,
  cosigner,
  encodeAddCheckpoint,
  encodeCheckpoint,
  encodeCosignatures,
  encodeHashedRekord,
  encodeLogEntry,
  encodeLogProof,
  encodeNoteKey,
  leafHash,
  logId,
  makeSignature,
  noteSigner,
  proveConsistency,
  proveInclusion,
  signNote,
  signReceipt,
} from '@chancery/tlog'
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
const [token] = (await timestamper.stamp(MESSAGE)).tokens as [Uint8Array]

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
  log: null,
})
write('bundle/record', await signStatement(record, ecdsa))

await transparencyLog()

/** A log of three entries, of which MESSAGE is one, with a witness; everything that is read of one. */
async function transparencyLog(): Promise<void> {
  const origin = 'log.example.com'
  const log = noteSigner(origin, ecdsa)
  const ed25519 = noteSigner(origin, softwareKey({ key: await testKey('ed25519') }))
  const witness = cosigner('witness.example.com', softwareKey({ key: await testKey('ed25519') }), () => 1_800_000_000)
  const rekord = encodeHashedRekord({
    digest: new Uint8Array(32),
    signature: new Uint8Array(70),
    verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256', kind: 'publicKey', rawBytes: ecdsa.info.publicKey },
  })
  const files = new Map<string, Uint8Array>()
  const { head, files: written } = Appender.empty().append([MESSAGE, rekord, utf8('another entry')])
  for (const { path, bytes } of written) files.set(path, bytes)
  const text = encodeCheckpoint({ origin, ...head })
  const checkpoint = await signNote(text, [log, witness])
  const reader = { read: async (path: string) => files.get(path) ?? null }
  const { proof } = await proveInclusion(reader, head, 0)
  const { proof: second } = await proveInclusion(reader, head, 1)
  const keys = `log ${encodeNoteKey(log.key)} https://log.example.com\nwitness w ${encodeNoteKey(witness.key)}`
  write('tlog-policy/policy', utf8(`# whom to trust\n${keys}\ngroup g all w\nquorum g\n`))
  write('tlog/policy', utf8(`${keys}\ngroup g 1 w\nquorum g\n`))
  write('tlog/proof', encodeLogProof({ index: 0, hashes: proof.hashes, checkpoint, extra: null }))
  write('tlog/proof-extra', encodeLogProof({ index: 0, hashes: proof.hashes, checkpoint, extra: utf8('extra') }))
  write('tlog/checkpoint', checkpoint)
  write('tlog/request', encodeAddCheckpoint({ old: 0, proof: [], checkpoint }))
  write('tlog/cosignatures', encodeCosignatures([await makeSignature(text, witness)]))
  write('tlog/key', utf8(encodeNoteKey(witness.key)))
  write('tlog/rekord', rekord)
  const entry = { logId: logId(log.key), proof: second, root: head.root, checkpoint, entry: rekord }
  write('tlog/entry', utf8(JSON.stringify(encodeLogEntry(entry))))
  const older = { size: 1, root: leafHash(MESSAGE) }
  const hashes = await proveConsistency(reader, older, head)
  const growth = { kind: 'consistency', olderSize: 1, newerSize: head.size, hashes } as const
  for (const [name, signer] of Object.entries({ ecdsa: log, ed25519 })) {
    write(`receipt-key/${name}`, utf8(encodeNoteKey(signer.key)))
    write(`receipt/inclusion-${name}`, await signReceipt({ kind: 'inclusion', ...proof }, head.root, MESSAGE, signer))
    write(`receipt/consistency-${name}`, await signReceipt(growth, head.root, null, signer))
  }
  write('tlog/bundle', files.get('tile/entries/000.p/3') ?? new Uint8Array())
  write('tlog/tile', files.get('tile/0/000.p/3') ?? new Uint8Array())
}

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
