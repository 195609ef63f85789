import { loadConfig, type OptionValues, type SignedFile } from '@chancery/engine'
import type { StepHost } from './host.ts'
import { configPath } from './secrets.ts'
import { shellPath, shellWord } from './shell-words.ts'

/** What a reader of the summary pastes, in the workspace or beside downloaded files, to check what was signed. */
export async function verifyCommands(
  host: StepHost,
  values: OptionValues,
  signed: readonly SignedFile[],
): Promise<readonly string[]> {
  const [first] = signed
  if (!first) return []
  const named = configPath(host, values)
  const { trust } = await loadConfig(host.workspace, named)
  const { certificate, key } = first
  const file = certificate ? 'ca.pem' : 'key.pub'
  const anchor = `--trust ${file}`
  const whose = certificate
    ? `a certificate that ${shellComment(certificate.subject)} leads to`
    : `the public key of ${shellComment(key)}`
  const flags = trust.length === 0 ? anchor : named === undefined ? '' : `--config ${shellWord(named)}`
  return [
    trust.length === 0 ? `# ${file}: ${whose}` : `# trust is that of chancery.yaml; elsewhere add ${anchor}, ${whose}`,
    ...signed.map(({ out }) => `chancery verify ${shellPath(out)} ${flags}`.trimEnd()),
  ]
}

/** A name from a certificate, harmless behind a `#`. */
function shellComment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}
