import type { CertifiedKey } from '../ca/ca.ts'
import { tempDir } from '../temp-dir.ts'
import { type SkipContext, type ToolResult, tool } from '../tool.ts'
import { type Trust, unixTime, type Verdict } from './verdict.ts'

export interface AuthenticodeVerdict extends Verdict {
  /** Signatures in the file, nested ones too. */
  readonly signatures: number
  readonly verified: number
  /** Those with a timestamp that verified. */
  readonly timestamps: number
}

export interface Osslsigncode {
  /** @param args options beyond certificate, key, input and output: `-h sha384`, `-nest`, `-ts URL` */
  sign(input: string, output: string, signer: CertifiedKey, args?: readonly string[]): Promise<ToolResult>
  verify(file: string, trust: Trust, args?: readonly string[]): Promise<AuthenticodeVerdict>
  run(args: readonly string[]): Promise<ToolResult>
}

/** PE, PowerShell, MSI, CAB and CAT. */
export function osslsigncode(context: SkipContext): Osslsigncode {
  const program = tool('osslsigncode', context)
  return {
    run: (args) => program.run(args),
    async sign(input, output, signer, args = []) {
      using dir = tempDir()
      const certs = dir.write('chain.pem', signer.chainPem)
      const key = dir.write('key.pem', signer.key.privateKeyPem)
      return await program.run(['sign', '-certs', certs, '-key', key, ...args, '-in', input, '-out', output])
    },
    async verify(file, { trust, timestampTrust = trust, crls = [], at }, args = []) {
      using dir = tempDir()
      const anchors = dir.write('trust.pem', trust)
      const authorities = dir.write('timestamp-trust.pem', timestampTrust)
      const revocation = crls.length > 0 ? ['-CRLfile', dir.write('crls.pem', crls.join(''))] : []
      const time = at ? ['-time', unixTime(at)] : []
      const anchorsArgs = ['-CAfile', anchors, '-TSA-CAfile', authorities, ...revocation, ...time]
      const { code, text } = await program.run(['verify', ...anchorsArgs, ...args, '-in', file])
      const signatures = text.match(/^Signature Index: /gm)?.length ?? 0
      const verified = text.match(/^Signature verification: ok/gm)?.length ?? 0
      const timestamps = text.match(/^Timestamp Server Signature verification: ok/gm)?.length ?? 0
      // It exits with 0 when one signature of several verifies, and its "Number of verified signatures" counts the others too.
      return {
        accepted: code === 0 && signatures > 0 && verified === signatures,
        signatures,
        verified,
        timestamps,
        text,
      }
    },
  }
}
