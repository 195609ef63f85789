import type { PlainData } from '@chancery/core'

/** The members of an object in parsed JSON that others wrote; none of anything else. */
export function membersOf(data: PlainData | undefined): Readonly<Record<string, PlainData>> {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Uint8Array)
  return isObject ? (data as Readonly<Record<string, PlainData>>) : {}
}
