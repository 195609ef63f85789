import { CK, CKR, type Cryptoki, type Handle, resultCode } from './cryptoki.ts'

export type AttributeValue = number | boolean | string | Uint8Array

/** Objects that match `template`, in the token's order. */
export function findObjects(
  cryptoki: Cryptoki,
  session: Handle,
  template: Readonly<Record<number, AttributeValue>>,
): Handle[] {
  cryptoki.C_FindObjectsInit(session, attributes(template))
  try {
    const found: Handle[] = []
    for (;;) {
      const some = cryptoki.C_FindObjects(session, 64)
      found.push(...some)
      if (some.length === 0) return found
    }
  } finally {
    cryptoki.C_FindObjectsFinal(session)
  }
}

/** null where the object has no such attribute, or does not tell it. */
export function readAttribute(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): Uint8Array | null {
  try {
    const [attribute] = cryptoki.C_GetAttributeValue(session, object, [{ type }])
    const value = attribute?.value
    return value ? Uint8Array.from(value) : null
  } catch (error) {
    const result = resultCode(error)
    if (result === CKR.ATTRIBUTE_TYPE_INVALID || result === CKR.ATTRIBUTE_SENSITIVE) return null
    throw error
  }
}

export function readFlag(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): boolean {
  return (readAttribute(cryptoki, session, object, type)?.[0] ?? 0) !== 0
}

/** A CK_ULONG, in the machine's byte order; values beyond 32 bits do not occur. */
export function readNumber(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): number | null {
  const bytes = readAttribute(cryptoki, session, object, type)
  return bytes && bytes.length >= 4 ? new DataView(bytes.buffer).getUint32(0, true) : null
}

function readText(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): string {
  return new TextDecoder().decode(readAttribute(cryptoki, session, object, type) ?? new Uint8Array())
}

/** A template as pkcs11js takes it. */
export function attributes(
  template: Readonly<Record<number, AttributeValue>>,
): { type: number; value: number | boolean | string | Buffer }[] {
  return Object.entries(template).map(([type, value]) => ({
    type: Number(type),
    value: value instanceof Uint8Array ? Buffer.from(value) : value,
  }))
}

/** What identifies an object of a token to people. */
export interface ObjectIdentity {
  readonly handle: Handle
  readonly label: string
  readonly id: Uint8Array
}

export function readIdentity(cryptoki: Cryptoki, session: Handle, handle: Handle): ObjectIdentity {
  return {
    handle,
    label: readText(cryptoki, session, handle, CK.CKA_LABEL),
    id: readAttribute(cryptoki, session, handle, CK.CKA_ID) ?? new Uint8Array(),
  }
}
