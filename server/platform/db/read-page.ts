import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { type Mark, type Page, wrongCursor } from '../http/paging.ts'
import { beyond } from './beyond.ts'
import type { DialectName, Reader, Tables } from './database.ts'
import { dialectOf } from './dialect-of.ts'
import { exactCount } from './exact-count.ts'
import { preparedForms } from './prepared.ts'
import { namesWords } from './search-words.ts'

/** What a client may sort by → the column that sorts, and what it keeps: PostgreSQL refuses to compare anything else. */
export type Sorts = Readonly<Record<string, { readonly column: string; readonly keeps: 'text' | 'integer' }>>
/** Every list can be sorted by it, and is when nothing else is asked for. */
export const byId = { id: { column: 'id', keeps: 'integer' } } as const satisfies Sorts
export type Found<Row> = { readonly rows: Row[]; readonly total: number | null; readonly last: Mark | null }

type Rows<Table extends keyof Tables> = SelectQueryBuilder<Tables, Table, object>
type Filter = Readonly<Record<string, string | number | undefined>>
type Form = Sorts[string] & { readonly direction: 'asc' | 'desc'; readonly q: string | undefined }
type Wish<F> = { readonly filter: F; readonly q?: string | undefined; readonly sort: string; readonly page: Page }

/**
 * Makes the reader of one table's pages. `narrow` keeps the rows that the filter asks for: it may look at which fields
 * are there, never at what they hold, because the SQL of each kind of page is built once (see `preparedForms`).
 *
 * A page is sorted by one column and always by id last, so that no row is shown twice or missed. By skip: counts all
 * rows too. By cursor: goes on after a mark, the same speed on every page; throws `Invalid` for a mark of another order.
 */
export function pagesOf<Table extends keyof Tables, F extends Filter>(
  sorts: Sorts,
  narrow: (db: Reader, filter: F, q: string | undefined) => Rows<Table>,
): (reader: Reader, wish: Wish<F>) => Promise<Found<Selectable<Tables[Table]>>> {
  const rowsOf = preparedForms((db, given: F & Window, form: Form) =>
    sorted(narrow(db, given, form.q) as unknown as AnyRows, form, given, dialectOf(db)),
  )
  const countOf = preparedForms((db, given: F, q: string | undefined) =>
    (narrow(db, given, q) as unknown as AnyRows).select((eb) => eb.fn.countAll<number>().as('count')),
  )
  return async (reader, { filter, q, sort, page }) => {
    const { column, keeps } = sorts[sort.replace('-', '')] ?? byId.id
    if (page.by === 'cursor' && page.after) assertOfThisOrder(page.after, sort, keeps)
    const form: Form = { column, keeps, direction: sort.startsWith('-') ? 'desc' : 'asc', q }
    const count = async () => Number((await countOf(reader, filter, q))[0]?.count)
    const total = page.by === 'skip' ? await exactCount(reader, countOf, JSON.stringify([filter, q]), count) : null
    const rows = (await rowsOf(reader, { ...filter, ...windowOf(page) }, form)) as Selectable<Tables[Table]>[]
    return { rows, total, last: markOf(rows.at(-1), column, sort) }
  }
}

/** Kysely's builder of a table that is not known yet. */
type AnyRows = Rows<keyof Tables>
/** Where a page begins and ends; what is undefined is left out of the query. */
type Window = {
  readonly limit: number
  readonly skip: number | undefined
  readonly after: string | number | undefined
  readonly afterId: number | undefined
}

function windowOf(page: Page): Window {
  const after = page.by === 'cursor' ? page.after : null
  const skip = page.by === 'skip' && page.skip > 0 ? page.skip : undefined
  return { limit: page.limit, skip, after: after?.value, afterId: after?.id }
}

/** A cursor of another order would skip rows; a forged one could ask the database to compare a number with a text. */
function assertOfThisOrder(mark: Mark, sort: string, keeps: 'text' | 'integer'): void {
  if (mark.sort !== sort || typeof mark.value !== (keeps === 'text' ? 'string' : 'number')) throw wrongCursor()
}

function markOf(row: object | undefined, column: string, sort: string): Mark | null {
  const cells = row as Record<string, string | number> | undefined
  return cells ? { sort, value: cells[column] as string | number, id: Number(cells['id']) } : null
}

function sorted(rows: AnyRows, form: Form, { limit, skip, after, afterId }: Window, dialect: DialectName) {
  const { column, direction } = form
  const ordered = rows.selectAll().limit(limit).orderBy(orderOf(form, dialect), direction)
  const unique = column === 'id' ? ordered : ordered.orderBy(sql.ref('id'), direction)
  if (skip !== undefined) return unique.offset(skip)
  if (after === undefined) return unique
  const than = direction === 'asc' ? '>' : '<'
  const [columns, values] =
    column === 'id'
      ? [['id'], [afterId]]
      : [
          [column, 'id'],
          [after, afterId],
        ]
  return unique.where(beyond(dialect, columns, than, values))
}

/**
 * Database servers would walk all rows in their order to meet those that a search finds, guessing that they lie evenly;
 * as an expression the column has no index, and what is found is sorted.
 */
function orderOf({ column, keeps, q }: Form, dialect: DialectName) {
  const name = sql.ref(column)
  if (dialect === 'sqlite' || q === undefined || !namesWords(q)) return name
  return keeps === 'text' ? sql`concat(${name}, '')` : sql`${name} + 0`
}
