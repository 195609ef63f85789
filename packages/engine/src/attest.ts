import { basename, dirname, join, resolve } from 'node:path'
import { MAX_SUBJECTS, type Subject, signStatement } from '@chancery/attest'
import { writeFileDurable } from '@chancery/files'
import { type PredicateOptions, readPredicate } from './attest-predicate.ts'
import { readSubjects, type SubjectOptions } from './attest-subjects.ts'
import { type CommonOptions, openContext } from './context.ts'
import { EngineError } from './errors.ts'
import { KeyRing } from './key-ring.ts'

/** All subjects stand in one statement; above 1024, which other verifiers do not read, in several. */
export interface AttestOptions extends CommonOptions, SubjectOptions, PredicateOptions {
  /** A key of the configuration or a pkcs11: URI; keys.attestation by default. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  /** Path of the bundle; `FILE.attestation.sigstore.json` by default, where there is one file. */
  readonly out?: string | undefined
}

export interface AttestReport {
  readonly version: 1
  /** The first of the bundles. */
  readonly bundle: string
  /** One, but for more than 1024 subjects: then NAME-1, NAME-2 ... */
  readonly bundles: readonly string[]
  readonly predicateType: string
  readonly subjects: readonly Subject[]
  readonly key: string
}

/** Signs an in-toto statement about files with the attestation key. @throws ChanceryError; nothing is written then */
export async function attestFiles(options: AttestOptions): Promise<AttestReport> {
  const context = await openContext(options)
  const { subjects, only } = await readSubjects(context, options)
  const out = options.out ?? (only === null ? null : `${only}.attestation.sigstore.json`)
  if (out === null) {
    throw new EngineError('OUTPUT_NOT_GIVEN', `a bundle about ${subjects.length} subjects, and no file to lie beside`, {
      howToFix: 'Give --out FILE for the bundle that names them all.',
    })
  }
  const { predicateType, predicate } = await readPredicate(context, options)
  await using keys = new KeyRing(context)
  const overrides = options.key === undefined ? null : { module: options.module }
  if (options.key === undefined && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'keys.attestation is not configured and no --key was given')
  }
  const key = await keys.open(options.key ?? 'attestation', overrides)
  const shards = shardsOf(subjects)
  const signed = await Promise.all(
    shards.map((shard) => signStatement({ subjects: shard, predicateType, predicate }, key, context.signal)),
  )
  const bundles = shards.map((_, i) => (shards.length === 1 ? out : shardName(out, i + 1)))
  for (const [i, bytes] of signed.entries()) {
    await writeFileDurable(resolve(context.cwd, bundles[i] as string), bytes)
  }
  return { version: 1, bundle: bundles[0] as string, bundles, predicateType, subjects, key: key.info.name }
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
