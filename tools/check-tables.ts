// A table belongs to the folder whose file declares it by
//   declare module '#platform/db/database.ts' { interface Tables { courses: … } }
// (server/modules/<noun>, server/events, server/platform/<part>). No file outside that folder may name it in a query:
// in Kysely's calls, in sql`…`, or in SQL text. Tests and the test kit are held to it too; only server/migrations may
// name any table, since a migration is the frozen history of a schema, and one file of the test kit that is named below.
import { findFiles, isNode, lineAt, type Node, readSource, type Source, textOf, walk } from './source-files.ts'

type Owner = { folder: string; file: string }
type Mention = { table: string; at: number }

const kyselyCalls = new Set(
  (
    'selectFrom insertInto replaceInto updateTable deleteFrom mergeInto innerJoin leftJoin rightJoin fullJoin crossJoin ' +
    'from using table createTable alterTable dropTable truncateTable'
  ).split(' '),
)
/** Our own door to the differences between databases: `insertRow(tx, 'courses', …)`. */
const ownCalls = /^(insert|upsert|update|delete)Rows?$/
const sqlText = /^\s*(select|insert|update|delete|replace|merge|with\s+\w+\s+as|create|alter|drop|truncate)\b/i
const tableInSql = /\b(?:from|into|update|join|table)\s+(?:if\s+(?:not\s+)?exists\s+)?["`]?([a-z_][a-z0-9_]*)/gi

/** Writes more rows for a test than could come through the owners' doors in its time. */
const pastTheDoor = new Set(['server/test-kit/fill-lists.ts'])

/** One line per query that names another folder's table, and per table declared twice. */
export function checkTables(root: string): string[] {
  const sources = findFiles(root, '{server,seeds}/**/*.ts').map((file) => readSource(root, file))
  const owners = new Map<string, Owner>()
  const problems: string[] = []
  for (const source of sources) {
    for (const table of declaredTables(source)) {
      const owner = owners.get(table)
      if (owner) problems.push(`${source.file} declares ${table}, which ${owner.file} declares already`)
      else owners.set(table, { folder: folderOf(source.file), file: source.file })
    }
  }
  const readers = sources.filter(({ file }) => !file.startsWith('server/migrations/') && !pastTheDoor.has(file))
  return [...new Set([...problems, ...readers.flatMap((source) => trespasses(source, owners))])]
}

function trespasses(source: Source, owners: Map<string, Owner>): string[] {
  return mentions(source).flatMap(({ table, at }) => {
    const owner = owners.get(table)
    if (!owner || owner.folder === folderOf(source.file)) return []
    return [`${source.file}:${lineAt(source.text, at)} names the table ${table} of ${owner.folder}`]
  })
}

function folderOf(file: string): string {
  return file.match(/^server\/(?:modules|platform)\/[^/]+(?=\/)/)?.[0] ?? file.split('/').slice(0, 2).join('/')
}

function declaredTables({ program }: Source): string[] {
  return [...walk(program)]
    .filter((node) => node.type === 'TSModuleDeclaration' && textOf(node['id']) === '#platform/db/database.ts')
    .flatMap((node) => [...walk(node)])
    .filter((node) => node.type === 'TSInterfaceDeclaration' && nameOf(node['id']) === 'Tables')
    .flatMap((node) => ((node['body'] as Node)['body'] as Node[]).map((member) => nameOf(member['key'])))
}

function mentions({ program }: Source): Mention[] {
  return [...walk(program)].flatMap((node) => {
    if (node.type === 'CallExpression') return tablesInCall(node)
    if (node.type === 'TaggedTemplateExpression' && nameOf(node['tag']) === 'sql')
      return tablesInTemplate(node['quasi'] as Node, true)
    if (node.type === 'TemplateLiteral') return tablesInTemplate(node, false)
    return tablesInText(textOf(node) ?? '', node.start, false)
  })
}

function tablesInCall({ callee, arguments: given }: Node): Mention[] {
  const call = callee as Node
  const args = given as Node[]
  const method = call.type === 'MemberExpression' ? nameOf(call['property']) : ''
  const named = kyselyCalls.has(method) ? args[0] : ownCalls.test(nameOf(call)) ? args[1] : undefined
  const literals = named?.type === 'ArrayExpression' ? (named['elements'] as Node[]) : [named]
  return literals.flatMap((literal) => {
    const text = textOf(literal)
    return text && literal ? [{ table: text.trim().split(/\s+as\s+|\s/i)[0] ?? '', at: literal.start }] : []
  })
}

function tablesInTemplate(quasi: Node, surelySql: boolean): Mention[] {
  const quasis = quasi['quasis'] as (Node & { value: { raw: string } })[]
  const text = quasis.map((part) => part.value.raw).join(' ? ')
  return tablesInText(text, quasi.start, surelySql)
}

function tablesInText(text: string, at: number, surelySql: boolean): Mention[] {
  if (!surelySql && !sqlText.test(text)) return []
  return [...text.matchAll(tableInSql)].map((match) => ({ table: match[1]?.toLowerCase() ?? '', at }))
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  return node.type === 'Identifier' ? String(node['name']) : (textOf(node) ?? '')
}
