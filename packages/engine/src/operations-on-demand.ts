/**
 * Operations whose code is loaded when they are called: from source a module takes a third of a millisecond, and a signing needs none of those that a
 * release, a summary or a new key needs.
 */
export const attestFiles: typeof import('./attest.ts').attestFiles = async (options) =>
  (await import('./attest.ts')).attestFiles(options)

export const copyImage: typeof import('./images/copy.ts').copyImage = async (options) =>
  (await import('./images/copy.ts')).copyImage(options)

export const initialise: typeof import('./init.ts').initialise = async (options) =>
  (await import('./init.ts')).initialise(options)

export const inspectFiles: typeof import('./inspect.ts').inspectFiles = async (options) =>
  (await import('./inspect.ts')).inspectFiles(options)

export const initTrust: typeof import('./trust-root/trust-root.ts').initTrust = async (options) =>
  (await import('./trust-root/trust-root.ts')).initTrust(options)

export const rotateTrust: typeof import('./trust-root/trust-root.ts').rotateTrust = async (options) =>
  (await import('./trust-root/trust-root.ts')).rotateTrust(options)

export const showTrust: typeof import('./trust-root/trust-root.ts').showTrust = async (options) =>
  (await import('./trust-root/trust-root.ts')).showTrust(options)

export const verifyFiles: typeof import('./verify.ts').verifyFiles = async (options) =>
  (await import('./verify.ts')).verifyFiles(options)

export const serveTimestampAuthority: typeof import('./serve-timestamps.ts').serveTimestampAuthority = async (
  options,
) => (await import('./serve-timestamps.ts')).serveTimestampAuthority(options)

export const timestampFiles: typeof import('./timestamp/timestamp-files.ts').timestampFiles = async (options) =>
  (await import('./timestamp/timestamp-files.ts')).timestampFiles(options)

export const releaseFiles: typeof import('./release/release.ts').releaseFiles = async (options) =>
  (await import('./release/release.ts')).releaseFiles(options)

export const identifyJob: typeof import('./job-identity.ts').identifyJob = async (...given) =>
  (await import('./job-identity.ts')).identifyJob(...given)

export const identifyHere: typeof import('./job-identity.ts').identifyHere = async (...given) =>
  (await import('./job-identity.ts')).identifyHere(...given)

export const listKeys: typeof import('./keys.ts').listKeys = async (...given) =>
  (await import('./keys.ts')).listKeys(...given)

export const generateKey: typeof import('./keys.ts').generateKey = async (...given) =>
  (await import('./keys.ts')).generateKey(...given)

export const requestCertificate: typeof import('./keys.ts').requestCertificate = async (...given) =>
  (await import('./keys.ts')).requestCertificate(...given)

export const importCertificate: typeof import('./keys.ts').importCertificate = async (...given) =>
  (await import('./keys.ts')).importCertificate(...given)

export const createLog: typeof import('./log/create-log.ts').createLog = async (options) =>
  (await import('./log/create-log.ts')).createLog(options)

export const flushLog: typeof import('./log/flush-log.ts').flushLog = async (options) =>
  (await import('./log/flush-log.ts')).flushLog(options)
