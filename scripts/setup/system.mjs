import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { SetupError, say, step, which } from './run.mjs'

/** What has to be on the machine: a command or one of several files, and the Debian package that brings it. */
const COMPILER = [
  { command: 'python3', package: 'python3' },
  { command: 'make', package: 'make' },
  { command: 'g++', package: 'g++' },
]
const SIGNING = [
  {
    files: [
      '/usr/lib/softhsm/libsofthsm2.so',
      '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
      '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
      '/opt/homebrew/lib/softhsm/libsofthsm2.so',
    ],
    package: 'softhsm2',
  },
  { command: 'softhsm2-util', package: 'softhsm2' },
  { command: 'openssl', package: 'openssl' },
  { command: 'osslsigncode', package: 'osslsigncode' },
  { command: 'jarsigner', package: 'default-jdk-headless' },
]
const TESTING = [
  { command: 'git', package: 'git' },
  { command: 'pkcs11-tool', package: 'opensc' },
  { command: 'sbverify', package: 'sbsigntool' },
  { command: 'unzip', package: 'unzip' },
  { command: 'zip', package: 'zip' },
  { command: 'x86_64-w64-mingw32-gcc', package: 'gcc-mingw-w64-x86-64-win32' },
  { command: 'i686-w64-mingw32-gcc', package: 'gcc-mingw-w64-i686-win32' },
  { command: 'python3', package: 'python3' },
  { command: 'perl', package: 'perl' },
  { command: 'ruby', package: 'ruby' },
  { command: 'groovy', package: 'groovy' },
  { command: 'mvn', package: 'maven' },
  { command: 'zsh', package: 'zsh' },
  { command: 'docker-registry', package: 'docker-registry' },
  {
    files: [13, 14, 15, 16, 17, 18].map((version) => `/usr/lib/postgresql/${version}/bin/initdb`),
    package: 'postgresql',
  },
  { command: 'fish', package: 'fish' },
  { command: 'ssh-keygen', package: 'openssh-client' },
]
const MEASURING = [
  { command: 'time', package: 'time' },
  {
    files: ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((arch) => `/usr/lib/${arch}/engines-3/pkcs11.so`),
    package: 'libengine-pkcs11-openssl',
  },
]

/** By purpose; `check` needs nothing of the system but what compiles pkcs11js. */
const NEEDED = {
  check: [],
  demo: SIGNING,
  test: [...SIGNING, ...TESTING],
  bench: [...SIGNING, ...MEASURING],
}

/**
 * Installs what is missing where that is possible without asking (as root, or with password-less sudo in CI);
 * says how to otherwise, and stops where going on is pointless.
 */
export function installSystemPackages(purpose, { compiler }) {
  const missing = missingPackages([...(compiler ? COMPILER : []), ...NEEDED[purpose]])
  if (missing.length === 0) return
  const prefix = rootPrefix()
  if (prefix !== null && which('apt-get') !== null) {
    const apt = [...prefix, 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120']
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    step('updating the package lists', apt[0], [...apt.slice(1), 'update'], { env })
    const install = [...apt, 'install', '--yes', '--no-install-recommends', ...missing]
    step(`installing ${missing.join(' ')}`, install[0], install.slice(1), { env })
    return
  }
  const hint = `missing: ${missing.join(', ')}. Install with\n  sudo apt-get install ${missing.join(' ')}`
  if (process.env.CI || purpose === 'demo' || compiler) throw new SetupError(hint)
  say(`${hint}\n  Going on without: the tests that need them are skipped.`)
}

function missingPackages(needed) {
  const missing = needed.filter((one) =>
    one.command ? which(one.command) === null : !one.files.some((file) => existsSync(file)),
  )
  return [...new Set(missing.map((one) => one.package))]
}

/** How to become root without a question; null where that cannot be. On a person's machine sudo is theirs to type. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  if (process.env.CI && which('sudo') !== null && spawnSync('sudo', ['-n', 'true']).status === 0) return ['sudo', '-n']
  return null
}
