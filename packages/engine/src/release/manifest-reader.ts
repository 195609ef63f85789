import { resolve } from 'node:path'
import { MemberReader } from '../member-reader.ts'
import { suggestion } from '../nearest.ts'
import { FORMAT_IDS } from '../operations/index.ts'
import { isWithin } from './folder.ts'
import type { ImageEntry } from './image-entry.ts'
import { ImageReader } from './image-reader.ts'
import type { Manifest, ManifestEntry, SignedBy } from './manifest.ts'

const MEMBERS = [
  'name',
  'version',
  'purl',
  'package-id',
  'input',
  'out',
  'key',
  'checksums',
  'files',
  'ignore',
  'images',
]
const ENTRY_MEMBERS = [
  'paths',
  'count',
  'min',
  'max',
  'format',
  'key',
  'out',
  'description',
  'url',
  'signed-by',
  'sbom',
]
const SIGNED_BY_MEMBERS = ['trust', 'subject', 'issuer', 'key', 'san']
/** What says how to sign, and means nothing where others have signed. */
const OF_OUR_SIGNATURE = ['format', 'key', 'description', 'url']

/** Reads the members of a release manifest; `problems` is everything that is wrong with it. */
export class ManifestReader extends MemberReader {
  /** @param version goes before the manifest's */
  manifest(data: unknown, version: string | undefined): Omit<Manifest, 'path' | 'sha256'> {
    const members = this.members(data ?? {}, '', MEMBERS)
    const name = this.#name(members.name, 'name')
    const ownVersion =
      version ?? this.#name(members.version, 'version', 'give it here, with --version-name or CHANCERY_RELEASE_VERSION')
    const input = this.#required(this.path(members.input, 'input'), 'input')
    const out = this.path(members.out, 'out') ?? resolve(this.folder, 'release')
    if (input !== '') this.#apart(input, out)
    return {
      name,
      version: ownVersion,
      purl: this.#purl(members.purl, name, ownVersion),
      packageId: this.string(members['package-id'], 'package-id') ?? null,
      input,
      out,
      key: this.string(members.key, 'key') ?? null,
      checksums: this.#fileName(members.checksums, 'checksums') ?? 'SHA256SUMS',
      entries: this.#entries(members.files),
      ignore: this.#texts(members.ignore, 'ignore') ?? [],
      images: this.#images(members.images, ownVersion),
    }
  }

  #images(data: unknown, version: string): readonly ImageEntry[] {
    const reader = new ImageReader(this.folder, version)
    const images = reader.images(data)
    this.problems.push(...reader.problems)
    return images
  }

  #entries(data: unknown): readonly ManifestEntry[] {
    if (!Array.isArray(data) || data.length === 0) {
      this.problems.push('files: is no list of entries')
      return []
    }
    return data.map((entry, index) => this.#entry(entry, `files[${index}]`))
  }

  #entry(data: unknown, at: string): ManifestEntry {
    const members = this.members(data, at, ENTRY_MEMBERS)
    const format = this.string(members.format, `${at}.format`)
    if (format !== undefined && !FORMAT_IDS.includes(format)) {
      this.problems.push(`${at}.format: ${format} is none of ${FORMAT_IDS.join(', ')}${suggestion(format, FORMAT_IDS)}`)
    }
    const signedBy = members['signed-by'] === undefined ? null : this.#signedBy(members['signed-by'], `${at}.signed-by`)
    for (const member of OF_OUR_SIGNATURE) {
      if (signedBy && members[member] !== undefined)
        this.problems.push(`${at}.${member}: is not for files that others have signed`)
    }
    return {
      at,
      paths: this.#required(this.#texts(members.paths, `${at}.paths`), `${at}.paths`, []),
      ...this.#bounds(members, at),
      out: this.#below(members.out, `${at}.out`),
      format,
      key: this.string(members.key, `${at}.key`) ?? null,
      description: this.string(members.description, `${at}.description`),
      url: this.string(members.url, `${at}.url`),
      signedBy,
      sbom: this.path(members.sbom, `${at}.sbom`) ?? null,
    }
  }

  #bounds(members: Readonly<Record<string, unknown>>, at: string): Pick<ManifestEntry, 'min' | 'max'> {
    const count = this.#number(members.count, `${at}.count`)
    const min = this.#number(members.min, `${at}.min`)
    const max = this.#number(members.max, `${at}.max`)
    if (count !== undefined && (min ?? max) !== undefined) this.problems.push(`${at}: has count, or min and max`)
    if (min !== undefined && max !== undefined && min > max) this.problems.push(`${at}.max: is less than min`)
    return { min: count ?? min ?? Math.min(1, max ?? 1), max: count ?? max ?? null }
  }

  #signedBy(data: unknown, at: string): SignedBy {
    const members = this.members(data, at, SIGNED_BY_MEMBERS)
    const trust = this.#required(this.#texts(members.trust, `${at}.trust`), `${at}.trust`, [])
    return {
      trust: trust.map((file) => resolve(this.folder, file)),
      subjects: this.#texts(members.subject, `${at}.subject`),
      issuers: this.#texts(members.issuer, `${at}.issuer`),
      keys: this.#texts(members.key, `${at}.key`),
      sans: this.#texts(members.san, `${at}.san`),
    }
  }

  /** A text, or a list of them that is not empty. */
  #texts(value: unknown, at: string): readonly string[] | undefined {
    if (value === undefined || value === null) return undefined
    const texts = typeof value === 'string' ? [value] : value
    if (Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== ''))
      return texts
    this.problems.push(`${at}: is neither a text nor a list of texts`)
    return []
  }

  #required<Value>(value: Value | undefined, at: string): Value | ''
  #required<Value>(value: Value | undefined, at: string, instead: Value): Value
  #required<Value>(value: Value | undefined, at: string, instead?: Value): Value | '' {
    if (value === undefined) this.problems.push(`${at}: is missing`)
    return value ?? instead ?? ''
  }

  /** YAML reads 1.10 as the number 1.1: a version is a text. */
  #name(value: unknown, at: string, orElse?: string): string {
    if (typeof value === 'number') this.problems.push(`${at}: ${value} is a number in YAML; put it between quotes`)
    else if (value === undefined || value === null)
      this.problems.push(`${at}: is missing${orElse ? `; ${orElse}` : ''}`)
    else if (typeof value !== 'string' || !/^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u.test(value))
      this.problems.push(`${at}: is no text of one line`)
    else return value
    return ''
  }

  /** The version is the release's: a purl that carries another would be a lie. */
  #purl(value: unknown, name: string, version: string): string {
    const purl = this.string(value, 'purl') ?? `pkg:generic/${encodeURIComponent(name)}`
    if (!/^pkg:[A-Za-z][A-Za-z0-9.+-]*(?:\/[^/@?#\s]+)+$/.test(purl) && name !== '') {
      this.problems.push('purl: is no package URL without version, such as pkg:generic/acme-tools')
    }
    return `${purl}@${encodeURIComponent(version)}`
  }

  #fileName(value: unknown, at: string): string | undefined {
    const name = this.string(value, at)
    if (name !== undefined && (/[/\\\p{Cc}]/u.test(name) || name.startsWith('.')))
      this.problems.push(`${at}: is no file name`)
    return name
  }

  #below(value: unknown, at: string): string {
    const folder = this.string(value, at) ?? ''
    if (/^(?:[/\\]|[A-Za-z]:)/.test(folder) || folder.split(/[/\\]/).includes('..')) {
      this.problems.push(`${at}: is no folder below the release's`)
    }
    return folder.replaceAll('\\', '/').replace(/^(?:\.?\/+)+|\/+$/g, '')
  }

  #number(value: unknown, at: string): number | undefined {
    if (value === undefined || value === null) return undefined
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
    this.problems.push(`${at}: is no whole number`)
    return undefined
  }

  /** What is written must not be among what is read, nor the other way round. */
  #apart(input: string, out: string): void {
    if (isWithin(out, input) || isWithin(input, out)) this.problems.push('out: and input lie one in the other')
  }
}
