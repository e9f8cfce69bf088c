import { useMemo, useState } from 'react'
import type { GridRow } from './columns.ts'

export type Selection<Row extends GridRow> = {
  readonly rows: ReadonlyMap<number, Row>
  toggle(row: Row, on?: boolean): void
  add(rows: readonly Row[]): void
  clear(): void
}

/** Chosen rows, whole, so that an action knows what it acts on even when they have scrolled away. */
export function useSelection<Row extends GridRow>(): Selection<Row> {
  const [rows, setRows] = useState<ReadonlyMap<number, Row>>(new Map())
  return useMemo(
    () => ({
      rows,
      toggle: (row, on) =>
        setRows((before) => {
          const next = new Map(before)
          if (on ?? !before.has(row.id)) next.set(row.id, row)
          else next.delete(row.id)
          return next
        }),
      add: (more) => setRows((before) => new Map([...before, ...more.map((row) => [row.id, row] as const)])),
      clear: () => setRows(new Map()),
    }),
    [rows],
  )
}
