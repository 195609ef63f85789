import pkcs11js from 'pkcs11js'
import { CKR, type Cryptoki } from '../src/cryptoki.ts'
import { ModuleRegistry } from '../src/module.ts'

/** Stands in front of one function of the real module: may throw, change arguments or results, or just call. */
export type Fault = (call: (...args: unknown[]) => unknown, args: unknown[]) => unknown

export interface FaultyModules {
  readonly modules: ModuleRegistry
  /** May be changed at any time. */
  readonly faults: Partial<Record<keyof Cryptoki, Fault>>
  /** Calls that reached the wrapper. */
  count(name: keyof Cryptoki): number
  /** The real module, once it has been loaded. */
  real(): Cryptoki
}

/** The real pkcs11js, with faults where real tokens have them and SoftHSM has not. */
export function faultyModules(faults: Partial<Record<keyof Cryptoki, Fault>> = {}): FaultyModules {
  const counts = new Map<string, number>()
  let loaded: Cryptoki | null = null
  const load = (path: string): Cryptoki => {
    const real = new pkcs11js.PKCS11(path)
    loaded = real
    return new Proxy(real, {
      get(target, name: keyof Cryptoki) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...args: unknown[]): unknown => {
          counts.set(name, (counts.get(name) ?? 0) + 1)
          const call = (...given: unknown[]): unknown => Reflect.apply(member, target, given)
          const fault = faults[name]
          return fault ? fault(call, args) : call(...args)
        }
      },
    })
  }
  return {
    modules: new ModuleRegistry(load),
    faults,
    count: (name) => counts.get(name) ?? 0,
    real: () => {
      if (!loaded) throw new Error('the module was not loaded yet')
      return loaded
    },
  }
}

/** What pkcs11js throws for a result. */
export function ckr(name: keyof typeof CKR): Error {
  return new pkcs11js.Pkcs11Error(`CKR_${name}:${CKR[name]}`, CKR[name])
}

/** Fails the first `times` calls. */
export function failing(name: keyof typeof CKR, times: number): Fault {
  let left = times
  return (call, args) => {
    if (left-- > 0) throw ckr(name)
    return call(...args)
  }
}
