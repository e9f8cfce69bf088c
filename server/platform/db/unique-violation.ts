import { resultCode } from './dialects/sqlite/sqlite-errors.ts'

/** SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID. */
const sqliteCodes = new Set([2067, 1555, 2579])

type DatabaseError = Error & { code?: unknown; errno?: unknown; constraint?: unknown; detail?: unknown }

/** Whether a row was refused because another has the same key; with `column`, only when that column belongs to the key. */
export function isUniqueViolation(error: unknown, column?: string): boolean {
  const named = error instanceof Error ? violatedKey(error) : undefined
  return named !== undefined && (column === undefined || named.includes(column))
}

/** The columns of the violated key; MySQL names only the constraint, ours end with their columns: `users_unique_email_folded`. */
function violatedKey(error: DatabaseError): readonly string[] | undefined {
  if (sqliteCodes.has(resultCode(error) ?? 0)) return error.message.split(': ')[1]?.split(', ').map(withoutTable) ?? []
  if (error.code === '23505')
    return /^Key \((?<columns>[^)]+)\)=/.exec(String(error.detail))?.groups?.['columns']?.split(', ') ?? []
  if (error.errno === 1062) return [mysqlColumns(error.message)]
  return undefined
}

function withoutTable(column: string): string {
  return column.slice(column.indexOf('.') + 1)
}

/** A primary key has no name of its own there; only ours of one column are ever asked for by name. */
function mysqlColumns(message: string): string {
  return /_unique_(?<columns>\w+)'$/.exec(message)?.groups?.['columns'] ?? (message.endsWith("PRIMARY'") ? 'id' : '')
}
