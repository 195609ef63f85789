import { RegistryError } from './errors.ts'
import { type Asked, failure, type Session } from './session.ts'
import type { Answer } from './transport.ts'

/** A registry that deletes nothing says one of these; one that lets this user delete nothing, 401 or 403. */
const NOT_DELETED: ReadonlySet<number> = new Set([400, 401, 403, 405])

/**
 * Distribution specification, "Deleting Manifests"; by its digest. Many registries allow it to nobody, or to fewer than may push.
 * @returns whether it is gone; false where it may not be deleted
 */
export async function deleteManifest(
  session: Session,
  { registry, repository }: Asked,
  digest: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const asked: Asked = { registry, repository, access: 'delete' }
  let answer: Answer
  try {
    answer = await session.send(asked, { method: 'DELETE', path: `manifests/${digest}` }, signal)
  } catch (error) {
    // The token server gives no such right.
    if (error instanceof RegistryError && ['REGISTRY_DENIED', 'REGISTRY_UNAUTHORIZED'].includes(error.code))
      return false
    throw error
  }
  const { status } = answer
  if (NOT_DELETED.has(status)) return false
  if (status === 404 || (status >= 200 && status < 300)) return true
  throw failure(answer, `${registry}/${repository}@${digest}`, 'IMAGE_NOT_FOUND')
}
