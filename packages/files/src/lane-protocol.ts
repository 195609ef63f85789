import { CORE_ERRORS, CoreError, type CoreErrorCode, type ErrorDetails } from '@chancery/core'
import type { CancelFlag } from './cancel.ts'
import type { DigestGroup } from './digest-plan.ts'
import { errnoOf } from './errors.ts'

/** What a thread is asked to do. Descriptors belong to the process, so that a thread reads the very file that was opened. */
export interface LaneTask {
  readonly fd: number
  readonly groups: readonly DigestGroup[]
  readonly cancel: CancelFlag
}

export type LaneReply =
  | { readonly kind: 'digests'; readonly digests: readonly Uint8Array[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** An error as plain data: structuredClone keeps neither class nor code. */
export type Failure =
  | { readonly kind: 'core'; readonly code: CoreErrorCode; readonly message: string; readonly details: ErrorDetails }
  | { readonly kind: 'system'; readonly errno: string; readonly message: string }
  | { readonly kind: 'defect'; readonly message: string; readonly stack: string }

export function encodeFailure(error: unknown): Failure {
  if (error instanceof CoreError) {
    return { kind: 'core', code: error.code, message: error.message, details: error.details }
  }
  const errno = errnoOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (errno !== null) return { kind: 'system', errno, message }
  return { kind: 'defect', message, stack: (error instanceof Error && error.stack) || '' }
}

export function decodeFailure(failure: Failure): Error {
  switch (failure.kind) {
    case 'core':
      if (!(failure.code in CORE_ERRORS)) return new Error(failure.message)
      return new CoreError(failure.code, failure.message, { details: failure.details })
    case 'system':
      return Object.assign(new Error(failure.message), { code: failure.errno })
    case 'defect':
      return Object.assign(new Error(failure.message), { stack: failure.stack })
  }
}
