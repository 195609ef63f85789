export { TLOG_STORAGE_ERRORS, TlogStorageError, type TlogStorageErrorCode } from './errors.ts'
export { type Added, FileLog, type FileLogOptions, type LogHome } from './file-log.ts'
export { type LogFileSystem, nodeFileSystem } from './file-system.ts'
