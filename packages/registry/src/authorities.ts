import { faultOfAuthorities } from '@chancery/http'
import { RegistryError } from './errors.ts'

/** Authorities in PEM that are trusted for one host (`host[:port]`), beside those that always are. */
export type FindAuthorities = (host: string) => Promise<readonly string[]>

/** @throws RegistryError REGISTRY_CA_INVALID */
export function checkAuthorities(texts: readonly string[], where: string): void {
  for (const text of texts) {
    const fault = faultOfAuthorities(text)
    if (fault !== null) throw new RegistryError('REGISTRY_CA_INVALID', `${where} ${fault}`)
  }
}
