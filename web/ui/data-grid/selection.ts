import { useEffect, useMemo, useRef, useState } from 'react'
import type { Which } from '../../lib/bulk.ts'
import { keepHere, keptHere } from '../../lib/router.tsx'
import type { GridRow } from './columns.ts'
import { rowAt, type Source } from './pages.ts'

/** Everything that a question gives, but the rows taken out again. */
type Everything = { readonly source: Source; readonly total: number; readonly except: ReadonlySet<number> }
type Chosen<Row extends GridRow> = { readonly rows: ReadonlyMap<number, Row>; readonly all: Everything | null }

export type Selection<Row extends GridRow> = {
  readonly count: number
  /** Everything the list's question gives is chosen, or all but a few. */
  readonly isAll: boolean
  has(id: number): boolean
  toggle(row: Row, on?: boolean): void
  /** From the row that was toggled last to this one. */
  stretch(source: Source, index: number): void
  /** Where `stretch` begins. */
  anchor(index: number): void
  takeAll(source: Source, total: number): void
  clear(): void
  /** What a bulk action sends. */
  which(): Which
}

/** A stretch longer than this is better chosen by a filter. */
const longestStretch = 2000
const nothing = { rows: new Map(), all: null }

/** Chosen rows, or everything that a question gives: then the server is sent the question and how many it was. */
export function useSelection<Row extends GridRow>(): Selection<Row> {
  const [chosen, setChosen] = useState<Chosen<Row>>(() => keptHere<Chosen<Row>>('chosen') ?? nothing)
  useKept(chosen)
  const [place] = useState<{ index: number | null }>({ index: null })
  return useMemo(() => {
    const { rows, all } = chosen
    return {
      count: all ? all.total - all.except.size : rows.size,
      isAll: all !== null,
      has: (id) => (all ? !all.except.has(id) : rows.has(id)),
      toggle: (row, on) => setChosen((before) => toggled(before, row, on)),
      anchor: (index) => {
        place.index = index
      },
      stretch: (source, index) => void choose(source, place.index ?? index, index, setChosen),
      takeAll: (source, total) => setChosen({ rows: new Map(), all: { source, total, except: new Set() } }),
      clear: () => setChosen(nothing),
      which: () => (all ? everything(all) : { ids: [...rows.keys()] }),
    }
  }, [chosen, place])
}

/**
 * A button must act on nothing that another filter or search had shown and this one may hide: what was chosen under it
 * is let go. Another order shows the same rows.
 */
export function useClearedByQuestion<Row extends GridRow>(selection: Selection<Row> | undefined, source: Source): void {
  const { sort: _, ...filter } = source.question
  const asked = JSON.stringify([source.path, filter])
  const before = useRef(asked)
  useEffect(() => {
    if (before.current !== asked) selection?.clear()
    before.current = asked
  }, [asked, selection])
}

/** Back finds what was chosen; kept once choosing rests, since browsers allow few changes of the history a second. */
function useKept<Row extends GridRow>(chosen: Chosen<Row>): void {
  useEffect(() => {
    const next = chosen.all || chosen.rows.size > 0 ? chosen : undefined
    if (!next && !keptHere('chosen')) return
    const rest = setTimeout(() => keepHere('chosen', next), 150)
    return () => clearTimeout(rest)
  }, [chosen])
}

function toggled<Row extends GridRow>({ rows, all }: Chosen<Row>, row: Row, on?: boolean): Chosen<Row> {
  if (all) {
    const except = new Set(all.except)
    if (on ?? except.has(row.id)) except.delete(row.id)
    else except.add(row.id)
    return { rows, all: { ...all, except } }
  }
  const next = new Map(rows)
  if (on ?? !rows.has(row.id)) next.set(row.id, row)
  else next.delete(row.id)
  return { rows: next, all }
}

/** Rows between two places; those that are not here are asked for. */
async function choose<Row extends GridRow>(
  source: Source,
  from: number,
  to: number,
  setChosen: (change: (before: Chosen<Row>) => Chosen<Row>) => void,
): Promise<void> {
  const first = Math.max(Math.min(from, to), Math.max(from, to) - longestStretch)
  const places = Array.from({ length: Math.max(from, to) - first + 1 }, (_, at) => first + at)
  const rows = await Promise.all(places.map((index) => rowAt<Row>(source, index)))
  setChosen((before) => rows.reduce((now, row) => (row ? toggled(now, row, true) : now), before))
}

function everything({ source, total, except }: Everything): Which {
  const { sort: _, ...filter } = source.question
  return { filter, exclude: [...except], expected_count: total - except.size }
}
