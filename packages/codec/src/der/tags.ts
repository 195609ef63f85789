/** Identifier octets (X.690 section 8.1.2) of the types that certificates, CMS and timestamps use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  constructedOctetString: 0x24,
} as const

const CONTEXT = 0x80
const CONSTRUCTED = 0x20

/** `[n]` IMPLICIT over a primitive type. */
export function contextTag(number: number): number {
  return CONTEXT | number
}

/** `[n]` EXPLICIT, or IMPLICIT over a constructed type. */
export function constructedContextTag(number: number): number {
  return CONTEXT | CONSTRUCTED | number
}
