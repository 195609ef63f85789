export { type InPlacePlan, inPlacePlan } from './edit-plan.ts'
export { asFilesError, FILES_ERRORS, FilesError, type FilesErrorCode } from './errors.ts'
export { type FileSource, type FileSourceOptions, openFileSource } from './file-source.ts'
export { type FolderLocking, type Holder, type LockOptions, lockFolder } from './folder-lock.ts'
export {
  type ExpandOptions,
  expandFiles,
  filesLike,
  type InputFile,
  SIDE_FILE_SUFFIXES,
  textsLike,
} from './glob.ts'
export { defaultLanes, prepareLanes, stopLanes } from './lanes.ts'
export { type FileOutputOptions, fileOutput } from './output.ts'
export { type OutputDestination, type OutputPlan, planOutputs } from './output-plan.ts'
export { recoverInterrupted } from './recover.ts'
export { readBytes, readText, writeFileDurable } from './small-files.ts'
export { syncFolder } from './temp-file.ts'
