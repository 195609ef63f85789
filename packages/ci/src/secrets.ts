import { loadConfig, type OptionValues } from '@chancery/engine'
import type { StepHost } from './host.ts'

/** Secrets that the environment holds under these names: masked before anything is said. */
const SECRETS: readonly string[] = ['CHANCERY_PIN', 'CHANCERY_ID_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN']

export function maskEnvironment(host: StepHost): void {
  for (const name of SECRETS) maskVariable(host, name)
}

/** Those that chancery.yaml says hold a PIN. A configuration that cannot be read is reported by the step itself. */
export async function maskConfigured(host: StepHost, values: OptionValues): Promise<void> {
  const config = await loadConfig(host.workspace, configPath(host, values)).catch(() => null)
  for (const { pin } of Object.values(config?.keys ?? {})) {
    if (pin && 'env' in pin) maskVariable(host, pin.env)
  }
}

/** The chancery.yaml that input or environment name; undefined: the nearest. */
export function configPath(host: StepHost, values: OptionValues): string | undefined {
  return typeof values.config === 'string' ? values.config : host.env.CHANCERY_CONFIG || undefined
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
