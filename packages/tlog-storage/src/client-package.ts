import { createRequire } from 'node:module'
import { join } from 'node:path'
import { TlogStorageError } from './errors.ts'

/**
 * The client of a server: a package that only those install who keep a log there. Looked for where Chancery is installed, then where it is run:
 * a bundled action has nothing beside it.
 * @throws TlogStorageError LOG_STORE_CLIENT_MISSING
 */
export function loadClient<Client>(name: string, what: string): Client {
  const causes: unknown[] = []
  for (const anchor of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(anchor)(name) as Client
    } catch (cause) {
      causes.push(cause)
    }
  }
  throw new TlogStorageError('LOG_STORE_CLIENT_MISSING', `${what} needs the package ${name}: npm install ${name}`, {
    cause: new AggregateError(causes),
    details: { package: name },
  })
}
