import { basename, resolve } from 'node:path'
import { AttestError, MAX_SUBJECTS, type Subject, signStatement } from '@chancery/attest'
import { type PlainData, toHex, wholeDigest } from '@chancery/core'
import { expandFiles, type InputFile, openFileSource, readText, writeFileDurable } from '@chancery/files'
import { concurrently } from './concurrently.ts'
import { type CommonOptions, openContext } from './context.ts'
import { EngineError } from './errors.ts'
import { OWN_SIDE_FILES } from './inputs.ts'
import { KeyRing } from './key-ring.ts'

export interface AttestOptions extends CommonOptions {
  /** Paths and globs; all of them are subjects of one statement. */
  readonly files: readonly string[]
  /** URI. */
  readonly predicateType: string
  /** Path of a JSON file: the predicate. */
  readonly predicate: string
  /** A key of the configuration or a pkcs11: URI; keys.attestation by default. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  /** Path of the bundle; `FILE.attestation.sigstore.json` by default, where there is one file. */
  readonly out?: string | undefined
}

export interface AttestReport {
  readonly version: 1
  readonly bundle: string
  readonly predicateType: string
  readonly subjects: readonly Subject[]
  readonly key: string
}

const MAX_PREDICATE_BYTES = 16 * 1024 * 1024
const FILES_AT_ONCE = 4

/** Signs an in-toto statement about files with the attestation key. @throws ChanceryError; nothing is written then */
export async function attestFiles(options: AttestOptions): Promise<AttestReport> {
  const context = await openContext(options)
  const inputs = await expandFiles(options.files, { cwd: context.cwd, sideFileSuffixes: OWN_SIDE_FILES })
  const [first] = inputs
  if (options.out === undefined && inputs.length !== 1) {
    throw new EngineError('OUTPUT_NOT_GIVEN', `one bundle for ${inputs.length} files`, {
      howToFix: 'Give --out FILE for the bundle that names them all.',
    })
  }
  if (inputs.length > MAX_SUBJECTS) {
    throw new AttestError('TOO_MANY_SUBJECTS', `${inputs.length} subjects, ${MAX_SUBJECTS} at most`)
  }
  const predicate = await readPredicate(resolve(context.cwd, options.predicate))
  await using keys = new KeyRing(context)
  const overrides = options.key === undefined ? null : { module: options.module }
  if (options.key === undefined && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'keys.attestation is not configured and no --key was given')
  }
  const key = await keys.open(options.key ?? 'attestation', overrides)
  const nameOf = subjectNames(inputs)
  const subjects = await concurrently(inputs, FILES_AT_ONCE, async (input): Promise<Subject> => {
    await using source = await openFileSource(input.absolute, { signal: context.signal })
    const [sha256] = await source.digest([wholeDigest(source, 'sha256')])
    return { name: nameOf(input), digest: { sha256: toHex(sha256 as Uint8Array) } }
  })
  const statement = { subjects, predicateType: options.predicateType, predicate }
  const bytes = await signStatement(statement, key, context.signal)
  const bundle = options.out ?? `${first?.path}.attestation.sigstore.json`
  await writeFileDurable(resolve(context.cwd, bundle), bytes)
  return { version: 1, bundle, predicateType: options.predicateType, subjects, key: key.info.name }
}

/** Names below the globs' bases; as they were given where two would be called the same, which in-toto forbids. */
function subjectNames(inputs: readonly InputFile[]): (input: InputFile) => string {
  if (inputs.length === 1) return ({ relative }) => basename(relative)
  const distinct = new Set(inputs.map(({ relative }) => relative)).size === inputs.length
  return distinct ? ({ relative }) => relative : ({ path }) => path
}

async function readPredicate(path: string): Promise<PlainData> {
  const text = await readText(path, MAX_PREDICATE_BYTES)
  try {
    return JSON.parse(text) as PlainData
  } catch (cause) {
    throw new EngineError('PREDICATE_INVALID', `${path} is not JSON`, { cause, details: { path } })
  }
}
