import { randomUUID } from 'node:crypto'
import { utf8 } from '@chancery/core'
import { TlogStorageError } from '../errors.ts'
import { ABSENT, asRead, type ObjectStore, PRIVATE, type PutCondition } from './object-store.ts'

export const PROBE_PREFIX = '.chancery/probe-'
const WRITERS = 4

/**
 * Lets several writers at once create one object, and then replace it: one of them may succeed each time. A server that does not know the conditions takes
 * them all, and a log there could fork without a word.
 * @throws TlogStorageError LOG_STORE_UNSAFE, and as the store
 */
export async function assertConditionalWrites(objects: ObjectStore): Promise<void> {
  const key = `${PROBE_PREFIX}${randomUUID()}`
  try {
    await race(objects, key, ABSENT)
    const created = await objects.get(key, 100)
    if (created === null) throw unsafe(objects, 'an object that was written is not there')
    if (created.mark === null) throw unsafe(objects, 'metadata of objects are not kept')
    await race(objects, key, asRead(created))
  } finally {
    await objects.remove([key]).catch(() => {})
  }
}

async function race(objects: ObjectStore, key: string, condition: PutCondition): Promise<void> {
  const tags = await Promise.all(
    Array.from({ length: WRITERS }, () => {
      const once = randomUUID()
      return objects.put(key, utf8(once), { ...PRIVATE, condition, mark: once })
    }),
  )
  const won = tags.filter((tag) => tag !== null).length
  // None, where the answer to the one was lost.
  if (won <= 1) return
  const header = condition.kind === 'absent' ? 'If-None-Match' : 'If-Match'
  throw unsafe(objects, `${won} of ${WRITERS} writers at once had their way: the server does not heed ${header}`)
}

function unsafe({ name }: ObjectStore, why: string): TlogStorageError {
  return new TlogStorageError('LOG_STORE_UNSAFE', `${name}: ${why}`, {
    howToFix: 'Keep the log in a store with conditional writes, such as Amazon S3, or elsewhere: it could fork here.',
    details: { log: name },
  })
}
