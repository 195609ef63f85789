import { parseReference, RegistryError } from '@chancery/registry'
import type { Annotations, OciFormat } from '../images/image-options.ts'
import { isObject, MemberReader } from '../member-reader.ts'
import { suggestion } from '../nearest.ts'
import { OCI_FORMATS } from '../operations/index.ts'
import type { ImageEntry } from './image-entry.ts'

const MEMBERS = ['reference', 'key', 'format', 'annotations', 'recursive']
const REGISTRY = 'oci://'
/** Stands in a reference for the version of the release. */
const VERSION = '{version}'

type Named = Pick<ImageEntry, 'reference' | 'repository' | 'tag' | 'digest'>

const NOT_NAMED: Named = { reference: '', repository: '', tag: null, digest: null }

/** Reads `images` of a release manifest. */
export class ImageReader extends MemberReader {
  readonly #version: string

  constructor(folder: string, version: string) {
    super(folder)
    this.#version = version
  }

  images(data: unknown): readonly ImageEntry[] {
    if (data === undefined || data === null) return []
    if (!Array.isArray(data)) {
      this.problems.push('images: is no list')
      return []
    }
    const entries = data.map((image, index) => this.#image(image, `images[${index}]`))
    for (const [index, { at, reference }] of entries.entries()) {
      const first = entries.findIndex((one) => one.reference === reference)
      if (first < index && reference !== '') this.problems.push(`${at}: is ${entries[first]?.at} once more`)
    }
    return entries
  }

  #image(data: unknown, at: string): ImageEntry {
    if (typeof data === 'string') {
      const named = this.#reference(data, at)
      if (named.tag !== null && named.digest === null)
        this.problems.push(`${at}: has no digest; an image that is to be signed stands as \`reference: ${data}\``)
      return { at, ...named, signing: null }
    }
    const members = this.members(data, at, MEMBERS)
    const given = this.string(members.reference, `${at}.reference`)
    if (isObject(data) && (members.reference === undefined || members.reference === null))
      this.problems.push(`${at}.reference: is missing`)
    return {
      at,
      ...(given === undefined ? NOT_NAMED : this.#reference(given, `${at}.reference`)),
      signing: {
        key: this.string(members.key, `${at}.key`) ?? null,
        formats: this.#formats(members.format, `${at}.format`),
        annotations: this.#annotations(members.annotations, `${at}.annotations`),
        recursive: this.#boolean(members.recursive, `${at}.recursive`),
      },
    }
  }

  #reference(given: string, at: string): Named {
    const bare = given.startsWith(REGISTRY) ? given.slice(REGISTRY.length) : given
    const reference = REGISTRY + bare.replaceAll(VERSION, this.#version)
    try {
      const { registry, repository, tag, digest } = parseReference(reference)
      if (tag !== null || digest !== null) return { reference, repository: `${registry}/${repository}`, tag, digest }
      this.problems.push(`${at}: ${given} has neither a tag nor a digest`)
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      this.problems.push(`${at}: ${error.message}`)
    }
    return NOT_NAMED
  }

  #formats(value: unknown, at: string): readonly OciFormat[] {
    if (value === undefined || value === null) return ['bundle']
    const formats = typeof value === 'string' ? [value] : value
    if (!Array.isArray(formats) || formats.length === 0) {
      this.problems.push(`${at}: is neither a text nor a list of texts`)
      return []
    }
    for (const format of formats.filter((one) => !OCI_FORMATS.includes(one))) {
      this.problems.push(
        `${at}: ${format} is none of ${OCI_FORMATS.join(', ')}${suggestion(String(format), OCI_FORMATS)}`,
      )
    }
    return formats as OciFormat[]
  }

  /** YAML reads 1.10 as the number 1.1, and `yes` as text: what is signed is a text. */
  #annotations(data: unknown, at: string): Annotations {
    if (data === undefined || data === null) return {}
    if (!isObject(data)) {
      this.problems.push(`${at}: is no mapping`)
      return {}
    }
    for (const [name, value] of Object.entries(data)) {
      if (typeof value !== 'string') this.problems.push(`${at}.${name}: is no text; put it between quotes`)
    }
    return data as Annotations
  }

  #boolean(value: unknown, at: string): boolean {
    if (value !== undefined && value !== null && typeof value !== 'boolean')
      this.problems.push(`${at}: is neither true nor false`)
    return value === true
  }
}
