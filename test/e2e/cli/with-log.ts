import { readFileSync, writeFileSync } from 'node:fs'
import { logId, openCheckpoint, parseNoteKey } from '@chancery/tlog'
import { expect } from 'vitest'
import type { Workbench } from './workbench.ts'

export const ORIGIN = 'log.example.com'

/** A log for a workbench that has none, as who has keys of his own makes it; `log.vkey` is trusted. */
export async function addLog(bench: Workbench): Promise<void> {
  const yaml = readFileSync(bench.at('chancery.yaml'), 'utf8')
  const attestation = /^ {2}attestation:\n(?: {4}.*\n)+/m.exec(yaml)?.[0] as string
  const key = attestation.replace('  attestation:', '  log:').replace('object=attestation', 'object=log')
  const text = yaml.replace(/^keys:\n/m, `keys:\n${key}`).replace('trust: [', 'trust: [log.vkey, ')
  writeFileSync(bench.at('chancery.yaml'), `${text}log: { dir: log, origin: ${ORIGIN}, key: log }\n`)
  for (const command of [
    ['keys', 'generate', '--key', 'release', '--label', 'log', '--kind', 'p256'],
    ['log', 'init', '--out', 'log.vkey'],
  ]) {
    const { code, stderr } = await bench.run(command)
    expect(code, stderr).toBe(0)
  }
}

/** The log as Sigstore's clients are told of it. @param publicKey DER; the log's own by default */
export function trustedRoot(vkey: string, publicKey?: Uint8Array): string {
  const key = parseNoteKey(vkey.trim())
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const tlog = {
    baseUrl: `https://${key.name}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: base64(publicKey ?? key.publicKey),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start: '2020-01-01T00:00:00Z' },
    },
    logId: { keyId: base64(logId(key)) },
  }
  const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1'
  return JSON.stringify({
    mediaType,
    tlogs: [tlog],
    certificateAuthorities: [],
    ctlogs: [],
    timestampAuthorities: [],
  })
}

/** How many entries the log's checkpoint has. */
export function sizeOfLog(checkpoint: Uint8Array, vkey: string): number {
  return openCheckpoint(checkpoint, { origin: ORIGIN, keys: [parseNoteKey(vkey.trim())] }).size
}
