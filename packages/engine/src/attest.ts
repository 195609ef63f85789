import { basename, dirname, join, resolve } from 'node:path'
import {
  encodeEnvelope,
  MAX_SUBJECTS,
  parseBundle,
  type SignedStatement,
  type Statement,
  type Subject,
  signAndLog,
} from '@chancery/attest'
import { expandFiles, writeFileDurable } from '@chancery/files'
import { assertPlaceFree, attestationSuffix } from './attest-place.ts'
import { type Predicate, type PredicateOptions, readPredicate } from './attest-predicate.ts'
import { findSbom, isSbom } from './attest-sbom.ts'
import { hashFiles, readSubjects, type SubjectOptions } from './attest-subjects.ts'
import { concurrently } from './concurrently.ts'
import { type CommonOptions, type Context, openContext } from './context.ts'
import { EngineError } from './errors.ts'
import { divideOperands } from './images/image-operands.ts'
import type { ImageAttestOptions } from './images/image-options.ts'
import { OWN_SIDE_FILES } from './inputs.ts'
import { KeyRing } from './key-ring.ts'
import { envelopePath, SBOM_SUFFIX } from './record-suffix.ts'

/** All subjects stand in one statement; above 1024, which other verifiers do not read, in several. */
export interface AttestOptions extends CommonOptions, SubjectOptions, PredicateOptions, ImageAttestOptions {
  /** A key of the configuration or a pkcs11: URI; keys.attestation by default. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  /** Path of the bundle; beside the file by default, where there is one: `FILE.sbom.sigstore.json`, with an ending for each kind. */
  readonly out?: string | undefined
  /** Each file by itself, with the SBOM that lies beside it or in its folder: `FILE.sbom.sigstore.json`. */
  readonly findSbom?: boolean | undefined
  /** Beside each bundle also its bare DSSE envelope, `NAME.intoto.jsonl`: the same signature. */
  readonly dsse?: boolean | undefined
}

export interface AttestReport {
  readonly version: 1
  /** The first of the bundles. */
  readonly bundle: string
  /** One, but for more than 1024 subjects (NAME-1, NAME-2 ...) and for SBOMs that were found. */
  readonly bundles: readonly string[]
  /** Of the first bundle. */
  readonly predicateType: string
  readonly subjects: readonly Subject[]
  readonly key: string
  readonly attestations: readonly Attestation[]
}

/** One statement, signed. */
export interface Attestation {
  readonly bundle: string
  /** The bare envelope; null where none was asked for. */
  readonly envelope: string | null
  readonly predicateType: string
  /** How many subjects it has. */
  readonly subjects: number
  /** The image that it is about and attached to, by its digest; absent where it is about files. */
  readonly image?: string
}

/** A statement, and where it goes. */
interface Planned extends Statement {
  readonly bundle: string
}

const AT_ONCE = 4

/** Signs in-toto statements about files, or images, with the attestation key. @throws ChanceryError; of files nothing is written then */
export async function attestFiles(options: AttestOptions): Promise<AttestReport> {
  const context = await openContext(options)
  const { files, images } = await divideOperands(options.files, context.cwd)
  if (images.length > 0 && files.length > 0) {
    throw new EngineError('OPTIONS_CONFLICT', 'files share a statement, and images have each their own', {
      howToFix: 'Attest files and images in two commands.',
    })
  }
  if (options.key === undefined && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'keys.attestation is not configured and no --key was given')
  }
  await using keys = new KeyRing(context)
  if (images.length > 0) {
    await keys.statePolicy()
    const { attestImages } = await import('./images/attest-images.ts')
    return await attestImages(context, options, images, keys)
  }
  const planned = options.findSbom ? await planFound(context, options) : await planGiven(context, options)
  for (const statement of planned) {
    for (const path of [statement.bundle, ...(options.dsse ? [envelopePath(statement.bundle)] : [])])
      await assertPlaceFree(resolve(context.cwd, path), statement)
  }
  const overrides = options.key === undefined ? null : { module: options.module }
  const key = await keys.openStatements(options.key ?? 'attestation', overrides)
  await keys.statePolicy(options.key === undefined ? key.info : undefined)
  const signed = await concurrently(planned, AT_ONCE, (statement) =>
    signAndLog(statement, key, resolve(context.cwd, statement.bundle), context.signal),
  )
  const attestations: Attestation[] = []
  for (const [i, { bundle, predicateType, subjects }] of planned.entries()) {
    const { bytes } = signed[i] as SignedStatement
    const envelope = options.dsse ? envelopePath(bundle) : null
    await writeFileDurable(resolve(context.cwd, bundle), bytes)
    if (envelope !== null) await writeFileDurable(resolve(context.cwd, envelope), bareEnvelope(bytes))
    attestations.push({ bundle, envelope, predicateType, subjects: subjects.length })
  }
  const { bundle, predicateType } = attestations[0] as Attestation
  const subjects = planned.flatMap((statement) => statement.subjects)
  return {
    version: 1,
    bundle,
    bundles: planned.map((one) => one.bundle),
    predicateType,
    subjects,
    key: key.info.name,
    attestations,
  }
}

async function planGiven(context: Context, options: AttestOptions): Promise<readonly Planned[]> {
  const { subjects, only } = await readSubjects(context, options)
  if (options.out === undefined && only === null) {
    throw new EngineError('OUTPUT_NOT_GIVEN', `a bundle about ${subjects.length} subjects, and no file to lie beside`, {
      howToFix: 'Give --out FILE for the bundle that names them all.',
    })
  }
  const predicate = await readPredicate(context, options)
  const out = options.out ?? `${only}${attestationSuffix(predicate.predicateType)}`
  const shards = shardsOf(subjects)
  return shards.map((shard, i) => ({
    ...predicate,
    subjects: shard,
    bundle: shards.length === 1 ? out : shardName(out, i + 1),
  }))
}

async function planFound(context: Context, options: AttestOptions): Promise<readonly Planned[]> {
  const { out, checksums = [], subjects = [], files } = options
  if (out !== undefined || checksums.length + subjects.length > 0)
    throw new EngineError(
      'OPTIONS_CONFLICT',
      '--find-sbom gives each file a bundle of its own: --out and --subject-* are not for it',
    )
  if (options.sbom !== undefined) throw new EngineError('OPTIONS_CONFLICT', '--find-sbom and --sbom exclude each other')
  if (files.length === 0) throw new EngineError('OPTION_INVALID', '--find-sbom looks beside files, and none is given')
  const found = await expandFiles(files, { cwd: context.cwd, sideFileSuffixes: OWN_SIDE_FILES })
  const inputs = found.filter((input) => !isSbom(input))
  if (inputs.length === 0) throw new EngineError('SBOM_NOT_FOUND', 'there are SBOMs, and no file that they could be of')
  const sboms = await Promise.all(inputs.map(findSbom))
  const predicates = new Map<string, Predicate>()
  for (const sbom of new Set(sboms)) predicates.set(sbom, await readPredicate(context, { ...options, sbom }))
  const hashed = await hashFiles(context, inputs)
  return inputs.map(({ path, relative }, i) => ({
    ...(predicates.get(sboms[i] as string) as Predicate),
    subjects: [{ ...(hashed[i] as Subject), name: basename(relative) }],
    bundle: path + SBOM_SUFFIX,
  }))
}

function bareEnvelope(bundle: Uint8Array): Uint8Array {
  const parsed = parseBundle(bundle)
  if (parsed.kind !== 'key') throw new TypeError('a bundle of ours is signed by a bare key')
  return encodeEnvelope(parsed.envelope)
}

function shardsOf(subjects: readonly Subject[]): readonly (readonly Subject[])[] {
  const count = Math.max(1, Math.ceil(subjects.length / MAX_SUBJECTS))
  return Array.from({ length: count }, (_, i) => subjects.slice(i * MAX_SUBJECTS, (i + 1) * MAX_SUBJECTS))
}

/** `all.sigstore.json`: `all-1.sigstore.json`. */
function shardName(out: string, number: number): string {
  const [, stem = '', extension = ''] = /^(.+?)((?:\.sigstore)?\.jsonl?)?$/.exec(basename(out)) ?? []
  return join(dirname(out), `${stem}-${number}${extension}`)
}
