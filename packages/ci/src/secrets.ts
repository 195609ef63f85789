import { loadConfig, type OptionValues } from '@chancery/engine'
import type { StepHost } from './host.ts'

/** Secrets that the environment holds under these names: masked before anything is said. */
const SECRETS: readonly string[] = ['CHANCERY_PIN', 'CHANCERY_ID_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN']

export function maskEnvironment(host: StepHost): void {
  for (const name of SECRETS) maskVariable(host, name)
}

/**
 * The PINs that chancery.yaml says where to find, and the passwords of timestamp authorities. A configuration that cannot be read is reported by
 * the step itself.
 */
export async function maskConfigured(host: StepHost, values: OptionValues): Promise<void> {
  const config = await loadConfig(host.workspace, configPath(host, values)).catch(() => null)
  for (const { pin } of Object.values(config?.keys ?? {})) {
    if (pin && 'env' in pin) maskVariable(host, pin.env)
  }
  const given = Array.isArray(values.timestamp) ? (values.timestamp as readonly string[]) : []
  const named = host.env.CHANCERY_TIMESTAMP_URLS?.split(',') ?? []
  const configured = config?.timestamp?.kind === 'urls' ? config.timestamp.urls : []
  for (const url of [...given, ...named, ...configured]) maskPassword(host, url.trim())
}

/** The chancery.yaml that input or environment name; undefined: the nearest. */
export function configPath(host: StepHost, values: OptionValues): string | undefined {
  return typeof values.config === 'string' ? values.config : host.env.CHANCERY_CONFIG || undefined
}

/** As the URL spells it, and as it is sent. */
function maskPassword(host: StepHost, url: string): void {
  const password = URL.canParse(url) ? new URL(url).password : ''
  if (password === '') return
  host.mask(password)
  const sent = decoded(password)
  if (sent !== password) host.mask(sent)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function maskVariable(host: StepHost, name: string): void {
  const secret = host.env[name]
  if (secret) host.mask(secret)
}

/** The forms in which a secret could show: whole, line by line (logs are masked by the line), and in base64. */
export function secretForms(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== '')
  return [...new Set([secret, ...lines, Buffer.from(secret).toString('base64')])]
}
