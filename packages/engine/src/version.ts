/** Held equal to package.json by a test; a constant, so that reading it costs nothing. */
export const VERSION = '0.1.0'
