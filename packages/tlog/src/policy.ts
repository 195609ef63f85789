import { equalBytes, fromUtf8 } from '@chancery/core'
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { TlogError } from './errors.ts'
import { verifyInclusion } from './merkle/proof.ts'
import { isCosigner, isLogKey, type NoteKey, parseNoteKey } from './note/key.ts'
import { parseLogProof } from './proof-file.ts'

/** Whom to trust (c2sp.org/tlog-policy): any of the logs, and as many witnesses as the quorum says. */
export interface LogPolicy {
  readonly logs: readonly PolicyKey[]
  readonly witnesses: readonly (PolicyKey & { readonly name: string })[]
  readonly quorum: Quorum
}

export interface PolicyKey {
  readonly key: NoteKey
  readonly url: string | null
}

export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly key: NoteKey }
  | { readonly kind: 'group'; readonly threshold: number; readonly members: readonly Quorum[] }

/** Lines, names and keys; far above the 32 of each that everybody must take. */
const MAX_LINES = 4096

/** @throws TlogError LOG_POLICY_INVALID; NOTE_KEY_MALFORMED, NOTE_KEY_UNSUITABLE for keys */
export function parseLogPolicy(bytes: Uint8Array): LogPolicy {
  // Octets, as the specification has it: names are compared and never shown.
  const text = Buffer.from(bytes).toString('latin1')
  if (/[^\t\n\x20-\x7e\x80-\xff]/.test(text)) invalid('control characters')
  const lines = text.split('\n')
  if (lines.length > MAX_LINES) invalid(`${lines.length} lines`)
  const reader = new PolicyReader()
  for (const [at, line] of lines.entries()) {
    const words = line.split(/[\t ]+/).filter((word) => word !== '')
    if (words.length > 0 && !words[0]?.startsWith('#')) reader.line(words, at + 1)
  }
  return reader.policy()
}

class PolicyReader {
  readonly #logs: PolicyKey[] = []
  readonly #witnesses: (PolicyKey & { readonly name: string })[] = []
  readonly #names = new Map<string, Quorum>()
  readonly #members = new Set<string>()
  #quorum: Quorum | null = null

  line([keyword, ...words]: readonly string[], at: number): void {
    switch (keyword) {
      case 'log':
        this.#log(words, at)
        break
      case 'witness':
        this.#witness(words, at)
        break
      case 'group':
        this.#group(words, at)
        break
      case 'quorum':
        this.#setQuorum(words, at)
        break
      default:
        invalid(`line ${at}: a line begins with log, witness, group or quorum`)
    }
  }

  policy(): LogPolicy {
    if (this.#quorum === null) invalid('no quorum line')
    return { logs: this.#logs, witnesses: this.#witnesses, quorum: this.#quorum }
  }

  #log([vkey = '', url, ...more]: readonly string[], at: number): void {
    const key = keyOf(vkey)
    if (!isLogKey(key) || more.length > 0) invalid(`line ${at}: log VKEY [URL], a key that signs checkpoints`)
    this.#unique(this.#logs, key, at)
    this.#logs.push({ key, url: url ?? null })
  }

  #witness([name = '', vkey = '', url, ...more]: readonly string[], at: number): void {
    const key = keyOf(vkey)
    if (!isCosigner(key) || more.length > 0) invalid(`line ${at}: witness NAME VKEY [URL], a key that cosigns`)
    this.#unique(this.#witnesses, key, at)
    this.#define(name, { kind: 'witness', key }, at)
    this.#witnesses.push({ name, key, url: url ?? null })
  }

  #group([name = '', threshold = '', ...names]: readonly string[], at: number): void {
    const members = names.map((member) => {
      const quorum = this.#names.get(member)
      // Once at most, so that a witness counts once, whichever way.
      if (!quorum || this.#members.has(member)) invalid(`line ${at}: a member is defined before, and of one group`)
      this.#members.add(member)
      return quorum
    })
    const count =
      { all: members.length, any: 1 }[threshold] ?? (/^[1-9][0-9]{0,5}$/.test(threshold) ? Number(threshold) : 0)
    if (count < 1 || count > members.length)
      invalid(`line ${at}: group NAME all|any|NUMBER MEMBER..., no more than there are`)
    this.#define(name, { kind: 'group', threshold: count, members }, at)
  }

  #setQuorum([name = '', ...more]: readonly string[], at: number): void {
    const quorum: Quorum | undefined = name === 'none' ? { kind: 'none' } : this.#names.get(name)
    if (!quorum || more.length > 0 || this.#quorum !== null)
      invalid(`line ${at}: one quorum, of a name that is defined before`)
    this.#quorum = quorum
  }

  #define(name: string, quorum: Quorum, at: number): void {
    if (name === '' || name === 'none' || this.#names.has(name)) invalid(`line ${at}: a name of its own, and not none`)
    this.#names.set(name, quorum)
  }

  #unique(keys: readonly PolicyKey[], key: NoteKey, at: number): void {
    if (keys.some((one) => equalBytes(one.key.publicKey, key.publicKey)))
      invalid(`line ${at}: the key stands there twice`)
  }
}

/** A vkey's name is text, though the policy is octets. */
function keyOf(octets: string): NoteKey {
  try {
    return parseNoteKey(fromUtf8(Uint8Array.from(Buffer.from(octets, 'latin1'))))
  } catch (cause) {
    if (cause instanceof TlogError) throw cause
    throw new TlogError('LOG_POLICY_INVALID', 'a key whose name is not UTF-8', { cause })
  }
}

function invalid(why: string): never {
  throw new TlogError('LOG_POLICY_INVALID', why)
}

/**
 * A checkpoint by one of the policy's logs, cosigned as the policy asks.
 * @throws TlogError as {@link openCheckpoint}, and LOG_QUORUM_MISSED
 */
export function openUnderPolicy(checkpoint: Uint8Array, policy: LogPolicy): OpenedCheckpoint {
  const opened = openCheckpoint(checkpoint, {
    origin: null,
    keys: policy.logs.map(({ key }) => key),
    witnesses: policy.witnesses.map(({ key }) => key),
  })
  const cosigned = new Set(opened.cosignatures.map(({ key }) => key))
  if (!isMet(policy.quorum, cosigned)) {
    throw new TlogError(
      'LOG_QUORUM_MISSED',
      `${cosigned.size} of ${policy.witnesses.length} witnesses have cosigned, and that is not enough`,
      {
        details: { cosigned: [...cosigned].map(({ name }) => name) },
      },
    )
  }
  return opened
}

function isMet(quorum: Quorum, cosigned: ReadonlySet<NoteKey>): boolean {
  switch (quorum.kind) {
    case 'none':
      return true
    case 'witness':
      return cosigned.has(quorum.key)
    case 'group':
      return quorum.members.filter((member) => isMet(member, cosigned)).length >= quorum.threshold
  }
}

/**
 * A `.tlog-proof` about a leaf, offline.
 * @param leaf its hash
 * @throws TlogError LOG_PROOF_MALFORMED, INDEX_BEYOND_TREE, INCLUSION_UNPROVEN, and as {@link openUnderPolicy}
 */
export function verifyLogProof(
  proof: Uint8Array,
  leaf: Uint8Array,
  policy: LogPolicy,
): { readonly index: number; readonly checkpoint: OpenedCheckpoint } {
  const { index, hashes, checkpoint } = parseLogProof(proof)
  const opened = openUnderPolicy(checkpoint, policy)
  verifyInclusion({ index, size: opened.size, hashes }, leaf, opened.root)
  return { index, checkpoint: opened }
}
