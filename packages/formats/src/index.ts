import type { Format } from '@chancery/core'
import { blob } from './blob/blob.ts'
import { script } from './script/script.ts'

export { blob } from './blob/blob.ts'
export { FORMAT_ERRORS, FormatError, type FormatErrorCode } from './errors.ts'
export { type ScriptDescription, script } from './script/script.ts'

/** Every format that there is; of two that claim a file, the first has it. */
export const allFormats: readonly Format[] = [script, blob]
