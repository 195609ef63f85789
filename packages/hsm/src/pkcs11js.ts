import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { Cryptoki } from './cryptoki.ts'
import { HsmError } from './errors.ts'

interface Pkcs11js {
  readonly PKCS11: new (path?: string) => Cryptoki
}

/**
 * pkcs11js is a native addon without prebuilt binaries: it cannot be bundled, and an installation may lack its build. So it is loaded
 * where it is first used, from CHANCERY_PKCS11JS where that is set, else from beside this file, else from the working directory.
 * @throws HsmError PKCS11JS_MISSING
 */
export function loadPkcs11js(): Pkcs11js {
  const named = process.env.CHANCERY_PKCS11JS
  const attempts = named
    ? [() => createRequire(anchor(named))('pkcs11js'), () => createRequire(anchor(named))(packageFolder(named))]
    : [() => createRequire(import.meta.url)('pkcs11js'), () => createRequire(anchor(process.cwd()))('pkcs11js')]
  let cause: unknown
  for (const attempt of attempts) {
    try {
      return attempt() as Pkcs11js
    } catch (error) {
      // The first reason is the one worth telling: a build that fails to load, rather than a second place that has none.
      cause ??= error
    }
  }
  throw new HsmError('PKCS11JS_MISSING', 'the PKCS#11 addon pkcs11js is not installed or not built', {
    details: { CHANCERY_PKCS11JS: named ?? null },
    cause,
  })
}

function anchor(folder: string): string {
  return join(resolve(folder), 'resolve-from-here.js')
}

/** The package's folder, where its `build/Release/pkcs11.node` is given instead. */
function packageFolder(path: string): string {
  const full = resolve(path)
  return full.endsWith('.node') ? dirname(dirname(dirname(full))) : full
}
