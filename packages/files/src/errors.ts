import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type FilesErrorCode =
  | 'FILE_NOT_FOUND'
  | 'PATH_IS_DIRECTORY'
  | 'NOT_A_FILE'
  | 'NOT_A_DIRECTORY'
  | 'NAME_TOO_LONG'
  | 'FILE_TOO_LARGE'
  | 'FILE_NOT_TEXT'
  | 'NOTHING_MATCHED'
  | 'SYMLINK_ESCAPES'
  | 'OUTPUT_COLLISION'
  | 'PERMISSION_DENIED'
  | 'DISK_FULL'
  | 'FILE_BUSY'
  | 'IO_FAILED'
  | 'LANE_FAILED'

export const FILES_ERRORS: ErrorTable<FilesErrorCode> = {
  FILE_NOT_FOUND: { family: 'usage', howToFix: 'Check the spelling and the current folder; build the file first.' },
  PATH_IS_DIRECTORY: {
    family: 'usage',
    howToFix: "Name a file, or take the folder's files with a glob such as 'folder/**'.",
  },
  NOT_A_FILE: { family: 'usage', howToFix: 'Name a regular file: pipes, sockets and devices cannot be signed.' },
  NOT_A_DIRECTORY: { family: 'usage', howToFix: 'Choose an output folder whose path does not lead through a file.' },
  NAME_TOO_LONG: {
    family: 'usage',
    howToFix:
      'Give the file a shorter name: its signature and its record are called as it is, with an ending behind it.',
  },
  FILE_TOO_LARGE: {
    family: 'usage',
    howToFix: 'Check that the right file was named: this one is too large for its use.',
  },
  FILE_NOT_TEXT: { family: 'usage', howToFix: 'Save the file as UTF-8 text.' },
  NOTHING_MATCHED: {
    family: 'usage',
    howToFix: 'Check the pattern and the current folder; dot files and side files are passed over by globs.',
  },
  SYMLINK_ESCAPES: {
    family: 'usage',
    howToFix: 'Name the file that the link leads to, exclude the link with !PATTERN, or remove it.',
  },
  OUTPUT_COLLISION: {
    family: 'usage',
    howToFix: "Use one glob over a common folder, so that --out keeps the files' folders, or sign them one by one.",
  },
  PERMISSION_DENIED: {
    family: 'environment',
    howToFix: 'Give the user that runs this the right to read the file and to write to its folder.',
  },
  DISK_FULL: { family: 'environment', howToFix: 'Free some space (or quota) on that disk and run the command again.' },
  FILE_BUSY: {
    family: 'environment',
    howToFix: 'Another process is signing this file: wait until it ends, then run the command again.',
  },
  IO_FAILED: { family: 'environment', howToFix: 'The operating system refused: see the cause, then run it again.' },
  LANE_FAILED: {
    family: 'environment',
    howToFix: 'A hashing thread ended unexpectedly: check free memory and that the installation is complete.',
  },
}

export class FilesError extends ChanceryError<FilesErrorCode> {
  constructor(code: FilesErrorCode, message: string, options?: ErrorOptions) {
    super(FILES_ERRORS, code, message, options)
    this.name = 'FilesError'
  }
}

/** What the operating system's error codes mean to whoever runs the command. */
const BY_ERRNO: Readonly<Record<string, readonly [FilesErrorCode, string]>> = {
  ENOENT: ['FILE_NOT_FOUND', 'does not exist'],
  EISDIR: ['PATH_IS_DIRECTORY', 'is a directory'],
  ENOTDIR: ['NOT_A_DIRECTORY', 'leads through something that is not a directory'],
  ENAMETOOLONG: ['NAME_TOO_LONG', 'the name is longer than the file system allows'],
  EACCES: ['PERMISSION_DENIED', 'permission denied'],
  EPERM: ['PERMISSION_DENIED', 'operation not permitted'],
  EROFS: ['PERMISSION_DENIED', 'the file system is read-only'],
  ENOSPC: ['DISK_FULL', 'no space left on the disk'],
  EDQUOT: ['DISK_FULL', 'the disk quota is used up'],
  EFBIG: ['DISK_FULL', 'larger than the file system or the process limit allows'],
  EBUSY: ['FILE_BUSY', 'is in use'],
  ETXTBSY: ['FILE_BUSY', 'is being executed'],
}

/** `code` of a Node system error, or null. */
export function errnoOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) && !(error instanceof ChanceryError) ? code : null
}

/**
 * A system error as a {@link FilesError}; errors that already carry one of our codes pass through, and so does everything that is a defect.
 * @param path what the reader should look at: the file as it was named, not a temporary beside it
 */
export function asFilesError(error: unknown, path: string): unknown {
  const errno = errnoOf(error)
  if (errno === null) return error
  const [code, meaning] = BY_ERRNO[errno] ?? ['IO_FAILED', `failed with ${errno}`]
  return new FilesError(code, `${path}: ${meaning}`, { cause: error, details: { path, errno } })
}

/** Runs `work`; a system error in it comes out as a {@link FilesError} about `path`. */
export async function onFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFilesError(error, path)
  }
}
