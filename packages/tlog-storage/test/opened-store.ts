import { folderStore, type LogStore } from '@chancery/tlog-storage'
import { nameOf, openPool, type PostgresServer, postgresStore } from '@chancery/tlog-storage/postgres'
import { openObjects, type S3Place, type S3StoreOptions, s3Store } from '@chancery/tlog-storage/s3'

/** A store in words that another process understands as well. */
export type StoreSpec =
  | { readonly kind: 'folder'; readonly dir: string }
  | { readonly kind: 's3'; readonly place: S3Place; readonly options?: S3StoreOptions }
  | { readonly kind: 'postgres'; readonly server: PostgresServer; readonly origin: string; readonly patience?: number }

export async function openStore(spec: StoreSpec): Promise<LogStore> {
  switch (spec.kind) {
    case 'folder':
      return folderStore(spec.dir)
    case 's3':
      return s3Store(openObjects(spec.place), spec.options)
    case 'postgres': {
      const { server, origin, patience } = spec
      const name = nameOf(server)
      return postgresStore(openPool(server), { origin, name, ...(patience !== undefined && { patience }) })
    }
  }
}
