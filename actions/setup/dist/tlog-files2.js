export { t as FileLog, r as TLOG_FILES_ERRORS, i as TlogFilesError, n as nodeFileSystem } from "./tlog-files.js";
