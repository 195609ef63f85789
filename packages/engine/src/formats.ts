import { type FormatRegistry, formatRegistry } from '@chancery/core'
import { allFormats } from '@chancery/formats'

/** The formats of this version. */
export const formats: FormatRegistry = formatRegistry(allFormats)
