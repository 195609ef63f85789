/** Which packages (by folder) a package's src may import. What is not listed is refused; a new package needs a line here. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  codec: ['core'],
  formats: ['core', 'codec'],
  timestamp: ['core', 'codec', 'http'],
  attest: ['core', 'codec', 'tlog'],
  oci: ['core', 'codec', 'attest'],
  registry: ['core', 'codec', 'files', 'http'],
  identity: ['core', 'http'],
  files: ['core'],
  http: ['core'],
  tlog: ['core', 'codec'],
  'tlog-storage': ['core', 'files', 'tlog'],
  hsm: ['core', 'codec'],
  engine: [
    'core',
    'codec',
    'formats',
    'timestamp',
    'attest',
    'oci',
    'registry',
    'identity',
    'files',
    'http',
    'tlog',
    'tlog-storage',
    'hsm',
  ],
  ci: ['core', 'engine'],
  cli: ['core', 'engine', 'ci'],
  testkit: ['core', 'codec', 'formats', 'timestamp', 'attest', 'files', 'hsm', 'engine'],
}

/** What the actions' sources may import: the step code, and nothing that it should be the one to use. */
export const ACTION_IMPORTS: readonly string[] = ['core', 'ci']

/** The command line's package is published without a scope. */
export const PACKAGE_NAMES: Readonly<Record<string, string>> = { cli: 'chancery' }

/** Packages that compute and nothing else: no files, no network, no process, no clock and no randomness but what is passed in. */
export const PURE: readonly string[] = ['core', 'codec', 'formats', 'attest', 'oci', 'tlog']

/** What a pure package may take from Node. */
export const PURE_BUILTINS: readonly string[] = ['node:buffer', 'node:crypto', 'node:zlib']

export const RANDOM_FUNCTIONS: ReadonlySet<string> = new Set([
  'randomBytes',
  'randomUUID',
  'randomUUIDv7',
  'randomInt',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
  'generateKey',
  'generateKeySync',
  'generateKeyPair',
  'generateKeyPairSync',
  'generatePrime',
  'generatePrimeSync',
])

export const OUTSIDE_GLOBALS: ReadonlySet<string> = new Set([
  'process',
  'performance',
  'fetch',
  'navigator',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'WebSocket',
  'EventSource',
  'require',
])

/** Modules that are started and not imported: they may do things when they load. */
export const ENTRY: RegExp =
  /^packages\/cli\/src\/main\.ts$|^packages\/[^/]+\/src\/(.*[/-])?worker\.ts$|^actions\/[^/]+\/src\/(index|post)\.ts$/

/**
 * Modules that act on import on purpose: @peculiar/x509 asks for Reflect metadata while it loads, so whoever imports it puts that in place first;
 * the test matchers register themselves where a test file imports them.
 */
export const ACTS_ON_IMPORT: RegExp =
  /^packages\/testkit\/src\/(.*\/)?reflect\.ts$|^packages\/testkit\/src\/matchers\.ts$/
