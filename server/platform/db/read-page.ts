import type { Selectable, SelectQueryBuilder } from 'kysely'
import type { Where } from '#contract/filters.ts'
import { type Mark, type Page, wrongCursor } from '../http/paging.ts'
import type { DialectName, Reader, Tables } from './database.ts'
import { dialectOf } from './dialect-of.ts'
import { exactCount } from './exact-count.ts'
import {
  type AnyRows,
  countsEntries,
  type FoundByWords,
  isCommon,
  keepFound,
  type Search,
  searchFor,
} from './find-words.ts'
import { type Form, pageRows, type Sort, type Way, type Window } from './page-rows.ts'
import { preparedForms } from './prepared.ts'
import { matches, type WhereColumns } from './where.ts'

/** What a client may sort by → the column that sorts. */
export type Sorts = Readonly<Record<string, Sort>>
/** Every list can be sorted by it, and is when nothing else is asked for. */
export const byId = { id: { column: 'id', keeps: 'integer' } } as const satisfies Sorts
export type Found<Row> = { readonly rows: Row[]; readonly total: number | null; readonly last: Mark | null }

export type Rows<Table extends keyof Tables> = SelectQueryBuilder<Tables, Table, object>
export type Filter = Readonly<Record<string, string | number | undefined>>
/** What is asked for besides the fields of the filter. */
type Asked = { readonly search: Search | undefined; readonly where: Where | undefined }
/** Which rows: `filter` first what the viewer may know of, then what they asked for. */
export type Question<F> = { readonly filter: F; readonly q?: string | undefined; readonly where?: Where | undefined }
type Wish<F> = Question<F> & { readonly sort: string; readonly page: Page }
export type Narrow<Table extends keyof Tables, F> = (db: Reader, filter: F) => Rows<Table>

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
  words?: FoundByWords,
): (reader: Reader, wish: Wish<F>) => Promise<Found<Selectable<Tables[Table]>>> {
  const counted = (db: Reader, given: F, asked: Asked) =>
    narrowed(narrow, columns, db, given, asked).select((eb) => eb.fn.countAll<number>().as('count'))
  const countOf = preparedForms(counted)
  const rowsOf = preparedForms((db, given: F & Window, form: Form & Asked & { counts: boolean }) => {
    const from = {
      all: narrow(db, {} as F) as unknown as AnyRows,
      wordless: narrowed(narrow, columns, db, given, { ...form, search: undefined }),
    }
    const page = pageRows(from, (rows) => wholeRows(rows, words), form, given, dialectOf(db))
    return form.counts ? page.select(counted(db, given, form).as('total_count')) : page
  })
  return async (reader, { filter, q, where, sort, page }) => {
    const order: Sort = sorts[sort.replace('-', '')] ?? byId.id
    if (page.by === 'cursor' && page.after) assertOfThisOrder(page.after, sort, order)
    const dialect = dialectOf(reader)
    const asked = { search: await searchFor(reader, words, q), where }
    const counting = async () => Number((await countOf(reader, filter, asked))[0]?.count)
    const count = () => exactCount(reader, countOf, JSON.stringify([filter, asked]), counting)
    const form = { ...order, ...asked, direction: sort.startsWith('-') ? ('desc' as const) : ('asc' as const) }
    const read = async (way: Way, counts = false) =>
      (await rowsOf(reader, { ...filter, ...windowOf(page) }, { ...form, way, counts })) as CountedRow<Table>[]
    const told = (rows: CountedRow<Table>[], total: number | null) => {
      return { rows, total, last: markOf(rows.at(-1), order.column, sort) }
    }
    const isCounted = page.by === 'skip'
    if (asked.search) {
      // both take their time, and a server does them side by side
      const rows = isCommon(asked.search) ? readCommon(read, page) : read(wayOf(asked.search, dialect))
      return told(...(await Promise.all([rows, isCounted ? count() : null])))
    }
    const counts = isCounted && dialect !== 'sqlite'
    const rows = await read('order', counts)
    const total = isCounted ? (totalToldBy(rows, page) ?? (await count())) : null
    return told(counts ? rows.map(withoutCount) : rows, total)
  }
}

/** A database server counts with the page: asking it once more costs as much as the page itself. */
type CountedRow<Table extends keyof Tables> = Selectable<Tables[Table]> & { readonly total_count?: number | string }

/**
 * PostgreSQL guesses that what a search found lies evenly, and would walk through all rows to meet it; so would MySQL
 * where it counts entries.
 */
function wayOf(search: Search, dialect: DialectName): Way {
  return dialect === 'postgres' || countsEntries(dialect, search) ? 'sorting' : 'order'
}

/** Further on, a page is found no sooner near the beginning than by sorting everything. */
const mostSkippedNear = 1_000

/** Common words fill a page at once, unless they seldom meet or stand far from the beginning of this order. */
async function readCommon<Row>(read: (way: Way) => Promise<Row[]>, page: Page): Promise<Row[]> {
  if (page.by === 'skip' && page.skip > mostSkippedNear) return read('far')
  const near = await read('near')
  return near.length === page.limit ? near : read('sorting')
}

function withoutCount<Row extends object>({ total_count: _, ...row }: Row & { total_count?: unknown }) {
  return row as Row
}

/** The last page says by itself how many rows there are. */
function totalToldBy(
  rows: readonly { total_count?: number | string }[],
  { skip, limit }: Skipping,
): number | undefined {
  if (rows.length < limit && (rows.length > 0 || skip === 0)) return skip + rows.length
  const told = rows[0]?.total_count
  return told === undefined ? undefined : Number(told)
}

type Skipping = Extract<Page, { by: 'skip' }>

/** The rows of a question: what the module narrows down by itself, its words, and the filter on top. */
export function narrowed<Table extends keyof Tables, F>(
  narrow: Narrow<Table, F>,
  columns: WhereColumns,
  db: Reader,
  given: F,
  { search, where }: Asked,
): AnyRows {
  const all = narrow(db, given) as unknown as AnyRows
  const found = search ? keepFound(dialectOf(db), all, search) : all
  return where ? found.where(matches(dialectOf(db), where, columns)) : found
}

function wholeRows(rows: AnyRows, words: FoundByWords | undefined): AnyRows {
  return words ? rows.select(words.columns as never) : rows.selectAll()
}

function windowOf(page: Page): Window {
  const after = page.by === 'cursor' ? page.after : null
  const skip = page.by === 'skip' && page.skip > 0 ? page.skip : undefined
  const near = 1_000 + 2 * ((skip ?? 0) + page.limit)
  return { limit: page.limit, skip, after: after?.value ?? undefined, afterId: after?.id, near }
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
