import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { keepHere, keptHere } from '../../lib/router.tsx'
import { usePhone } from '../../lib/use-phone.ts'
import { usePreferences } from '../../lib/use-preferences.ts'
import { type Column, type GridRow, leastWidth, templateOf } from './columns.ts'
import { GridBody } from './grid-body.tsx'
import { GridHead } from './grid-head.tsx'
import { useGridKeys } from './grid-keys.ts'
import type { Source } from './pages.ts'
import type { Selection } from './selection.ts'

export type DataGridProps<Row extends GridRow> = {
  label: string
  columns: readonly Column<Row>[]
  source: Source
  total: number
  sort: string
  onSort: (sort: string) => void
  onOpen: (row: Row) => void
  /** Space: the row beside the list; the place is for going on to its neighbours. */
  onPeek?: (row: Row) => void
  selection?: Selection<Row>
  nameOf: (row: Row) => string
  /** The row on a phone: two lines. */
  card: (row: Row) => ReactNode
}

const heights = { compact: 32, normal: 40, roomy: 48 } as const
const cardHeight = 64

/**
 * Any number of rows without pages: only what is seen is in the document, by its absolute place. A grid of ARIA, since a
 * table cannot hold rows that are not there. The frame holds the focus and names the active row; scrolling never draws
 * the toolbar around it.
 */
export function DataGrid<Row extends GridRow>(props: DataGridProps<Row>) {
  const { columns, source, total, selection } = props
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  const { density } = usePreferences()
  const height = phone ? cardHeight : heights[density]
  const [active, setActive] = useState(() => keptHere<number>('row') ?? 0)
  // Kept when the list is left, not at every step: browsers allow few changes of the history a second.
  const open = (row: Row, index: number) => {
    keepHere('row', index)
    props.onOpen(row)
  }
  const keys = useGridKeys({ ...props, onOpen: (row) => open(row, active), frame, active, setActive, height })
  const question = JSON.stringify(source.question)
  useKeptScroll(frame, question)
  return (
    <div
      ref={frame}
      id={id}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (selection ? 1 : 0)}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={total > 0 ? `${id}-${Math.min(active, total - 1)}` : undefined}
      onKeyDown={keys}
      className="relative min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
    >
      <div
        style={
          phone
            ? undefined
            : ({
                '--cols': templateOf(columns as readonly Column<never>[], !!selection),
                minWidth: leastWidth(columns as readonly Column<never>[], !!selection),
              } as React.CSSProperties)
        }
      >
        <GridHead {...props} phone={phone} />
        <GridBody
          {...props}
          gridId={id}
          frame={frame}
          height={height}
          phone={phone}
          active={active}
          setActive={setActive}
          openRow={open}
        />
      </div>
    </div>
  )
}

/** Back finds the list where it was; another question begins at its top. */
function useKeptScroll(frame: React.RefObject<HTMLDivElement | null>, question: string) {
  const asked = useRef<string | null>(null)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    if (asked.current === null) box.scrollTop = keptHere<number>('scroll') ?? 0
    else if (asked.current !== question) box.scrollTop = 0
    asked.current = question
    let settled: ReturnType<typeof setTimeout>
    const keep = () => {
      clearTimeout(settled)
      settled = setTimeout(() => keepHere('scroll', box.scrollTop), 150)
    }
    box.addEventListener('scroll', keep, { passive: true })
    return () => {
      clearTimeout(settled)
      box.removeEventListener('scroll', keep)
    }
  }, [frame, question])
}
