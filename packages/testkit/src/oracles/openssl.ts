import { tempDir } from '../temp-dir.ts'
import { type RunOptions, type SkipContext, type ToolResult, tool } from '../tool.ts'
import { type Trust, unixTime, type Verdict } from './verdict.ts'

export interface Openssl {
  run(args: readonly string[], options?: RunOptions): Promise<ToolResult>
  /** @param args beyond trust and time: `-purpose`, `-x509_strict` */
  verifyChain(chainPem: string, trust: Trust, args?: readonly string[]): Promise<Verdict>
  /**
   * @param cms DER
   * @param content what is signed, where the CMS does not hold it
   */
  verifyCms(cms: Uint8Array, content: Uint8Array | null, trust: Trust): Promise<Verdict>
  /** @param token a TimeStampToken (ContentInfo, DER) over `message` */
  verifyTimestamp(token: Uint8Array, message: Uint8Array, trust: Trust): Promise<Verdict>
}

export function openssl(context: SkipContext): Openssl {
  const program = tool('openssl', context)
  return {
    run: (args, options) => program.run(args, options),
    async verifyChain(chainPem, { trust, crls = [], at }, args = []) {
      using dir = tempDir()
      const chain = dir.write('chain.pem', chainPem)
      const revocation = crls.length > 0 ? ['-crl_check', '-CRLfile', dir.write('crls.pem', crls.join(''))] : []
      const { code, text } = await program.run([
        ...['verify', '-no-CApath', '-CAfile', dir.write('trust.pem', trust)],
        ...['-untrusted', chain, ...revocation, ...timeOf(at), ...args, chain],
      ])
      return { accepted: code === 0 && text.trim().endsWith(': OK'), text }
    },
    async verifyCms(cms, content, { trust, at }) {
      using dir = tempDir()
      const { code, text } = await program.run([
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', dir.write('cms.der', cms)],
        ...(content ? ['-content', dir.write('content', content)] : []),
        // A code-signing certificate is none for S/MIME, which is what this command asks for by itself.
        ...['-purpose', 'any', '-no-CApath', '-CAfile', dir.write('trust.pem', trust), ...timeOf(at)],
        ...['-out', dir.at('out')],
      ])
      return { accepted: code === 0 && text.includes('CMS Verification successful'), text }
    },
    async verifyTimestamp(token, message, { trust, timestampTrust = trust, at }) {
      using dir = tempDir()
      const { code, text } = await program.run([
        ...['ts', '-verify', '-token_in', '-in', dir.write('token.der', token), '-data', dir.write('data', message)],
        ...['-CAfile', dir.write('trust.pem', timestampTrust), ...timeOf(at)],
      ])
      return { accepted: code === 0 && text.includes('Verification: OK'), text }
    },
  }
}

function timeOf(at: Date | undefined): readonly string[] {
  return at ? ['-attime', unixTime(at)] : []
}
