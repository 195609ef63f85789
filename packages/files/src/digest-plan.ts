import { createHash } from 'node:crypto'
import { type DigestFunction, type DigestJob, type DigestPart, toHex } from '@chancery/core'

/** Jobs over the same parts: read and inflated once, hashed with each algorithm. */
export interface DigestGroup {
  readonly parts: readonly DigestPart[]
  readonly algorithms: readonly DigestFunction[]
  readonly label: string | null
}

/** What one thread does in one go. */
export interface DigestBatch {
  readonly groups: readonly DigestGroup[]
  /** Work in bytes hashed, roughly. */
  readonly cost: number
}

export interface DigestPlan {
  readonly batches: readonly DigestBatch[]
  /** Where each job's digest is found: its batch, and the place among that batch's digests. */
  readonly places: readonly { readonly batch: number; readonly at: number }[]
  readonly cost: number
}

/** Jobs over the same parts go together up to this cost; longer ones run side by side on several threads. */
const SHARED_PASS = 32 * 1024 * 1024
const CHECKSUMS: readonly DigestFunction[] = ['sum16', 'crc32']
/** Small jobs travel together until they cost this much: a message for each of a JAR's entries would cost more than its hashing. */
const BATCH_COST = 16 * 1024 * 1024
/** Inflating a byte takes about as long as hashing this many. */
const INFLATE_COST = 4

/** Equal for jobs that have the same digest. Labels do not count. */
export function jobKey(job: DigestJob): string {
  return `${job.algorithm}:${partsKey(job.parts)}`
}

function partsKey(parts: readonly DigestPart[]): string {
  return parts.map(partKey).join()
}

function partKey(part: DigestPart): string {
  switch (part.kind) {
    case 'range':
      return `r${part.start}-${part.end}`
    case 'bytes':
      return part.bytes.length <= 32
        ? `b${toHex(part.bytes)}`
        : `h${createHash('sha256').update(part.bytes).digest('hex')}`
    case 'inflate':
      return `i${part.start}-${part.end}-${part.size}`
  }
}

function partCost(part: DigestPart): number {
  switch (part.kind) {
    case 'range':
      return part.end - part.start
    case 'bytes':
      return part.bytes.length
    case 'inflate':
      return part.end - part.start + INFLATE_COST * part.size
  }
}

/** Puts jobs into groups and batches; the costliest batch is first, so that the threads end together. Pure. */
export function planDigest(jobs: readonly DigestJob[]): DigestPlan {
  const groups = new Map<string, { parts: readonly DigestPart[]; label: string | null; cost: number; jobs: number[] }>()
  for (const [index, job] of jobs.entries()) {
    const cost = job.parts.reduce((sum, part) => sum + partCost(part), 0)
    const parts = partsKey(job.parts)
    // A checksum over what is hashed anyway takes a third of reading all that again: it always goes along.
    const apart = cost > SHARED_PASS && groups.has(parts) && !CHECKSUMS.includes(job.algorithm)
    const key = apart ? String(index) : parts
    const group = groups.get(key)
    if (group) group.jobs.push(index)
    else groups.set(key, { parts: job.parts, label: job.label ?? null, cost, jobs: [index] })
  }
  const batches: { groups: DigestGroup[]; jobs: number[]; cost: number }[] = []
  let open: (typeof batches)[number] | null = null
  for (const group of groups.values()) {
    const cost = group.cost * group.jobs.length
    if (open === null || open.cost + cost > BATCH_COST) {
      open = { groups: [], jobs: [], cost: 0 }
      batches.push(open)
    }
    const algorithms = group.jobs.map((index) => (jobs[index] as DigestJob).algorithm)
    open.groups.push({ parts: group.parts, algorithms, label: group.label })
    open.jobs.push(...group.jobs)
    open.cost += cost
  }
  batches.sort((a, b) => b.cost - a.cost)
  const places: { batch: number; at: number }[] = new Array(jobs.length)
  for (const [batch, { jobs: indexes }] of batches.entries()) {
    for (const [at, index] of indexes.entries()) places[index] = { batch, at }
  }
  return { batches, places, cost: batches.reduce((sum, batch) => sum + batch.cost, 0) }
}
