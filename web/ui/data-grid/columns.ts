import { type ReactNode, useMemo } from 'react'
import type { CellEdit } from './cell-edit.ts'
import type { ShownColumn } from './list-address.ts'

/** One column of a list. `min`: pixels it never falls below; `grow`: its share of what is left. */
export type Column<Row> = {
  readonly id: string
  readonly title: string
  readonly min: number
  readonly grow?: number
  readonly align?: 'end'
  /** The name by which the API sorts; none: it cannot be sorted. */
  readonly sort?: string
  /** Shown only when somebody asks for it. */
  readonly hidden?: boolean
  /** The fields of the API that a CSV of this column holds; the one of its own name unless said otherwise. */
  readonly fields?: readonly string[]
  /** The first column cannot be hidden: it names the row. */
  readonly cell: (row: Row) => ReactNode
  readonly edit?: CellEdit<Row>
}

/** `left`: pixels from the edge at which it stays; undefined: it scrolls. */
export type PlacedColumn<Row> = Column<Row> & { readonly width?: number; readonly left?: number }

export type GridRow = { readonly id: number; readonly version?: number }

const checkWidth = 40
export const leastColumn = 72
export const widestColumn = 900

/** `grid-template-columns` of the header and of every row. */
export function templateOf(columns: readonly PlacedColumn<never>[], selectable: boolean): string {
  const tracks = columns.map(({ min, grow = 1, width }) => (width ? `${width}px` : `minmax(${min}px, ${grow}fr)`))
  const rest = columns.every(({ width }) => width) ? ['minmax(0, 1fr)'] : []
  return [...(selectable ? [`${checkWidth}px`] : []), ...tracks, ...rest].join(' ')
}

/** Below this width a list scrolls sideways inside its frame. */
export function leastWidth(columns: readonly PlacedColumn<never>[], selectable: boolean): number {
  return columns.reduce((sum, { min, width }) => sum + (width ?? min), selectable ? checkWidth : 0)
}

/** What is shown unless somebody chose. */
export function usualColumns<Row>(all: readonly Column<Row>[]): readonly ShownColumn[] {
  return all.filter(({ hidden }, at) => at === 0 || !hidden).map(({ id }) => ({ id }))
}

/** The columns to show, in the order of `chosen`; null: as they are meant. The first always stays first, pinned ones follow. */
export function placeColumns<Row>(
  all: readonly Column<Row>[],
  chosen: readonly ShownColumn[] | null,
  selectable: boolean,
): readonly PlacedColumn<Row>[] {
  const [first] = all
  if (!first) return []
  const shown = orderOf(all, chosen)
  const pinned = shown.filter(({ id, pinned }) => pinned || id === first.id)
  const loose = shown.filter((one) => !pinned.includes(one))
  let left = selectable ? checkWidth : 0
  const placed = pinned.map(({ id, width }) => {
    const column = all.find((one) => one.id === id) as Column<Row>
    // Beside another pinned column its width must be known, or the next could not tell where to stay.
    const known = width ?? (pinned.length > 1 ? column.min : undefined)
    const at = { ...column, ...(known && { width: known }), left }
    left += known ?? column.min
    return at
  })
  const scrolling = loose.map(({ id, width }) => ({
    ...(all.find((one) => one.id === id) as Column<Row>),
    ...(width && { width }),
  }))
  return [...placed, ...scrolling]
}

/** The same objects as long as they say the same: every row is drawn from them. */
export function usePlacedColumns<Row>(
  all: readonly Column<Row>[],
  chosen: readonly ShownColumn[] | null,
  selectable: boolean,
): readonly PlacedColumn<Row>[] {
  return useMemo(() => placeColumns(all, chosen, selectable), [all, chosen, selectable])
}

/** The chosen columns that there are, each once, the first of all in front. */
export function orderOf<Row>(
  all: readonly Column<Row>[],
  chosen: readonly ShownColumn[] | null,
): readonly ShownColumn[] {
  const asked = chosen ?? usualColumns(all)
  const known = asked.filter(
    ({ id }, at) => all.some((one) => one.id === id) && asked.findIndex((one) => one.id === id) === at,
  )
  const first = all[0]?.id ?? ''
  return [known.find(({ id }) => id === first) ?? { id: first }, ...known.filter(({ id }) => id !== first)]
}

/** Null when it is what would be shown anyway. */
export function shortest<Row>(
  all: readonly Column<Row>[],
  chosen: readonly ShownColumn[],
): readonly ShownColumn[] | null {
  return JSON.stringify(chosen) === JSON.stringify(usualColumns(all)) ? null : chosen
}

/** The field values a CSV holds: the number first, then what is shown, in its order. */
export function csvFields<Row>(columns: readonly Column<Row>[]): readonly string[] {
  return [...new Set(['id', ...columns.flatMap(({ id, fields }) => fields ?? [id])])]
}
