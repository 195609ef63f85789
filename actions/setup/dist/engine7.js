// packages/engine/src/version.ts
/** Held equal to package.json by a test; a constant, so that reading it costs nothing. */
const VERSION = "0.1.0";
export { VERSION as t };
