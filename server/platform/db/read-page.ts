import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Mark, Page } from '../http/paging.ts'
import type { Tables } from './database.ts'

/** What a client may sort by → the column that sorts. */
export type Sorts = Readonly<Record<string, string>>
export type Found<Row> = { readonly rows: Row[]; readonly total: number | null; readonly last: Mark | null }

/**
 * One page of a filtered query, sorted by one column and always by id last, so that no row is shown twice or missed.
 * By skip: counts all rows too. By cursor: goes on after a mark, the same speed on every page.
 */
export async function readPage<Table extends keyof Tables>(
  rows: SelectQueryBuilder<Tables, Table, object>,
  sorts: Sorts,
  sort: string,
  page: Page,
): Promise<Found<Selectable<Tables[Table]>>> {
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const column = sorts[sort.replace('-', '')] ?? 'id'
  const total = page.by === 'skip' ? await countRows(rows) : null
  const found = (await sorted(rows, column, direction, page).execute()) as Selectable<Tables[Table]>[]
  const last = found.at(-1) as unknown as Record<string, string | number> | undefined
  return { rows: found, total, last: last ? { value: last[column] ?? '', id: Number(last['id']) } : null }
}

async function countRows(rows: SelectQueryBuilder<Tables, keyof Tables, object>): Promise<number> {
  const { count } = await rows.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

function sorted(
  rows: SelectQueryBuilder<Tables, keyof Tables, object>,
  column: string,
  direction: 'asc' | 'desc',
  page: Page,
) {
  const ordered = rows.selectAll().limit(page.limit).orderBy(sql.ref(column), direction)
  const unique = column === 'id' ? ordered : ordered.orderBy(sql.ref('id'), direction)
  if (page.by === 'skip') return page.skip > 0 ? unique.offset(page.skip) : unique
  return page.after ? unique.where(after(column, direction, page.after)) : unique
}

function after(column: string, direction: 'asc' | 'desc', { value, id }: Mark) {
  const than = sql.raw(direction === 'asc' ? '>' : '<')
  if (column === 'id') return sql<boolean>`id ${than} ${id}`
  return sql<boolean>`(${sql.ref(column)}, id) ${than} (${value}, ${id})`
}
