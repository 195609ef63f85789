/** An object in parsed JSON that others wrote: nothing is known of its members. */
export type JsonObject = Readonly<Record<string, unknown>>

/** An object with members: neither null nor a list, which `typeof` takes for objects too. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
