import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, SetupError, say, step, which } from './run.mjs'

// Third-party verifiers that the Debian release has not, or not new enough. They are unpacked into the checkout (.oracles/, ignored by git)
// from a newer suite's packages, with package lists of their own: the machine's apt stays as it is.

const HOME = join(ROOT, '.oracles')
const APT = join(HOME, 'apt')
const UNPACKED = join(HOME, 'root')
/** Goes in front of PATH. */
export const ORACLE_BIN = join(UNPACKED, 'usr/bin')

/** Statically linked Go programs: those of a newer suite run on an older one. */
const GO_TOOLS = [
  { command: 'cosign', package: 'cosign', suite: 'forky' },
  { command: 'sigstore-go-verification', package: 'sigstore-go', suite: 'forky' },
  { command: 'notation', package: 'notation', suite: 'forky' },
  { command: 'crane', package: 'crane', suite: 'forky' },
  { command: 'oras', package: 'oras', suite: 'forky' },
]

/**
 * What `policy.json` is judged by, with the libraries that it needs newer than the release has. That of bookworm was built without sigstore:
 * it refuses every image that has such a signature.
 */
const SKOPEO = ['skopeo', 'libc6', 'libgpgme45', 'libassuan9', 'libgpg-error0', 'libsqlite3-0']

/** Where the machine has no Go: what builds the programs below. */
const GO = ['golang-1.26-go', 'golang-1.26-src']

/** A stock implementation of the runner's protocol, and the checker of workflows; nobody packages them. */
const GO_MODULES = [
  { command: 'act', module: 'github.com/nektos/act', version: 'v0.2.89' },
  { command: 'actionlint', module: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' },
]

/** Pushes and pulls charts. */
const HELM = { command: 'helm', module: 'helm.sh/helm/v4', version: 'v4.3.1', package: 'cmd/helm' }

const SLSA_VERIFIER = {
  command: 'slsa-verifier',
  module: 'github.com/slsa-framework/slsa-verifier/v2',
  version: 'v2.7.1',
  package: 'cli/slsa-verifier',
}

/** The engine of Sigstore's admission controller without a cluster; with the replacements of its own module. */
const POLICY_TESTER = {
  command: 'policy-tester',
  module: 'github.com/sigstore/policy-controller',
  version: 'v0.13.0',
  package: 'cmd/tester',
  replace: [
    'github.com/golang/glog => github.com/jdolitsky/glog v0.0.0-20220729172235-78744e90d087',
    'k8s.io/code-generator => k8s.io/code-generator v0.29.4',
    'k8s.io/kube-openapi => k8s.io/kube-openapi v0.0.0-20231010175941-2dd684a91f00',
  ],
}

/** Sigstore's log, version 2, in a folder of its own. */
const REKOR = {
  command: 'rekor-server',
  module: 'github.com/sigstore/rekor-tiles/v2',
  version: 'v2.3.0',
  package: 'cmd/rekor-server/posix',
}

/** An object store, whose conditional writes are atomic: a minute to build. */
const VERSITYGW = {
  command: 'versitygw',
  module: 'github.com/versity/versitygw',
  version: 'v1.8.0',
  package: 'cmd/versitygw',
}

/** Kyverno's engine without a cluster. */
const KYVERNO = {
  command: 'kyverno',
  module: 'github.com/kyverno/kyverno',
  version: 'v1.19.1',
  package: 'cmd/cli/kubectl-kyverno',
  replace: [
    'k8s.io/pod-security-admission => github.com/kyverno/pod-security-admission v0.0.0-20251031094455-46f20778634f',
  ],
}

/** The rival with a key on the token: no package of it has PKCS#11. */
const COSIGN_PKCS11 = {
  command: 'cosign-pkcs11',
  module: 'github.com/sigstore/cosign/v3',
  version: 'v3.1.3',
  package: 'cmd/cosign',
  tags: ['pkcs11key'],
  cgo: '1',
}

/**
 * Programs of this repository around others' packages: those that Go's own module mirror is checked with, and COSE, for logs; in-toto's for
 * attestations.
 */
const OWN_PROGRAMS = [
  { command: 'sumdb', source: join(ROOT, 'test/interop/tlog/sumdb') },
  { command: 'in-toto-judge', source: join(ROOT, 'test/interop/in-toto/judge') },
]

/** Jenkins' own CPS transformation, to run the shared library as a controller would. */
const JARS = [
  ['com.cloudbees', 'groovy-cps', '1.31'],
  ['org.codehaus.groovy', 'groovy-all', '2.4.21'],
  ['com.google.guava', 'guava', '11.0.1'],
]

export function fetchOracles(purpose) {
  if (purpose === 'bench') {
    optional('cosign with PKCS#11', () => buildGoProgram(COSIGN_PKCS11))
    optional('an S3 server', () => buildGoProgram(VERSITYGW))
  }
  if (purpose === 'check') {
    optional('the lint rules that need types', fetchTypeAwareLint)
    return
  }
  const wanted = purpose === 'test' ? [...GO_TOOLS] : []
  if (!signsScripts()) wanted.push({ command: 'osslsigncode', package: 'osslsigncode', suite: backports() })
  const missing = wanted.filter(
    (tool) =>
      !existsSync(join(ORACLE_BIN, tool.command)) && (tool.package === 'osslsigncode' || which(tool.command) === null),
  )
  if (missing.length > 0)
    optional(`third-party verifiers (${missing.map((tool) => tool.command).join(', ')})`, () => unpack(missing))
  if (purpose !== 'test') return
  if (which('mvn') !== null) optional('the Jenkins CPS engine', fetchJars)
  optional('act and actionlint', installGoModules)
  optional('the judges of logs and attestations', () => OWN_PROGRAMS.forEach(buildOwnProgram))
  optional('a skopeo that knows sigstore', unpackSkopeo)
  optional('an S3 server', () => buildGoProgram(VERSITYGW))
  // Minutes, for one test each: elsewhere those are skipped.
  if (process.env.CI) {
    optional('slsa-verifier', () => buildGoProgram(SLSA_VERIFIER))
    optional("policy-controller's tester", () => buildGoProgram(POLICY_TESTER))
    optional('Rekor', () => buildGoProgram(REKOR))
  }
  // A quarter of an hour: for the tests of every week.
  if (process.env.CHANCERY_LONG_TESTS) {
    optional('helm', () => buildGoProgram(HELM))
    optional("Kyverno's command line", () => buildGoProgram(KYVERNO))
  }
  optional('Node 22', fetchNode22)
}

/** A missing verifier is a failed set-up in CI; elsewhere its tests are skipped, with the reason. */
function optional(what, get) {
  try {
    get()
  } catch (error) {
    if (process.env.CI || !(error instanceof SetupError)) throw error
    say(`${error.message}\n  Going on without ${what}: the tests that need it are skipped.`)
  }
}

/** osslsigncode signs and verifies PowerShell scripts from 2.8 on. */
function signsScripts() {
  if (existsSync(join(ORACLE_BIN, 'osslsigncode'))) return true
  const [, major, minor] =
    /(\d+)\.(\d+)/.exec(spawnSync('osslsigncode', ['--version'], { encoding: 'utf8' }).stdout ?? '') ?? []
  return major !== undefined && Number(major) * 1000 + Number(minor) >= 2008
}

function unpack(tools) {
  unpackPackages(
    tools.map((tool) => `${tool.package}/${tool.suite}`),
    tools.map((tool) => tool.suite),
    UNPACKED,
  )
  const absent = tools.filter((tool) => !existsSync(join(ORACLE_BIN, tool.command)))
  if (absent.length > 0) throw new SetupError(`the packages hold no ${absent.map((tool) => tool.command).join(', ')}`)
}

/** Started with its own loader, it needs nothing of the machine's. */
function unpackSkopeo() {
  const program = join(ORACLE_BIN, 'skopeo-current')
  if (existsSync(program)) return
  const root = join(HOME, 'skopeo')
  unpackPackages(
    SKOPEO.map((name) => `${name}/forky`),
    ['forky'],
    root,
  )
  const arch = { x64: ['x86_64', 'x86-64.so.2'], arm64: ['aarch64', 'aarch64.so.1'] }[process.arch]
  if (arch === undefined) throw new SetupError(`no skopeo for ${process.arch}`)
  const libraries = join(root, 'usr/lib', `${arch[0]}-linux-gnu`)
  const loader = join(libraries, `ld-linux-${arch[1]}`)
  const script = `#!/bin/sh\nexec '${loader}' --library-path '${libraries}' '${join(root, 'usr/bin/skopeo')}' "$@"\n`
  mkdirSync(ORACLE_BIN, { recursive: true })
  writeFileSync(program, script, { mode: 0o755 })
}

function unpackPackages(names, suites, target) {
  if (which('apt-get') === null) throw new SetupError(`no apt-get here: get ${names.join(', ')} by other means`)
  for (const folder of ['parts', 'lists/partial', 'cache/archives/partial', 'deb'])
    mkdirSync(join(APT, folder), { recursive: true })
  writeFileSync(join(APT, 'parts/suites.sources'), [...new Set(suites)].map(sourceOf).join('\n\n'))
  const settings = [
    `Dir::Etc::sourcelist=${APT}/none`,
    `Dir::Etc::sourceparts=${APT}/parts`,
    `Dir::State::lists=${APT}/lists`,
    `Dir::Cache=${APT}/cache`,
    'Acquire::Languages=none',
    'APT::Sandbox::User=root',
    // Signatures are checked as ever; only a frozen mirror's lists may be older than they say they should be.
    'Acquire::Check-Valid-Until=false',
  ]
  const apt = ['-q', ...settings.flatMap((setting) => ['-o', setting])]
  step(`updating the lists of ${[...new Set(suites)].join(' and ')}`, 'apt-get', [...apt, 'update'])
  rmSync(join(APT, 'deb'), { recursive: true })
  mkdirSync(join(APT, 'deb'))
  step(`fetching ${names.join(', ')}`, 'apt-get', [...apt, 'download', ...names], { cwd: join(APT, 'deb') })
  for (const file of readdirSync(join(APT, 'deb'))) {
    step(`unpacking ${file.replace(/_[^_]*\.deb$/, '').replaceAll('%3a', ':')}`, 'dpkg-deb', [
      '-x',
      join(APT, 'deb', file),
      target,
    ])
  }
}

/** Another suite of the mirror that this machine uses. */
function sourceOf(suite) {
  const [mirror, keyring] = machineMirror()
  return `Types: deb\nURIs: ${mirror}\nSuites: ${suite}\nComponents: main\n${keyring ? `Signed-By: ${keyring}\n` : ''}`
}

function machineMirror() {
  const folder = '/etc/apt/sources.list.d'
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  for (const file of ['/etc/apt/sources.list', ...files].filter((name) => existsSync(name))) {
    for (const entry of readFileSync(file, 'utf8').split(file.endsWith('.sources') ? /\n\s*\n/ : /\n/)) {
      const text = entry.replace(/^#.*$/gm, '')
      const deb822 = /^URIs:\s*(\S+\/debian\/?)\s*$/m.exec(text)?.[1]
      const line = /^\s*deb\s+(?:\[[^\]]*\]\s*)?(\S+\/debian\/?)\s+/.exec(text)?.[1]
      const keyring = /^Signed-By:\s*(\/\S+)/m.exec(text)?.[1] ?? /signed-by=([^\s\]]+)/.exec(text)?.[1]
      if (deb822 ?? line) return [deb822 ?? line, keyring]
    }
  }
  throw new SetupError('this machine has no Debian package source to take a newer suite from')
}

function backports() {
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(
    existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
  )?.[1]
  return `${codename ?? 'bookworm'}-backports`
}

function fetchJars() {
  const folder = join(HOME, 'jars')
  if (JARS.every(([, name, version]) => existsSync(join(folder, `${name}-${version}.jar`)))) return
  mkdirSync(folder, { recursive: true })
  const dependencies = JARS.map(
    ([group, name, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`,
  )
  const pom = join(HOME, 'jars/pom.xml')
  writeFileSync(
    pom,
    `<project><modelVersion>4.0.0</modelVersion><groupId>oracles</groupId><artifactId>oracles</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join('')}</dependencies></project>\n`,
  )
  const args = [
    '-q',
    '-B',
    '-f',
    pom,
    'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies',
    '-DexcludeTransitive=true',
    `-DoutputDirectory=${folder}`,
  ]
  step('fetching the Jenkins CPS engine', 'mvn', args)
}

function goCommand() {
  if (which('go') !== null) return 'go'
  const root = join(HOME, 'go')
  const program = join(root, 'usr/lib/go-1.26/bin/go')
  if (!existsSync(program)) {
    unpackPackages(
      GO.map((name) => `${name}/forky`),
      ['forky'],
      root,
    )
  }
  return program
}

/** Half a minute where nothing is cached. */
function installGoModules() {
  const missing = GO_MODULES.filter(({ command }) => !existsSync(join(ORACLE_BIN, command)) && which(command) === null)
  if (missing.length === 0) return
  const go = goCommand()
  mkdirSync(ORACLE_BIN, { recursive: true })
  for (const { command, module, version } of missing) {
    const env = { ...process.env, GOBIN: ORACLE_BIN, CGO_ENABLED: '0' }
    step(`building ${command}`, go, ['install', `${module}@${version}`], { env, timeout: 300_000 })
  }
}

/** From a module of its own: `go install MODULE@VERSION` asks for the list of all versions, which not every proxy has, and takes no module that replaces others. */
function buildGoProgram({ command, module, version, package: path, replace = [], tags = [], cgo = '0' }) {
  const program = join(ORACLE_BIN, command)
  if (existsSync(program) || which(command) !== null) return
  const go = goCommand()
  const home = join(HOME, command)
  mkdirSync(home, { recursive: true })
  mkdirSync(ORACLE_BIN, { recursive: true })
  const replaced = replace.map((one) => `replace ${one}\n`).join('')
  writeFileSync(join(home, 'go.mod'), `module oracle\n\ngo 1.23\n\nrequire ${module} ${version}\n\n${replaced}`)
  const env = { ...process.env, GOFLAGS: '-mod=mod', CGO_ENABLED: cgo }
  step(`building ${command}`, go, ['build', ...tags.map((tag) => `-tags=${tag}`), '-o', program, `${module}/${path}`], {
    cwd: home,
    env,
    timeout: 1_500_000,
  })
}

function buildOwnProgram({ command, source }) {
  const program = join(ORACLE_BIN, command)
  const changed = readdirSync(source).map((name) => statSync(join(source, name)).mtimeMs)
  if (existsSync(program) && statSync(program).mtimeMs > Math.max(...changed)) return
  const go = goCommand()
  mkdirSync(ORACLE_BIN, { recursive: true })
  const env = { ...process.env, CGO_ENABLED: '0' }
  step(`building ${command}`, go, ['build', '-o', program, '.'], { cwd: source, env, timeout: 300_000 })
}

/** The oldest Node that the packages promise to run on, for the test that installs them. */
function fetchNode22() {
  npmInstall('Node 22', 'node-22', 'node', '22', 'node_modules/node/bin/node')
}

/** oxlint's partner for rules that need types: a large binary that only the checks use, so it is no dependency of the project. */
function fetchTypeAwareLint() {
  npmInstall('the type-aware linter', 'lint', 'oxlint-tsgolint', '7.0.2007', 'node_modules/.bin/tsgolint')
}

function npmInstall(title, folder, name, version, proof) {
  const home = join(HOME, folder)
  if (existsSync(join(home, proof))) return
  mkdirSync(home, { recursive: true })
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { [name]: true }, dependencies: { [name]: version } }),
  )
  step(`fetching ${title}`, 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: home })
}
