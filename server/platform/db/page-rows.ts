import { sql } from 'kysely'
import { beyond, beyondOrEmpty } from './beyond.ts'
import type { DialectName } from './database.ts'
import { type AnyRows, isAmongListed, keepFound, type Search } from './find-words.ts'

/** The column that sorts, and what it keeps: PostgreSQL refuses to compare anything else. */
export type Sort = { readonly column: string; readonly keeps: 'text' | 'integer'; readonly nullable?: true }

/**
 * How a page is found: along the `order` until it is full, by `sorting` all that is found, `near` the beginning of the
 * order only, which may not fill it, or `far` along the order, past so many rows that none of them may be fetched.
 */
export type Way = 'order' | 'sorting' | 'near' | 'far'
export type Form = Sort & {
  readonly direction: 'asc' | 'desc'
  readonly way: Way
  readonly search: Search | undefined
}

/** Where a page begins and ends; what is undefined is left out of the query. */
export type Window = {
  readonly limit: number
  readonly skip: number | undefined
  /** Undefined beside an `afterId`: that row has no value. */
  readonly after: string | number | undefined
  readonly afterId: number | undefined
  /** How many rows are near the beginning. */
  readonly near: number
}

/** What there is to choose from: every row of the table, and those of the question without its words. */
export type Sources = { readonly all: AnyRows; readonly wordless: AnyRows }

/** One page of a question; `whole` names the columns of a row. */
export function pageRows(sources: Sources, whole: Whole, form: Form, window: Window, dialect: DialectName): AnyRows {
  const { all, wordless } = sources
  if (form.way === 'near' && form.search)
    return nearPage(keepFound(dialect, whole(all), form.search), wordless, form, window, dialect)
  const asked = form.search ? withWords(wordless, form.search, form.way, dialect) : wordless
  if (isLookedUpLast(form, window, dialect)) return lookedUpLast(whole(all), asked, form, window, dialect)
  return pageOf(whole(asked), form, window, dialect)
}

type Whole = (rows: AnyRows) => AnyRows

function withWords(rows: AnyRows, search: Search, way: Way, dialect: DialectName): AnyRows {
  return way === 'far' ? rows.where(isAmongListed(dialect, search)) : keepFound(dialect, rows, search)
}

/** The index of the order gives its first rows, and only those are asked for their words. */
function nearPage(found: AnyRows, wordless: AnyRows, form: Form, window: Window, dialect: DialectName) {
  const first = { ...window, limit: window.near, skip: undefined }
  const page = inOrder(found.where(among(wordless, form, first, dialect)), form, dialect).limit(window.limit)
  return window.skip === undefined ? page : page.offset(window.skip)
}

/**
 * Servers fetch every row that they skip, and MySQL carries whole rows through the sorting of what a search found: both
 * are ten times slower than doing it with their ids, so the rows of the page come last.
 */
function isLookedUpLast({ search }: Form, { skip }: Window, dialect: DialectName): boolean {
  return dialect !== 'sqlite' && (skip !== undefined || (dialect === 'mysql' && search !== undefined))
}

function lookedUpLast(all: AnyRows, asked: AnyRows, form: Form, window: Window, dialect: DialectName) {
  return inOrder(all.where(among(asked, form, window, dialect)), form, dialect)
}

/** MySQL takes what a page skips for rows that it brings, and would read the table: so it is told the number once more. */
function among(rows: AnyRows, form: Form, window: Window, dialect: DialectName) {
  const ids = pageOf(rows.select(sql.ref<number>('id').as('id')), form, window, dialect)
  const page = dialect === 'mysql' ? sql`(select id from ${ids} as whole limit ${window.limit})` : ids
  return sql<boolean>`id in (select id from ${page} as page)`
}

function pageOf(rows: AnyRows, form: Form, { limit, skip, after, afterId }: Window, dialect: DialectName): AnyRows {
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

function inOrder(rows: AnyRows, { column, direction, way }: Form, dialect: DialectName) {
  const name = way === 'sorting' ? withoutIndex(column, dialect) : sql.ref(column)
  const ordered = rows.orderBy(name, direction)
  return column === 'id' ? ordered : ordered.orderBy(sql.ref('id'), direction)
}

/**
 * The column as an expression, which has no index: a planner that guesses what is found to lie evenly would else walk along
 * it, through all rows of the table.
 */
export function withoutIndex(column: string, dialect: DialectName) {
  const name = sql.ref<string | null>(column)
  return dialect === 'sqlite' ? sql<string | null>`+${name}` : sql<string | null>`coalesce(${name})`
}
