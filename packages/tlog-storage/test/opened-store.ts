import { folderStore, type LogStore } from '@chancery/tlog-storage'
import { nameOf, openPool, type PostgresServer, postgresStore } from '@chancery/tlog-storage/postgres'

/** A store in words that another process understands as well. */
export type StoreSpec =
  | { readonly kind: 'folder'; readonly dir: string }
  | { readonly kind: 'postgres'; readonly server: PostgresServer; readonly origin: string; readonly patience?: number }

export async function openStore(spec: StoreSpec): Promise<LogStore> {
  switch (spec.kind) {
    case 'folder':
      return folderStore(spec.dir)
    case 'postgres': {
      const { server, origin, patience } = spec
      const name = nameOf(server)
      return postgresStore(openPool(server), { origin, name, ...(patience !== undefined && { patience }) })
    }
  }
}
