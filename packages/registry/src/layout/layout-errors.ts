import { ChanceryError } from '@chancery/core'
import { RegistryError } from '../errors.ts'

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** What the file system says about a layout, with a code of ours. */
export async function onDisk<T>(what: string, job: () => Promise<T>): Promise<T> {
  try {
    return await job()
  } catch (error) {
    throw diskError(error, what)
  }
}

function diskError(error: unknown, what: string): unknown {
  if (error instanceof ChanceryError) return error
  const errno = codeOf(error)
  if (errno === 'ELOOP' || errno === 'EMLINK') return unsafe(what)
  if (errno === null) return error
  return new RegistryError('LAYOUT_FAILED', `${what}: ${errno}`, { cause: error, details: { errno } })
}

export function unsafe(what: string): RegistryError {
  return new RegistryError('LAYOUT_UNSAFE', `${what} is a link or no file`)
}
