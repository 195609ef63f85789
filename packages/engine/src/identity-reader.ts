import type { IssuerConfig, Platform } from '@chancery/identity'
import { MemberReader } from './member-reader.ts'
import { suggestion } from './nearest.ts'

/** Whose identity tokens are believed: the `identity` of a chancery.yaml. docs/identity.md */
export interface IdentityConfig {
  readonly issuers: readonly IssuerEntry[]
}

export interface IssuerEntry extends Omit<IssuerConfig, 'jwks'> {
  /** Path of the issuer's key set. */
  readonly jwks?: string | undefined
}

const PLATFORMS = Object.keys({
  github: true,
  gitlab: true,
  jenkins: true,
  buildkite: true,
  circleci: true,
  azure: true,
} satisfies Record<Platform, true>)

/** Reads the section's shape. What its values mean together, `trustedIssuers` says where they are used. */
export class IdentityReader extends MemberReader {
  identity(data: unknown): IdentityConfig | null {
    if (data === undefined || data === null) return null
    const members = this.members(data, 'identity', ['audience', 'issuers'])
    const audience = this.string(members.audience, 'identity.audience')
    const { issuers } = members
    if (!Array.isArray(issuers) || issuers.length === 0) {
      this.problems.push('identity.issuers: is no list of issuers')
      return null
    }
    return { issuers: issuers.map((issuer, index) => this.#issuer(issuer, `identity.issuers[${index}]`, audience)) }
  }

  #issuer(data: unknown, at: string, common: string | undefined): IssuerEntry {
    const members = this.members(data, at, ['issuer', 'platform', 'audience', 'jwks', 'organization', 'maxLifetime'])
    const issuer = this.string(members.issuer, `${at}.issuer`)
    if (members.issuer === undefined || members.issuer === null) this.problems.push(`${at}.issuer: is missing`)
    // null is an answer: tokens without an audience.
    const audience = members.audience === null ? null : (this.string(members.audience, `${at}.audience`) ?? common)
    if (audience === undefined && members.audience === undefined) {
      this.problems.push(`${at}.audience: is missing, and identity.audience too`)
    }
    return {
      issuer: issuer ?? '',
      audience: audience ?? null,
      platform: this.#platform(members.platform, `${at}.platform`),
      jwks: this.path(members.jwks, `${at}.jwks`),
      organization: this.#organization(members.organization, `${at}.organization`),
      maxLifetime: this.#seconds(members.maxLifetime, `${at}.maxLifetime`),
    }
  }

  #platform(value: unknown, at: string): Platform | undefined {
    const platform = this.string(value, at)
    if (platform === undefined || PLATFORMS.includes(platform)) return platform as Platform | undefined
    this.problems.push(`${at}: ${platform} is none of ${PLATFORMS.join(', ')}${suggestion(platform, PLATFORMS)}`)
    return undefined
  }

  #organization(data: unknown, at: string): IssuerEntry['organization'] {
    if (data === undefined || data === null) return undefined
    const members = this.members(data, at, ['id', 'name'])
    const id = this.string(members.id, `${at}.id`)
    const name = this.string(members.name, `${at}.name`)
    if ((members.id === undefined) === (members.name === undefined)) {
      this.problems.push(`${at}: has one member, id or name`)
      return undefined
    }
    return id === undefined ? { name: name ?? '' } : { id }
  }

  #seconds(value: unknown, at: string): number | undefined {
    if (value === undefined || value === null || (typeof value === 'number' && value > 0)) return value ?? undefined
    this.problems.push(`${at}: is no number of seconds`)
    return undefined
  }
}
