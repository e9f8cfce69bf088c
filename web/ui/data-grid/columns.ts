import type { ReactNode } from 'react'

/** One column of a list. `min`: pixels it never falls below; `grow`: its share of what is left. */
export type Column<Row> = {
  readonly id: string
  readonly title: string
  readonly min: number
  readonly grow?: number
  readonly align?: 'end'
  /** The name by which the API sorts; none: it cannot be sorted. */
  readonly sort?: string
  /** The first column cannot be hidden: it names the row. */
  readonly cell: (row: Row) => ReactNode
}

export type GridRow = { readonly id: number; readonly version?: number }

const checkWidth = 40

/** `grid-template-columns` of the header and of every row. */
export function templateOf(columns: readonly Column<never>[], selectable: boolean): string {
  const tracks = columns.map(({ min, grow = 1 }) => `minmax(${min}px, ${grow}fr)`)
  return [...(selectable ? [`${checkWidth}px`] : []), ...tracks].join(' ')
}

/** Below this width a list scrolls sideways inside its frame. */
export function leastWidth(columns: readonly Column<never>[], selectable: boolean): number {
  return columns.reduce((sum, { min }) => sum + min, selectable ? checkWidth : 0)
}

/** The columns to show, in the order of `chosen`; null: all, as they stand. The first always stays first. */
export function chooseColumns<Row>(
  all: readonly Column<Row>[],
  chosen: readonly string[] | null,
): readonly Column<Row>[] {
  if (!chosen) return all
  const [first, ...rest] = all
  const picked = chosen.flatMap((id) => rest.filter((column) => column.id === id))
  return first ? [first, ...picked] : []
}
