import { resolve } from 'node:path'
import { filesLike, type OutputPlan, textsLike } from '@chancery/files'
import { type Context, variable } from './context.ts'
import { EngineError } from './errors.ts'
import { isImage } from './images/image-operands.ts'
import type { RefusedInput } from './inputs.ts'
import { keyLabel } from './key-ring.ts'
import type { SignOptions } from './sign.ts'

/** Which files are signed with which key: `--key-for PATTERN=KEY`. */
export interface KeyRule {
  /** A path, a glob, or a folder for everything below it; or an image, where `*` stands for all but a slash. */
  readonly pattern: string
  /** A key of the configuration, or a pkcs11: URI. */
  readonly key: string
}

/**
 * The key begins behind the first `=pkcs11:`, or else behind the last `=`: a URI is full of them, the name of a key has none, and what stands before it may
 * be any pattern.
 * @throws EngineError OPTION_INVALID with every problem
 */
export function parseKeyRules(texts: readonly string[]): readonly KeyRule[] {
  const problems: string[] = []
  const rules = texts.map((text): KeyRule => {
    const uri = text.indexOf('=pkcs11:')
    const end = uri < 0 ? text.lastIndexOf('=') : uri
    const rule = { pattern: text.slice(0, Math.max(0, end)), key: text.slice(end + 1) }
    // The end of a URI would pass for a name, and be told to everybody: it may be a PIN.
    if (text.startsWith('pkcs11:')) problems.push('--key-for pkcs11:...: is not PATTERN=KEY')
    else if (rule.pattern === '' || rule.key === '') problems.push(`--key-for ${text}: is not PATTERN=KEY`)
    else if (rule.pattern.startsWith('!')) problems.push(`--key-for ${text}: says for which files the key is not`)
    return rule
  })
  if (problems.length > 0) throw new EngineError('OPTION_INVALID', problems.join('; '), { details: { problems } })
  return rules
}

/** Keys by what they sign: a file by its absolute path, an image by its reference. */
export type KeyChoice = ReadonlyMap<string, string>

/** The key that flag or environment name: of all that no rule names another for. */
export function namedKey({ env }: Pick<Context, 'env'>, { key }: Pick<SignOptions, 'key'>): string | undefined {
  return key ?? variable(env, 'CHANCERY_KEY')
}

/** What reports call the keys that are named, each once. @throws HsmError where a URI is none */
export function keyNames(options: Pick<SignOptions, 'key' | 'keyFor' | 'env'>): readonly string[] {
  const named = namedKey({ env: options.env ?? {} }, options)
  const keys = [...(named === undefined ? [] : [named]), ...(options.keyFor ?? []).map(({ key }) => key)]
  return [...new Set(keys.map(keyLabel))]
}

/**
 * The first rule that means a file decides; the named key takes the others. Every rule has to decide for something: with one that is misspelt, or in the
 * shadow of others, files would be signed with another key than was meant.
 * @throws EngineError KEY_NOT_GIVEN, KEY_RULE_UNUSED, OPTIONS_CONFLICT
 */
export async function chooseKeys(
  context: Context,
  options: SignOptions,
  plans: readonly (OutputPlan | RefusedInput)[],
  images: readonly string[],
): Promise<KeyChoice> {
  const named = namedKey(context, options)
  const { keyFor: rules = [], certificate } = options
  if (rules.length === 0 && named === undefined) throw new EngineError('KEY_NOT_GIVEN', 'no key was named')
  if (certificate !== undefined && named === undefined) {
    throw new EngineError('OPTIONS_CONFLICT', '--certificate is that of --key, and there are other keys alone', {
      howToFix: 'Name the certificates of the keys in chancery.yaml, or give --key too.',
    })
  }
  const left = new Map([
    ...plans.map((plan) => [absolutePath(context, plan), plan.path] as const),
    ...images.map((image) => [image, image] as const),
  ])
  const choice = new Map<string, string>()
  const unused: KeyRule[] = []
  for (const rule of rules) {
    const means = await meaning(rule, context.cwd, left)
    const chosen = [...left.keys()].filter(means)
    if (chosen.length === 0) unused.push(rule)
    for (const operand of chosen) {
      choice.set(operand, rule.key)
      left.delete(operand)
    }
  }
  if (unused.length > 0) throw unusedRules(unused)
  if (named === undefined && left.size > 0) throw withoutKey([...left.values()])
  for (const operand of left.keys()) choice.set(operand, named as string)
  return choice
}

export function absolutePath({ cwd }: Pick<Context, 'cwd'>, plan: OutputPlan | RefusedInput): string {
  return 'absolute' in plan ? plan.absolute : resolve(cwd, plan.path)
}

/** As with files that are named: what is called exactly so is meant, whatever characters it has. */
async function meaning(
  { pattern }: KeyRule,
  cwd: string,
  operands: ReadonlyMap<string, string>,
): Promise<(operand: string) => boolean> {
  const exact = isImage(pattern) ? pattern : resolve(cwd, pattern)
  if (operands.has(exact)) return (operand) => operand === exact
  if (isImage(pattern)) {
    const isLike = await textsLike(pattern)
    return (operand) => isImage(operand) && isLike(operand)
  }
  const isLike = await filesLike([pattern], cwd)
  return (operand) => !isImage(operand) && isLike({ absolute: operand })
}

function unusedRules(rules: readonly KeyRule[]): EngineError {
  const patterns = rules.map(({ pattern }) => pattern)
  const names = patterns.map((pattern) => JSON.stringify(pattern)).join(', ')
  return new EngineError('KEY_RULE_UNUSED', `--key-for: no file is left for ${names}`, { details: { patterns } })
}

const MOST_NAMED = 5

function withoutKey(paths: readonly string[]): EngineError {
  const others = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : ''
  const names = paths.slice(0, MOST_NAMED).join(', ')
  return new EngineError('KEY_NOT_GIVEN', `no --key-for means ${names}${others}`, {
    details: { paths },
    howToFix: 'Give --key NAME for the files that no --key-for names, or leave them out with !NAME.',
  })
}
