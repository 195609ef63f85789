import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { build, type OutputOptions } from 'rolldown'

/** A folder of the checkout that holds nothing but a bundle, and is committed: runners and agents install nothing. */
export interface Bundle {
  /** From the root. */
  readonly folder: string
  /** Names to contents. The same sources give the same bytes. */
  readonly files: ReadonlyMap<string, string>
}

/** Node's own rule would take `.js` beside an action.yml for CommonJS where no package.json says otherwise. */
const MODULE_TYPE = '{ "type": "module" }\n'

/** All bundles: one for each action, and the launcher of the Jenkins library. */
export async function bundles(root: string): Promise<readonly Bundle[]> {
  const actions = globSync('actions/*/action.yml', { cwd: root }).sort().map(dirname)
  const launchers = globSync('jenkins-shim/launcher/src/launcher.ts', { cwd: root })
  if (actions.length === 0 || launchers.length === 0) throw new Error('there is no action or no launcher to bundle')
  return Promise.all([...actions.map((folder) => actionBundle(root, folder)), launcherBundle(root)])
}

export function writeBundle(root: string, { folder, files }: Bundle): void {
  const home = join(root, folder)
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  for (const [name, text] of files) writeFileSync(join(home, name), text)
}

/** What is committed and differs: paths from the root. */
export function staleFiles(root: string, { folder, files }: Bundle): readonly string[] {
  const home = join(root, folder)
  const there = globSync('**', { cwd: home, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(home.length + 1)
        .split(sep)
        .join('/'),
    )
  const names = [...new Set([...there, ...files.keys()])].sort()
  return names
    .filter((name) => !existsSync(join(home, name)) || readFileSync(join(home, name), 'utf8') !== files.get(name))
    .map((name) => `${folder}/${name}`)
}

/** In front of each program's name in the file that an agent takes apart: jenkins-shim/launcher/src/start.ts. */
const PART = '//@file '

/** Programs that an action brings along, beside its own entries: name of the file to the module that starts it. */
const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'actions/setup': { chancery: 'packages/cli/src/main.ts' },
}

/** What licences ask for stays; what explains the code stands beside the code, and a runner loads each action anew for each job. */
const WITHOUT_PROSE: OutputOptions = { comments: { legal: true, annotation: true, jsdoc: false } }

/** Its entries, the chunks that they load when they need them, and the workers that are started from beside them. */
async function actionBundle(root: string, folder: string): Promise<Bundle> {
  const entries = ['index', 'post'].map((name) => join(root, folder, `src/${name}.ts`)).filter(existsSync)
  if (entries.length === 0) throw new Error(`${folder} has no src/index.ts`)
  const files = await bundled(
    root,
    { ...named([...entries, ...workers(root)]), ...programs(root, folder) },
    'node24',
    WITHOUT_PROSE,
  )
  return { folder: `${folder}/dist`, files: new Map([...files, ['package.json', MODULE_TYPE]]) }
}

/** The command line as it is published, beside the library: a quarter less start-up than its some two hundred modules one by one. */
export async function commandBundle(root: string): Promise<Bundle> {
  const entries = { ...named(workers(root)), ...programs(root, 'actions/setup') }
  return { folder: 'packages/cli/dist/program', files: await bundled(root, entries, 'node22', WITHOUT_PROSE) }
}

/** One file and what takes it apart, because the controller hands over each resource on its own. */
async function launcherBundle(root: string): Promise<Bundle> {
  const source = (name: string): string => join(root, `jenkins-shim/launcher/src/${name}.ts`)
  const entries = { ...named([source('launcher'), ...workers(root)]), ...programs(root, 'actions/setup') }
  const [start, packable] = await Promise.all([
    bundled(root, named([source('start')]), 'node22', {}),
    bundled(root, entries, 'node22', { comments: false }),
  ])
  const packed = [...packable].map(([name, code]) => `${PART}${name}\n${code.endsWith('\n') ? code : `${code}\n`}`)
  if (packed.some((part) => part.lastIndexOf(PART) > 0)) throw new Error(`a program holds ${PART}`)
  const files = new Map([...start, ['bundle.txt', packed.join('')]])
  const hash = createHash('sha256').update(JSON.stringify([...files]))
  return {
    folder: 'jenkins-shim/resources/chancery/dist',
    // Names the copy on the agent, so that the controller sends each version once.
    files: new Map([...files, ['version', `${hash.digest('hex').slice(0, 16)}\n`]]),
  }
}

function named(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map((path) => [basename(path, '.ts'), path]))
}

function programs(root: string, folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(PROGRAMS[folder] ?? {}).map(([name, path]) => [name, join(root, path)]))
}

function workers(root: string): readonly string[] {
  return globSync('packages/*/src/**/*worker.ts', { cwd: root })
    .sort()
    .map((path) => join(root, path))
}

/** Chunks are named for what they hold, and not for its hash: the next bundle's difference stays readable. */
function packageOf(module: string | null | undefined): string | null {
  const path = module?.split(sep).join('/') ?? ''
  return /.*\/(?:node_modules\/(?:@[^/]+\/)?|packages\/)([^/]+)\//.exec(path)?.[1] ?? null
}

/** pkcs11js stays outside: it loads a compiled file by a path that a bundle cannot hold. */
async function bundled(
  root: string,
  entries: Readonly<Record<string, string>>,
  target: string,
  output: OutputOptions,
): Promise<ReadonlyMap<string, string>> {
  const { output: chunks } = await build({
    cwd: root,
    input: { ...entries },
    platform: 'node',
    external: ['pkcs11js'],
    // Its `paths` are for the compiler: they lead to declarations.
    tsconfig: false,
    transform: { target },
    // Says for @actions what its package.json does not: unless identity tokens are used, its HTTP client (most of the code) goes.
    treeshake: { moduleSideEffects: [{ test: /node_modules\/@actions\//, sideEffects: false }] },
    resolve: { conditionNames: ['@chancery/source', 'node', 'import', 'default'] },
    output: {
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: ({ facadeModuleId, moduleIds, name }) =>
        `${packageOf(facadeModuleId ?? moduleIds.at(-1)) ?? name}.js`,
      ...output,
    },
    write: false,
    logLevel: 'warn',
  })
  return new Map(
    chunks.map((chunk) => {
      if (chunk.type !== 'chunk') throw new Error(`${chunk.fileName}: a bundle is code and nothing else`)
      return [chunk.fileName, chunk.code]
    }),
  )
}
