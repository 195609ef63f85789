import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import {
  ACTION_IMPORTS,
  ACTS_ON_IMPORT,
  ENTRY,
  LAYERS,
  OUTSIDE_GLOBALS,
  PACKAGE_NAMES,
  PURE,
  PURE_BUILTINS,
  RANDOM_FUNCTIONS,
} from './layers.ts'
import { type Import, type Module, type Node, readModules, walk } from './module.ts'

/** What one rule found; having looked at nothing is a fault too, and whoever runs the rules says so. */
export interface Report {
  readonly rule: string
  readonly looked: number
  /** `path:line: what is wrong`. */
  readonly faults: readonly string[]
}

interface Rule {
  readonly name: string
  applies(module: Module): boolean
  check(module: Module): Iterable<Fault>
}

interface Fault {
  readonly line: number
  readonly text: string
}

export function checkArchitecture(root: string): readonly Report[] {
  const modules = readModules(root)
  const published = publishedPaths(root)
  return rules(published).map((rule) => {
    const scope = modules.filter((module) => rule.applies(module))
    const faults = scope.flatMap((module) =>
      [...rule.check(module)].map(({ line, text }) => `${module.path}:${line}: ${text}`),
    )
    return { rule: rule.name, looked: scope.length, faults }
  })
}

const inPackageSource = (module: Module): boolean => module.kind === 'src' && module.path.startsWith('packages/')

const rules = (published: ReadonlySet<string>): readonly Rule[] => [
  { name: 'import direction', applies: (module) => module.kind === 'src', check: direction },
  { name: 'no deep imports', applies: () => true, check: (module) => deepImports(module, published) },
  {
    name: 'formats are independent of each other',
    applies: (module) => /^packages\/formats\/src\/[^/]+\//.test(module.path),
    check: siblings,
  },
  {
    name: 'pure packages',
    applies: (module) => inPackageSource(module) && PURE.includes(module.unit ?? ''),
    check: purity,
  },
  { name: 'named exports', applies: inPackageSource, check: exportsByName },
  { name: 'importing has no effects', applies: inPackageSource, check: effects },
]

/** The folder of the workspace package that a specifier names, and the path past its name. */
function workspaceImport({ specifier }: Import): { unit: string; deep: string } | null {
  const [, scoped, bare, deep = ''] = /^(?:@chancery\/([^/]+)|([^/.@][^/]*))(\/.*)?$/.exec(specifier ?? '') ?? []
  const unit = scoped ?? Object.keys(PACKAGE_NAMES).find((folder) => PACKAGE_NAMES[folder] === bare)
  return unit === undefined ? null : { unit, deep }
}

function* direction(module: Module): Iterable<Fault> {
  const allowed = module.path.startsWith('actions/') ? ACTION_IMPORTS : LAYERS[module.unit ?? '']
  if (!allowed) {
    yield { line: 1, text: `the package ${module.unit} has no line in scripts/architecture/layers.ts` }
    return
  }
  for (const one of module.imports) {
    const target = workspaceImport(one)
    if (target && !allowed.includes(target.unit))
      yield { line: one.line, text: `${module.unit} must not import ${target.unit}` }
  }
}

/** What the packages' exports maps offer: `engine`, `engine/version`. */
function publishedPaths(root: string): ReadonlySet<string> {
  const paths = globSync('packages/*/package.json', { cwd: root }).flatMap((path) => {
    const { exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { exports?: Record<string, unknown> }
    return Object.keys(exports).map((key) => posix.join(posix.basename(posix.dirname(path)), key))
  })
  return new Set(paths)
}

function* deepImports(module: Module, published: ReadonlySet<string>): Iterable<Fault> {
  const home = module.unit === null ? null : module.path.split('/').slice(0, 2).join('/')
  for (const one of module.imports) {
    const target = workspaceImport(one)
    if (target?.deep && !published.has(`${target.unit}${target.deep}`))
      yield { line: one.line, text: `${one.specifier} reaches past the index of ${target.unit}` }
    if (!one.specifier?.startsWith('.')) continue
    const path = posix.join(posix.dirname(module.path), one.specifier)
    const outside = home === null ? /^(packages|actions)\/[^/]+\/src\//.test(path) : !path.startsWith(`${home}/`)
    if (outside) yield { line: one.line, text: `${one.specifier} reaches into another package: import it by its name` }
    if (module.kind === 'src' && home !== null && path.startsWith(`${home}/test/`))
      yield { line: one.line, text: 'src must not import tests' }
  }
}

function* siblings(module: Module): Iterable<Fault> {
  const own = module.path.split('/').slice(0, 4).join('/')
  for (const one of module.imports) {
    if (!one.specifier?.startsWith('.')) continue
    const path = posix.join(posix.dirname(module.path), one.specifier)
    const inFolder = /^packages\/formats\/src\/[^/]+\//.test(path)
    if (inFolder && !path.startsWith(`${own}/`))
      yield { line: one.line, text: `${one.specifier} is another format: what two share belongs in codec` }
  }
}

function* purity(module: Module): Iterable<Fault> {
  for (const one of module.imports) {
    if (one.specifier === null) yield { line: one.line, text: 'a computed import can be anything' }
    else if (isBuiltin(one.specifier) && !PURE_BUILTINS.includes(one.specifier)) {
      yield { line: one.line, text: `${one.specifier} in a package that computes and nothing else` }
    }
  }
  for (const one of module.imports) {
    const random = one.names.find((name) => RANDOM_FUNCTIONS.has(name))
    if (random) yield { line: one.line, text: `${random}: pass randomness in` }
  }
  yield* outsideUses(module, module.program, true)
}

function* exportsByName(module: Module): Iterable<Fault> {
  for (const node of module.program.body as readonly Node[]) {
    if (node.type === 'ExportDefaultDeclaration') yield { line: module.lineOf(node), text: 'a default export: name it' }
    if (node.type === 'ExportAllDeclaration') yield { line: module.lineOf(node), text: '`export *`: list the names' }
    const renamed = ((node.specifiers ?? []) as readonly Node[]).some(
      (one) => (one.exported as { name?: string } | undefined)?.name === 'default',
    )
    if (node.type === 'ExportNamedDeclaration' && renamed)
      yield { line: module.lineOf(node), text: 'a default export: name it' }
  }
}

const DECLARATIONS = /^(Import|Function|Class|Variable)Declaration$|^Export.*Declaration$|^TS/

function* effects(module: Module): Iterable<Fault> {
  if (ENTRY.test(module.path) || ACTS_ON_IMPORT.test(module.path)) return
  for (const node of module.program.body as readonly Node[]) {
    if (!DECLARATIONS.test(node.type)) yield { line: module.lineOf(node), text: 'a statement that runs on import' }
  }
  yield* outsideUses(module, module.program, false)
}

/** Where code reaches for the world outside: everywhere (`deep`), or only in what runs on import. */
function* outsideUses(module: Module, root: Node, deep: boolean): Iterable<Fault> {
  const outsiders = new Set(
    module.imports
      .filter((one) => one.specifier && isBuiltin(one.specifier) && !HARMLESS.has(one.specifier))
      .flatMap((one) => one.locals),
  )
  const faults: Fault[] = []
  walk(root, (node, parent) => {
    if (!deep && (/Function(Expression|Declaration)?$/.test(node.type) || node.type === 'ArrowFunctionExpression'))
      return false
    if (!deep && node.type === 'PropertyDefinition' && node.static !== true) return false
    if (node.type.startsWith('TS') && !/^TS(AsExpression|SatisfiesExpression|NonNullExpression)$/.test(node.type))
      return false
    if (node.type === 'ImportDeclaration') return false
    if (!deep && isHostConstant(node)) return false
    const what = outsideUse(node, parent) ?? (deep ? null : importUse(node, outsiders))
    if (what) faults.push({ line: module.lineOf(node), text: what })
    return true
  })
  yield* faults
}

/** `process.platform`: what a build could have put there as a constant. */
function isHostConstant(node: Node): boolean {
  if (node.type !== 'MemberExpression' || !nameIs(node.object as Node, 'process')) return false
  return nameIs(node.property as Node, 'platform') || nameIs(node.property as Node, 'arch')
}

function importUse(node: Node, outsiders: ReadonlySet<string>): string | null {
  if (node.type === 'AwaitExpression') return 'an import that waits'
  return calls(node, outsiders) ? 'a call to the system on import' : null
}

const HARMLESS: ReadonlySet<string> = new Set([
  'node:path',
  'node:url',
  'node:util',
  'node:module',
  'node:crypto',
  'node:zlib',
  'node:buffer',
  'node:events',
  'node:stream',
  'node:async_hooks',
])

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BARE_BUILTINS.test(specifier)
}

/** Node's own modules by their old names. */
const BARE_BUILTINS =
  /^(fs|net|tls|http|https|http2|dns|dgram|os|path|url|util|crypto|zlib|stream|events|process|child_process|worker_threads|cluster|vm|module)(\/|$)/

function outsideUse(node: Node, parent: Node | null): string | null {
  const callee = node.callee as Node | undefined
  const args = node.arguments as readonly unknown[] | undefined
  if (node.type === 'NewExpression' && nameIs(callee, 'Date') && args?.length === 0)
    return 'new Date() reads the clock: pass the time in'
  if (node.type === 'CallExpression' && nameIs(callee, 'Date')) return 'Date() reads the clock: pass the time in'
  if (node.type === 'MemberExpression') {
    const object = node.object as Node
    const property =
      node.computed === true
        ? ((node.property as { value?: unknown }).value ?? '')
        : (node.property as { name?: string }).name
    if (nameIs(object, 'Date') && property === 'now') return 'Date.now() reads the clock: pass the time in'
    if (nameIs(object, 'Math') && property === 'random') return 'Math.random(): pass randomness in'
    if (nameIs(object, 'AbortSignal') && property === 'timeout')
      return 'AbortSignal.timeout() reads the clock: pass a signal in'
    if (typeof property === 'string' && RANDOM_FUNCTIONS.has(property)) return `${property}: pass randomness in`
  }
  if (node.type === 'Identifier' && !isPropertyName(node, parent)) {
    const name = node.name as string
    if (OUTSIDE_GLOBALS.has(name)) return `${name} is the world outside`
  }
  return null
}

function calls(node: Node, outsiders: ReadonlySet<string>): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  let callee = node.callee as Node
  while (callee.type === 'MemberExpression') callee = callee.object as Node
  return callee.type === 'Identifier' && outsiders.has(callee.name as string)
}

function nameIs(node: Node | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name
}

/** The identifier is a name within something (`a.process`, `{ process: 1 }`, a method), not a use of that name. */
function isPropertyName(node: Node, parent: Node | null): boolean {
  if (parent === null) return false
  if (parent.type === 'MemberExpression') return parent.property === node && parent.computed !== true
  if (/^(Property|PropertyDefinition|MethodDefinition)$/.test(parent.type))
    return parent.key === node && parent.computed !== true && parent.shorthand !== true
  return /^(ImportSpecifier|ExportSpecifier|LabeledStatement)$/.test(parent.type) && parent.imported === node
}
