import type { Format } from '@chancery/core'
import { authenticodePe } from './authenticode/pe/format.ts'
import { powershell } from './authenticode/powershell/format.ts'
import { blob } from './blob/blob.ts'
import { jar } from './jar/jar.ts'
import { script } from './script/script.ts'

export type { PeDescription } from './authenticode/pe/describe.ts'
export { authenticodePe } from './authenticode/pe/format.ts'
export { type PowerShellDescription, powershell } from './authenticode/powershell/format.ts'
export { blob } from './blob/blob.ts'
export { FORMAT_ERRORS, FormatError, type FormatErrorCode } from './errors.ts'
export type { JarDescription } from './jar/describe.ts'
export { jar } from './jar/jar.ts'
export { type ScriptDescription, script } from './script/script.ts'

/** Every format that there is; of two that claim a file, the first has it. */
export const allFormats: readonly Format[] = [authenticodePe, powershell, jar, script, blob]
