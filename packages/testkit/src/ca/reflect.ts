/**
 * The three functions of the Reflect metadata proposal that tsyringe, the container inside @peculiar/x509, asks for before it loads.
 * A module that imports @peculiar/x509 imports this one first.
 */
const tables = new WeakMap<object, Map<unknown, unknown>>()

function own(target: object): Map<unknown, unknown> {
  const table = tables.get(target) ?? new Map<unknown, unknown>()
  tables.set(target, table)
  return table
}

function getOwnMetadata(key: unknown, target: object): unknown {
  return own(target).get(key)
}

function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at; at = Object.getPrototypeOf(at)) {
    if (own(at).has(key)) return own(at).get(key)
  }
  return undefined
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  own(target).set(key, value)
}

if (!('getMetadata' in Reflect)) Object.assign(Reflect, { getMetadata, getOwnMetadata, defineMetadata })
