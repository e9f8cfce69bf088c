import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Where } from '#contract/filters.ts'
import { type Mark, type Page, wrongCursor } from '../http/paging.ts'
import { beyond, beyondOrEmpty } from './beyond.ts'
import type { DialectName, Reader, Tables } from './database.ts'
import { dialectOf } from './dialect-of.ts'
import { exactCount } from './exact-count.ts'
import { preparedForms } from './prepared.ts'
import { namesWords } from './search-words.ts'
import { matches, type WhereColumns } from './where.ts'

/** What a client may sort by → the column that sorts, and what it keeps: PostgreSQL refuses to compare anything else. */
export type Sorts = Readonly<Record<string, Sort>>
type Sort = { readonly column: string; readonly keeps: 'text' | 'integer'; readonly nullable?: true }
/** Every list can be sorted by it, and is when nothing else is asked for. */
export const byId = { id: { column: 'id', keeps: 'integer' } } as const satisfies Sorts
export type Found<Row> = { readonly rows: Row[]; readonly total: number | null; readonly last: Mark | null }

export type Rows<Table extends keyof Tables> = SelectQueryBuilder<Tables, Table, object>
export type Filter = Readonly<Record<string, string | number | undefined>>
/** What is asked for besides the fields of the filter. */
type Asked = { readonly q: string | undefined; readonly where: Where | undefined }
type Form = Sort & Asked & { readonly direction: 'asc' | 'desc'; readonly counts: boolean }
/** Which rows: `filter` first what the viewer may know of, then what they asked for. */
export type Question<F> = { readonly filter: F; readonly q?: string | undefined; readonly where?: Where | undefined }
type Wish<F> = Question<F> & { readonly sort: string; readonly page: Page }
export type Narrow<Table extends keyof Tables, F> = (db: Reader, filter: F, q: string | undefined) => Rows<Table>

/**
 * Makes the reader of one table's pages. `narrow` keeps the rows that the filter asks for: it may look at which fields
 * are there, never at what they hold, because the SQL of each kind of page is built once (see `preparedForms`).
 *
 * A page is sorted by one column and always by id last, so that no row is shown twice or missed. By skip: counts all
 * rows too. By cursor: goes on after a mark, the same speed on every page; throws `Invalid` for a mark of another order.
 */
export function pagesOf<Table extends keyof Tables, F extends Filter>(
  sorts: Sorts,
  narrow: Narrow<Table, F>,
  columns: WhereColumns = {},
): (reader: Reader, wish: Wish<F>) => Promise<Found<Selectable<Tables[Table]>>> {
  const counted = (db: Reader, given: F, asked: Asked) =>
    narrowed(narrow, columns, db, given, asked).select((eb) => eb.fn.countAll<number>().as('count'))
  const countOf = preparedForms(counted)
  const rowsOf = preparedForms((db, given: F & Window, form: Form) => {
    const rows = narrowed(narrow, columns, db, given, form)
    const isLookedUp = dialectOf(db) === 'mysql' && (isSearch(form) || given.skip !== undefined)
    const page = isLookedUp
      ? lookedUpLast(narrow(db, {} as F, undefined) as unknown as AnyRows, rows, form, given)
      : pageOf(rows.selectAll(), form, given, dialectOf(db))
    return form.counts ? page.select(counted(db, given, form).as('total_count')) : page
  })
  return async (reader, { filter, q, where, sort, page }) => {
    const order: Sort = sorts[sort.replace('-', '')] ?? byId.id
    if (page.by === 'cursor' && page.after) assertOfThisOrder(page.after, sort, order)
    const asked = { q, where }
    const counts = page.by === 'skip' && dialectOf(reader) !== 'sqlite'
    const form: Form = { ...order, ...asked, direction: sort.startsWith('-') ? 'desc' : 'asc', counts }
    const count = async () => Number((await countOf(reader, filter, asked))[0]?.count)
    const rows = (await rowsOf(reader, { ...filter, ...windowOf(page) }, form)) as CountedRow<Table>[]
    const last = markOf(rows.at(-1), order.column, sort)
    if (page.by === 'cursor') return { rows, total: null, last }
    const values = JSON.stringify([filter, asked])
    const total = totalToldBy(rows, page) ?? (await exactCount(reader, countOf, values, count))
    return { rows: counts ? rows.map(withoutCount) : rows, total, last }
  }
}

/** A database server counts with the page: asking it once more costs as much as the page itself. */
type CountedRow<Table extends keyof Tables> = Selectable<Tables[Table]> & { readonly total_count?: number | string }

function withoutCount<Row extends object>({ total_count: _, ...row }: Row & { total_count?: unknown }) {
  return row as Row
}

/** The last page says by itself how many rows there are. */
function totalToldBy(
  rows: readonly { total_count?: number | string }[],
  { skip, limit }: { skip: number; limit: number },
): number | undefined {
  if (rows.length < limit && (rows.length > 0 || skip === 0)) return skip + rows.length
  const told = rows[0]?.total_count
  return told === undefined ? undefined : Number(told)
}

/** The rows of a question: what the module narrows down by itself, and the filter on top. */
export function narrowed<Table extends keyof Tables, F>(
  narrow: Narrow<Table, F>,
  columns: WhereColumns,
  db: Reader,
  given: F,
  { q, where }: Asked,
): AnyRows {
  const rows = narrow(db, given, q) as unknown as AnyRows
  return where ? rows.where(matches(dialectOf(db), where, columns)) : rows
}

/** Kysely's builder of a table that is not known yet. */
type AnyRows = Rows<keyof Tables>
/** Where a page begins and ends; what is undefined is left out of the query. */
type Window = {
  readonly limit: number
  readonly skip: number | undefined
  /** Undefined beside an `afterId`: that row has no value. */
  readonly after: string | number | undefined
  readonly afterId: number | undefined
}

function windowOf(page: Page): Window {
  const after = page.by === 'cursor' ? page.after : null
  const skip = page.by === 'skip' && page.skip > 0 ? page.skip : undefined
  return { limit: page.limit, skip, after: after?.value ?? undefined, afterId: after?.id }
}

/** A cursor of another order would skip rows; a forged one could ask the database to compare a number with a text. */
function assertOfThisOrder(mark: Mark, sort: string, { keeps, nullable }: Sort): void {
  const fits = mark.value === null ? nullable : typeof mark.value === (keeps === 'text' ? 'string' : 'number')
  if (mark.sort !== sort || !fits) throw wrongCursor()
}

function markOf(row: object | undefined, column: string, sort: string): Mark | null {
  const cells = row as Record<string, string | number | null> | undefined
  return cells ? { sort, value: cells[column] as string | number | null, id: Number(cells['id']) } : null
}

/**
 * MySQL carries whole rows through the sorting of what a search found, and fetches every row that it skips: both are ten
 * times slower than doing it with their ids, so the rows of the page come last.
 */
function lookedUpLast(all: AnyRows, found: AnyRows, form: Form, window: Window) {
  const ids = pageOf(found.select(sql.ref<number>('id').as('id')), form, window, 'mysql')
  const page = all.selectAll().where(sql<boolean>`id in (select id from ${ids} as page)`)
  return inOrder(page, form, 'mysql')
}

function pageOf(rows: AnyRows, form: Form, { limit, skip, after, afterId }: Window, dialect: DialectName) {
  const { column, direction, nullable } = form
  const ordered = inOrder(rows, form, dialect).limit(limit)
  if (skip !== undefined) return ordered.offset(skip)
  if (afterId === undefined) return ordered
  const than = direction === 'asc' ? '>' : '<'
  if (nullable) return ordered.where(beyondOrEmpty(dialect, column, than, after, afterId))
  const [columns, values] =
    column === 'id'
      ? [['id'], [afterId]]
      : [
          [column, 'id'],
          [after, afterId],
        ]
  return ordered.where(beyond(dialect, columns, than, values))
}

function inOrder(rows: AnyRows, form: Form, dialect: DialectName) {
  const ordered = rows.orderBy(orderOf(form, dialect), form.direction)
  return form.column === 'id' ? ordered : ordered.orderBy(sql.ref('id'), form.direction)
}

/**
 * PostgreSQL would walk all rows in their order to meet those that a search finds, guessing that they lie evenly; as an
 * expression the column has no index, and what is found is sorted.
 */
function orderOf({ column, keeps, q }: Form, dialect: DialectName) {
  const name = sql.ref(column)
  if (dialect !== 'postgres' || !isSearch({ q })) return name
  return keeps === 'text' ? sql`concat(${name}, '')` : sql`${name} + 0`
}

function isSearch({ q }: Pick<Form, 'q'>): boolean {
  return q !== undefined && namesWords(q)
}
