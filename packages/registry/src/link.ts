import { RegistryError } from './errors.ts'
import { type Answer, resolveUrl } from './transport.ts'

/**
 * The next page: `Link: <…>; rel="next"` (RFC 8288, as the distribution specification uses it); null on the last one.
 * @throws RegistryError REGISTRY_MALFORMED where it leads to another host
 */
export function nextPage({ headers, url }: Answer): URL | null {
  const header = headers.get('link') ?? ''
  for (const [, target = '', parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=\s*"?next"?\s*(?:[;,]|$)/i.test(parameters)) continue
    const next = resolveUrl(target, url)
    if (next.origin === url.origin) return next
    throw new RegistryError('REGISTRY_MALFORMED', `${url.host} continues a list at ${next.host}`)
  }
  return null
}
