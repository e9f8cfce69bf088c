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
