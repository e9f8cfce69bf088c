import { useEffect, useState } from 'react'
import type { LiveChange } from '#contract/http/live.ts'
import { call, queryOf } from '../../lib/api.ts'
import { useLive } from '../../lib/live.ts'
import { isShownAt } from '../../lib/live-refresh.ts'
import { queries } from '../../lib/queries.ts'
import { readRecord, type Versioned } from '../../lib/records.ts'
import type { GridRow } from './columns.ts'
import { findRow, type Source } from './pages.ts'

/** More rows than these at once are not asked for one by one. */
const mostRows = 20
const manyMs = 1000
/** How many there are now is asked once changes rest this long; one’s own change has been read anew by then. */
const restMs = 400

/**
 * Keeps a list live without moving a row: a row that changed is changed where it stands, and rows that came wait to be
 * shown. `came`: how many more there are than the list shows.
 */
export function useLiveRows(source: Source, total: number | undefined): { came: number; show: () => void } {
  const { path } = source
  const question = JSON.stringify(source.question)
  const [now, setNow] = useState<{ question: string; total: number } | null>(null)
  const [stirred, stir] = useState(0)
  useLive((changes) => {
    if (!changes) return
    const mine = changes.filter((change) => isShownAt(path, change))
    if (mine.length === 0) return
    void refreshRows(source, mine)
    stir((count) => count + 1)
  })
  useEffect(() => {
    if (stirred === 0) return
    const asking = new AbortController()
    const asked = JSON.parse(question) as Record<string, string>
    const rest = setTimeout(() => {
      call<unknown[]>('GET', path + queryOf({ ...asked, limit: 1 }), { signal: asking.signal }).then(
        (answer) => setNow({ question, total: answer.total ?? 0 }),
        () => {}, // the next change asks again
      )
    }, restMs)
    return () => {
      clearTimeout(rest)
      asking.abort()
    }
  }, [stirred, path, question])
  const came = now && now.question === question && total !== undefined ? Math.max(0, now.total - total) : 0
  const show = () => {
    setNow(null)
    void queries.invalidateQueries({ queryKey: ['list', path] })
  }
  return { came, show }
}

/** Rows that are here and have changed; a list without records of its own is read anew as it is. */
async function refreshRows(source: Source, changes: readonly LiveChange[]): Promise<void> {
  const ids = [...new Set(changes.map(({ id }) => id))].filter((id) => findRow(source, id))
  const pages = ['list', source.path, source.question]
  if (source.path === '/audit' || ids.length === 0) return
  if (ids.length > mostRows) return readAgain(pages)
  for (const row of await Promise.all(
    ids.map((id) => readRecord<GridRow & Versioned>(source.path, id).catch(() => null)),
  )) {
    if (row) putRow(source, row)
  }
}

let readAt = -Infinity
let reading: ReturnType<typeof setTimeout> | undefined

/** While thousands of rows change the page is read anew once a second, not with every part of them. */
function readAgain(queryKey: readonly unknown[]): void {
  if (reading) return
  const read = () => {
    reading = undefined
    readAt = performance.now()
    void queries.invalidateQueries({ queryKey })
  }
  reading = setTimeout(read, Math.max(0, readAt + manyMs - performance.now()))
}

type Page = { rows: GridRow[]; total: number }

/** Every page of the same path that holds the row shows it as it is now. */
function putRow({ path }: Source, row: GridRow): void {
  queries.setQueriesData<Page>(
    { queryKey: ['list', path], predicate: ({ queryKey }) => queryKey.length === 4 },
    (page) =>
      page?.rows?.some(({ id, version }) => id === row.id && version !== row.version)
        ? { ...page, rows: page.rows.map((one) => (one.id === row.id ? { ...one, ...row } : one)) }
        : page,
  )
}
