import { folderStore, type LogStore } from '@chancery/tlog-storage'
import type { LogStoreConfig } from './log-reader.ts'

/** Where a log of ours is kept, to be written to or read. */
export async function openLogStore(config: LogStoreConfig): Promise<LogStore> {
  switch (config.kind) {
    case 'folder':
      return folderStore(config.dir)
  }
}
