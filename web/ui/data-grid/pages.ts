import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { call, queryOf } from '../../lib/api.ts'
import { isOnItsWay } from '../../lib/on-its-way.ts'
import { queries } from '../../lib/queries.ts'

export const pageSize = 100

/** A list of the API: rows are read in pages of 100 by their absolute place. */
export type Source = { readonly path: string; readonly question: Readonly<Record<string, string>> }
type Page<Row> = { rows: Row[]; total: number }

function addressOf({ path, question }: Source, page: number): string {
  return path + queryOf({ ...question, skip: page * pageSize, limit: pageSize })
}

function pageQuery<Row>({ path, question }: Source, page: number) {
  return {
    queryKey: ['list', path, question, page],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Page<Row>> => {
      const { body, total } = await call<Row[]>('GET', addressOf({ path, question }, page), { signal })
      return { rows: body, total: total ?? body.length }
    },
  }
}

/** The first page: it tells how many rows there are. While a filter changes the last answer stays on the screen. */
export function useFirstPage<Row>(source: Source) {
  return useQuery({ ...pageQuery<Row>(source, 0), placeholderData: keepPreviousData })
}

/** Reads the first page before it is drawn, if the server has had it asked for in the head of this document. */
export function readAhead(source: Source): Promise<unknown> | undefined {
  return isOnItsWay(addressOf(source, 0)) ? queries.prefetchQuery(pageQuery(source, 0)) : undefined
}

/** The rows are there, and the frame that shows them is drawn: what is less pressing may be asked for. */
export function useRowsThere(source: Source): boolean {
  const there = useFirstPage(source).data !== undefined
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    if (!there) return
    const frame = requestAnimationFrame(() => setDrawn(true))
    return () => cancelAnimationFrame(frame)
  }, [there])
  return there && drawn
}

/** Rows by their place, for the pages that lie between two rows. A page nobody looks at any more is given up. */
export function useRows<Row>(source: Source, first: number, last: number): (index: number) => Row | undefined {
  const [from, to] = [Math.floor(first / pageSize), Math.floor(Math.max(first, last) / pageSize)]
  const wanted = useMemo(() => Array.from({ length: to - from + 1 }, (_, at) => from + at), [from, to])
  const found = useQueries({ queries: wanted.map((page) => pageQuery<Row>(source, page)) })
  const kept = new Map<number, Page<Row> | undefined>()
  return (index) => {
    const page = Math.floor(index / pageSize)
    const asked = found[page - from]?.data
    if (!asked && !kept.has(page)) kept.set(page, queries.getQueryData<Page<Row>>(pageQuery(source, page).queryKey))
    return (asked ?? kept.get(page))?.rows[index % pageSize]
  }
}

/** One row by its place, asked for if it is not here. */
export async function rowAt<Row>(source: Source, index: number): Promise<Row | undefined> {
  const page = Math.floor(index / pageSize)
  const { rows } = await queries.fetchQuery({ ...pageQuery<Row>(source, page), staleTime: 60_000 })
  return rows[index % pageSize]
}

/** The page of a row that will be looked at next, on its way while the frame still moves there. */
export function bringRow(source: Source, index: number): void {
  void queries.prefetchQuery({ ...pageQuery(source, Math.floor(index / pageSize)), staleTime: 60_000 })
}

/** A row that is here already. */
export function findRow<Row extends { id: number }>(source: Source, id: number): Row | undefined {
  const pages = queries.getQueriesData<Page<Row>>({ queryKey: ['list', source.path, source.question] })
  for (const [, page] of pages) {
    const row = page?.rows.find((one) => one.id === id)
    if (row) return row
  }
  return undefined
}

/** The place of a row among the pages that are here; -1 when it is in none. */
export function placeOf(source: Source, id: number): number {
  const pages = queries.getQueriesData<Page<{ id: number }>>({ queryKey: ['list', source.path, source.question] })
  for (const [key, page] of pages) {
    const at = page?.rows.findIndex((row) => row.id === id) ?? -1
    if (at >= 0) return Number(key.at(-1)) * pageSize + at
  }
  return -1
}

/** A row that has just been written stands in every list at once, before they are asked again. */
export function putRow<Row extends { id: number }>(path: string, row: Row): void {
  queries.setQueriesData<Page<Row>>({ queryKey: ['list', path] }, (page) => {
    const at = page?.rows.findIndex(({ id }) => id === row.id) ?? -1
    return page && at >= 0 ? { ...page, rows: page.rows.with(at, row) } : page
  })
}
