import { isImage, loadConfig, type OptionValues, type SignedFile } from '@chancery/engine'
import type { StepHost } from './host.ts'
import { configPath } from './secrets.ts'
import { shellPath, shellWord } from './shell-words.ts'

/** What a reader of the summary pastes, in the workspace or beside downloaded files, to check what was signed. */
export async function verifyCommands(
  host: StepHost,
  values: OptionValues,
  signed: readonly SignedFile[],
): Promise<readonly string[]> {
  if (signed.length === 0) return []
  const named = configPath(host, values)
  const { trust } = await loadConfig(host.workspace, named)
  const subjects = [...new Set(signed.flatMap(({ certificate }) => certificate?.subject ?? []))]
  const bareKeys = [...new Set(signed.flatMap(({ certificate, key }) => (certificate ? [] : [key])))]
  const anchors = [
    ...subjects.map((subject) => ['ca.pem', `a certificate that ${shellComment(subject)} leads to`] as const),
    ...bareKeys.map((key) => ['key.pub', `the public key of ${shellComment(key)}`] as const),
  ]
  const anchor = [...new Set(anchors.map(([file]) => `--trust ${file}`))].join(' ')
  const flags = trust.length === 0 ? anchor : named === undefined ? '' : `--config ${shellWord(named)}`
  const access = (out: string): string => (isImage(out) ? registryFlags(values) : '')
  return [
    ...(trust.length === 0 ? [] : [`# trust is that of chancery.yaml; elsewhere add ${anchor}`]),
    ...anchors.map(([file, whose]) => `# ${file}: ${whose}`),
    ...[...new Set(signed.map(({ out }) => `chancery verify ${shellPath(out)} ${flags}${access(out)}`.trimEnd()))],
  ]
}

/** Whoever verifies reaches the registry as the step did. */
function registryFlags({ 'allow-http-registry': plain, 'registry-ca': authorities }: OptionValues): string {
  const files = Array.isArray(authorities) ? authorities : []
  const flags = files.map((file: string) => ` --registry-ca ${shellPath(file)}`)
  return [...(plain === true ? [' --allow-http-registry'] : []), ...flags].join('')
}

/** A name from a certificate, harmless behind a `#`. */
function shellComment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}
