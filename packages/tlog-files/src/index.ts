export { TLOG_FILES_ERRORS, TlogFilesError, type TlogFilesErrorCode } from './errors.ts'
export { type Added, FileLog, type FileLogOptions, type LogHome } from './file-log.ts'
export { type LogFileSystem, nodeFileSystem } from './file-system.ts'
