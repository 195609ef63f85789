import { type JsonFault, JsonMembers, parseJsonMembers } from '@chancery/codec'
import { OciError, type OciErrorCode } from './errors.ts'

function faultOf(code: OciErrorCode): JsonFault {
  return (message, options) => new OciError(code, message, options)
}

export function membersOf(value: unknown, code: OciErrorCode, what: string): JsonMembers {
  return new JsonMembers(value, faultOf(code), what)
}

/** @throws OciError with `code` */
export function parseMembers(bytes: Uint8Array, code: OciErrorCode, what: string): JsonMembers {
  return parseJsonMembers(bytes, faultOf(code), what)
}
