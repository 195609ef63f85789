import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** A syntax tree node (ESTree with TypeScript), as far as the rules look at it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly [member: string]: unknown
}

export interface Import {
  /** null: computed at run time. */
  readonly specifier: string | null
  /** What is bound: `*` for a namespace, `default`, or names. */
  readonly names: readonly string[]
  readonly locals: readonly string[]
  readonly line: number
}

/** One source file with what the rules ask of it. */
export interface Module {
  /** From the root, with `/`. */
  readonly path: string
  /** The folder under packages/ or actions/: `core`; null elsewhere. */
  readonly unit: string | null
  readonly kind: 'src' | 'test' | 'other'
  readonly imports: readonly Import[]
  readonly program: Node
  lineOf(node: { readonly start: number }): number
}

const PATTERNS = [
  'packages/*/src/**/*.ts',
  'packages/*/test/**/*.ts',
  'actions/*/{src,test}/**/*.ts',
  'jenkins-shim/launcher/src/**/*.ts',
  'scripts/**/*.ts',
  'test/**/*.ts',
]

/** Every TypeScript module of the tree at `root`; throws where one does not parse. */
export function readModules(root: string): readonly Module[] {
  const paths = PATTERNS.flatMap((pattern) => globSync(pattern, { cwd: root }))
  const ours = paths
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\/|^test\/vectors\//.test(path))
  return ours.sort().map((path) => readModule(root, path))
}

function readModule(root: string, path: string): Module {
  const text = readFileSync(join(root, path), 'utf8')
  const program = parseAst(text, { lang: 'ts' }, path) as unknown as Node
  const lineOf = (node: { readonly start: number }): number => text.slice(0, node.start).split('\n').length
  const [top, unit, folder] = path.split('/')
  const inUnit = top === 'packages' || top === 'actions'
  return {
    path,
    unit: inUnit ? (unit ?? null) : null,
    kind: inUnit && (folder === 'src' || folder === 'test') ? folder : 'other',
    imports: importsOf(program, lineOf),
    program,
    lineOf,
  }
}

function importsOf(program: Node, lineOf: (node: Node) => number): Import[] {
  const imports: Import[] = []
  walk(program, (node) => {
    const source = node.source as Node | null | undefined
    if (/^(Import|ExportNamed|ExportAll)Declaration$|^(ImportExpression|TSImportType)$/.test(node.type) && source) {
      const specifiers = (node.specifiers ?? []) as readonly Node[]
      imports.push({
        specifier: typeof source.value === 'string' ? source.value : null,
        names: specifiers.map((one) => nameOf(one)),
        locals: specifiers.map((one) => (one.local as { name?: string }).name ?? ''),
        line: lineOf(node),
      })
    }
    return true
  })
  return imports
}

function nameOf(specifier: Node): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  const imported = (specifier.imported ?? specifier.local) as { name?: string; value?: string }
  return imported.name ?? imported.value ?? ''
}

/** Visits `node` and what is under it; `visit` answers whether to go deeper. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | null) => boolean,
  parent: Node | null = null,
): void {
  if (!visit(node, parent)) return
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
