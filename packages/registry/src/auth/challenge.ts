/** What a registry wants to see: RFC 7617, and the token scheme of the distribution project. */
export type Challenge =
  | { readonly kind: 'basic' }
  | {
      readonly kind: 'bearer'
      readonly realm: string
      readonly service: string | null
      readonly scope: string | null
      /** `insufficient_scope`, `invalid_token` … (RFC 6750 section 3.1). */
      readonly error: string | null
    }

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const PARAMETER = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y
const GAP = /[\s,]*/y

/** `WWW-Authenticate` (RFC 9110 section 11.6.1), several challenges in one field; bearer before basic, null where neither is offered. */
export function parseChallenge(header: string | null): Challenge | null {
  const offers = parseSchemes(header ?? '')
  const bearer = offers.find((offer) => offer.scheme === 'bearer' && offer.parameters.has('realm'))
  if (bearer) {
    const { parameters } = bearer
    return {
      kind: 'bearer',
      realm: parameters.get('realm') as string,
      service: parameters.get('service') ?? null,
      scope: parameters.get('scope') ?? null,
      error: parameters.get('error') ?? null,
    }
  }
  return offers.some(({ scheme }) => scheme === 'basic') ? { kind: 'basic' } : null
}

interface Offer {
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

function parseSchemes(text: string): readonly Offer[] {
  const offers: Offer[] = []
  let parameters = new Map<string, string>()
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  while (at < text.length) {
    match(GAP)
    // A parameter first: a scheme's name is a token too, but no equals sign follows it.
    const parameter = match(PARAMETER)
    if (parameter) {
      const [, name = '', quoted, plain = ''] = parameter
      parameters.set(name.toLowerCase(), quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'))
      continue
    }
    const scheme = match(TOKEN)?.[0]
    if (scheme === undefined) break
    parameters = new Map()
    offers.push({ scheme: scheme.toLowerCase(), parameters })
  }
  return offers
}
