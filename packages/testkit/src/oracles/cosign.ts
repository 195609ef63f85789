import { tempDir } from '../temp-dir.ts'
import { type RunOptions, type SkipContext, type ToolResult, tool } from '../tool.ts'
import type { Verdict } from './verdict.ts'

export interface Cosign {
  run(args: readonly string[], options?: RunOptions): Promise<ToolResult>
  /** A DSSE bundle about `artifact`, by the key alone: no log, no network. */
  verifyAttestation(
    artifact: string,
    bundle: string,
    options: { readonly publicKeyPem: string; readonly predicateType: string },
  ): Promise<Verdict>
}

/** Away from the user's own home, and from the network's idea of a trusted root. */
export function cosign(context: SkipContext): Cosign {
  const program = tool('cosign', context)
  const isolated = async (args: readonly string[], options: RunOptions = {}): Promise<ToolResult> => {
    using home = tempDir()
    const env = { HOME: home.path, TUF_ROOT: home.at('tuf'), SIGSTORE_NO_CACHE: '1', ...options.env }
    return await program.run(args, { ...options, env })
  }
  return {
    run: isolated,
    async verifyAttestation(artifact, bundle, { publicKeyPem, predicateType }) {
      using dir = tempDir()
      const { code, text } = await isolated([
        ...['verify-blob-attestation', '--key', dir.write('key.pem', publicKeyPem), '--insecure-ignore-tlog'],
        ...['--bundle', bundle, '--type', predicateType, artifact],
      ])
      return { accepted: code === 0 && text.includes('Verified OK'), text }
    },
  }
}
