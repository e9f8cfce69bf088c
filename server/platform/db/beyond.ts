import { type RawBuilder, sql } from 'kysely'
import type { DialectName } from './database.ts'

/**
 * The rows that come after (`>`) or before (`<`) a place in the order of these columns, one value for each. Found by the
 * index of the columns: MySQL uses none for a comparison of tuples, SQLite none beyond the first column for anything else.
 */
export function beyond(
  dialect: DialectName,
  columns: readonly string[],
  than: '>' | '<',
  values: readonly unknown[],
): RawBuilder<boolean> {
  if (dialect === 'mysql') return writtenOut(columns, than, values)
  const [names, places] = [columns.map((column) => sql.ref(column)), values.map((value) => sql`${value}`)]
  return columns.length === 1
    ? sql<boolean>`${names[0]} ${sql.raw(than)} ${places[0]}`
    : sql<boolean>`(${sql.join(names)}) ${sql.raw(than)} (${sql.join(places)})`
}

function writtenOut(
  [column = '', ...rest]: readonly string[],
  than: '>' | '<',
  [value, ...values]: readonly unknown[],
): RawBuilder<boolean> {
  const first = sql<boolean>`${sql.ref(column)} ${sql.raw(than)} ${value}`
  if (rest.length === 0) return first
  return sql<boolean>`(${first} or (${sql.ref(column)} = ${value} and ${writtenOut(rest, than, values)}))`
}

/**
 * The same for a column that may be empty, and its id. Rows without a value stand together at the end where each database
 * puts them: PostgreSQL above all values, the others below. `value` undefined: the place is among them.
 */
export function beyondOrEmpty(
  dialect: DialectName,
  column: string,
  than: '>' | '<',
  value: unknown,
  id: unknown,
): RawBuilder<boolean> {
  const name = sql.ref(column)
  const emptiesFollow = (dialect === 'postgres') === (than === '>')
  if (value === undefined) {
    const rest = sql<boolean>`(${name} is null and ${beyond(dialect, ['id'], than, [id])})`
    return emptiesFollow ? rest : sql<boolean>`(${rest} or ${name} is not null)`
  }
  const after = beyond(dialect, [column, 'id'], than, [value, id])
  return emptiesFollow ? sql<boolean>`(${after} or ${name} is null)` : after
}
