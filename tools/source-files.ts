import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

export type Node = { type: string; start: number; end: number; [key: string]: unknown }
export type Source = { file: string; text: string; program: Node; imports: Import[] }
/** `typeOnly`: erased before it runs. */
export type Import = { specifier: string; line: number; typeOnly: boolean }

const skipped = ['**/node_modules/**', '.git/**', '**/.cache/**', 'coverage/**', '**/dist/**', 'web/dist.*/**']

/** Paths under `root` that match, with forward slashes, sorted. */
export function findFiles(root: string, pattern: string | string[]): string[] {
  return globSync(pattern, { cwd: root, exclude: skipped })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
}

export function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8')
  const { program, module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const tree = program as unknown as Node
  const imports = [
    ...module.staticImports.map((found) => ({
      ...found.moduleRequest,
      typeOnly: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
    })),
    ...module.staticExports
      .flatMap((found) => found.entries)
      .flatMap((entry) => (entry.moduleRequest ? [{ ...entry.moduleRequest, typeOnly: entry.isType }] : [])),
    ...calledImports(tree),
  ]
  return {
    file,
    text,
    program: tree,
    imports: imports.map((found) => ({ ...found, specifier: found.value, line: lineAt(text, found.start) })),
  }
}

/** `import('x')` in code and in types. */
function calledImports(tree: Node) {
  return [...walk(tree)]
    .filter((node) => node.type === 'ImportExpression' || node.type === 'TSImportType')
    .flatMap((node) => {
      const value = textOf(node['source'])
      return value === undefined ? [] : [{ value, start: node.start, typeOnly: node.type === 'TSImportType' }]
    })
}

/** Every node of the tree, parents first. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child)
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** The value of a string literal; undefined for any other node. */
export function textOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
