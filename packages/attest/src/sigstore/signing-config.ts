import { utf8 } from '@chancery/core'
import type { TrustedRoot } from './trusted-root.ts'
import type { Validity } from './validity.ts'

const SIGNING_CONFIG_MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json'

/** What cosign and other clients ask to sign: Rekor v2 shaped logs, RFC 3161 authorities, Fulcio. */
const API_VERSION = { log: 2, timestamps: 1, certificates: 1 } as const

/**
 * signing_config.json: where to sign, of a trusted root that says whom to trust. Only who has a URL stands there, and the newest first, for clients
 * take the first whose time it is.
 */
export function encodeSigningConfig(root: TrustedRoot): Uint8Array {
  const tlogs = services(
    root.tlogs.map((log) => ({ ...log, url: log.baseUrl })),
    API_VERSION.log,
  )
  const timestamps = services(root.timestampAuthorities.map(withUrl), API_VERSION.timestamps)
  const any = (list: readonly unknown[]): object => (list.length > 0 ? { selector: 'ANY' } : {})
  const json = {
    mediaType: SIGNING_CONFIG_MEDIA_TYPE,
    caUrls: services(root.certificateAuthorities.map(withUrl), API_VERSION.certificates),
    oidcUrls: [],
    rekorTlogUrls: tlogs,
    tsaUrls: timestamps,
    rekorTlogConfig: any(tlogs),
    tsaConfig: any(timestamps),
  }
  return utf8(`${JSON.stringify(json, null, 2)}\n`)
}

interface Served {
  readonly url: string
  readonly validFor: Validity
  readonly operator: string
}

function withUrl<T extends { readonly uri: string; readonly validFor: Validity; readonly operator: string }>(
  authority: T,
): Served {
  return { url: authority.uri, validFor: authority.validFor, operator: authority.operator }
}

function services(all: readonly Served[], majorApiVersion: number): readonly object[] {
  const begun = ({ start }: Validity): number => start?.getTime() ?? 0
  return all
    .filter(({ url }) => URL.canParse(url))
    .toSorted((a, b) => begun(b.validFor) - begun(a.validFor))
    .map(({ url, validFor: { start, end }, operator }) => ({
      url,
      majorApiVersion,
      validFor: {
        start: (start ?? new Date(0)).toISOString(),
        ...(end && { end: end.toISOString() }),
      },
      operator: operator || new URL(url).hostname,
    }))
}
