import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { type NamedDigest, VSA_TYPE, vsaPredicate } from '@chancery/attest/predicates'
import type { PlainData } from '@chancery/core'
import { readBytes } from '@chancery/files'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'

/** What a verification summary says; the time is now. All of it is the caller's word. */
export interface VsaOptions {
  /** URI of who verified. */
  readonly verifier?: string | undefined
  /** URI of what was verified. */
  readonly resource?: string | undefined
  /** URI of the policy. */
  readonly policy?: string | undefined
  /** Path of the policy, for its digest. */
  readonly policyFile?: string | undefined
  readonly result?: string | undefined
  readonly levels?: readonly string[] | undefined
  /** Paths of all attestations that were looked at. */
  readonly inputs?: readonly string[] | undefined
}

const NEEDED = ['verifier', 'resource', 'policy', 'result'] as const

/** @throws EngineError OPTION_INVALID; AttestError STATEMENT_INVALID; FilesError where a file is not there */
export async function readVsa(
  context: Context,
  options: VsaOptions,
): Promise<{ readonly predicateType: string; readonly predicate: PlainData }> {
  const missing = NEEDED.filter((name) => options[name] === undefined)
  if (missing.length > 0)
    throw new EngineError(
      'OPTION_INVALID',
      `${missing.map((name) => `--vsa-${name}`).join(', ')}: missing for a verification summary`,
    )
  const { verifier = '', resource = '', policy = '', policyFile, result, levels = [], inputs = [] } = options
  const predicate = vsaPredicate({
    verifier,
    verifiedAt: new Date(),
    resourceUri: resource,
    policy: { uri: policy, sha256: policyFile === undefined ? null : (await digestOf(context, policyFile)).sha256 },
    result: result as 'PASSED' | 'FAILED',
    levels,
    inputs: await Promise.all(inputs.map((path) => digestOf(context, path))),
  })
  return { predicateType: VSA_TYPE, predicate }
}

async function digestOf({ cwd }: Context, path: string): Promise<NamedDigest> {
  const bytes = await readBytes(resolve(cwd, path))
  return { name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex') }
}
