import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { keepHere, keptHere } from '../../lib/router.tsx'
import { usePhone } from '../../lib/use-phone.ts'
import { usePreferences } from '../../lib/use-preferences.ts'
import { useKeysFromPage } from '../keys-from-page.ts'
import { type GridRow, leastWidth, type PlacedColumn, templateOf } from './columns.ts'
import { GridBody } from './grid-body.tsx'
import { GridHead } from './grid-head.tsx'
import { reveal, useGridKeys } from './grid-keys.ts'
import type { ShownColumn } from './list-address.ts'
import type { Source } from './pages.ts'
import type { Selection } from './selection.ts'

export type DataGridProps<Row extends GridRow> = {
  label: string
  /** The records' address in the API: a cell is edited by writing there. */
  path: string
  columns: readonly PlacedColumn<Row>[]
  /** The same columns as they stand in the address. */
  order: readonly ShownColumn[]
  onColumns: (order: readonly ShownColumn[]) => void
  source: Source
  total: number
  sort: string
  onSort: (sort: string) => void
  onOpen: (row: Row) => void
  /** Space: the row beside the list; the place is for going on to its neighbours. */
  onPeek?: (row: Row) => void
  selection?: Selection<Row>
  /** On a phone a tap chooses a row; so it does while any is chosen. */
  choosing?: boolean
  /** The place of the row that is shown beside the list: the active row goes with it; -1: none. */
  shown?: number
  nameOf: (row: Row) => string
  /** The row on a phone: two lines. */
  card: (row: Row) => ReactNode
}

const heights = { compact: 32, normal: 40, roomy: 48 } as const
const cardHeight = 64

/** Which cell of the grid is edited: the row by its place, the column by its place among the shown. */
export type CellPlace = { readonly index: number; readonly column: number }

/**
 * Any number of rows without pages: only what is seen is in the document, by its absolute place. A grid of ARIA, since a
 * table cannot hold rows that are not there. The frame holds the focus and names the active row; scrolling never draws
 * the toolbar around it.
 */
export function DataGrid<Row extends GridRow>(props: DataGridProps<Row>) {
  const { source, total, selection } = props
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  const { density } = usePreferences()
  const height = phone ? cardHeight : heights[density]
  const question = JSON.stringify(source.question)
  const [chosen, setActive] = useState(() => keptFor('row', question))
  const active = Math.max(0, Math.min(chosen, total - 1))
  const [column, setColumn] = useState(0)
  const [editing, setEditing] = useState<CellPlace | null>(null)
  const [resizing, setResizing] = useState<{ id: string; width: number } | null>(null)
  const columns = resizing
    ? props.columns.map((one) => (one.id === resizing.id ? { ...one, width: resizing.width } : one))
    : props.columns
  const { shown = -1 } = props
  // first, so that the row that an address names comes into sight after it
  useKeptPlace(frame, question, setActive, setColumn)
  useEffect(() => {
    if (shown < 0) return
    setActive(shown)
    reveal(frame.current, shown, height)
  }, [shown, height])
  // Kept when the list is left, not at every step: browsers allow few changes of the history a second.
  const open = (row: Row, index: number) => {
    keepFor('row', question, index)
    props.onOpen(row)
  }
  const cells = { column: phone ? 0 : Math.min(column, columns.length - 1), setColumn, setEditing }
  const keys = useGridKeys({ ...props, ...cells, onOpen: (row) => open(row, active), frame, active, setActive, height })
  const endEdit = (next: CellPlace | null) => {
    setEditing(next)
    if (next) {
      setActive(next.index)
      setColumn(next.column)
    } else frame.current?.focus()
  }
  useKeysFromPage(frame)
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
      aria-activedescendant={total > 0 ? activeId(id, active, cells.column) : undefined}
      onKeyDown={keys}
      className="group/grid relative min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
    >
      <div
        style={
          phone
            ? undefined
            : ({
                '--cols': templateOf(columns as readonly PlacedColumn<never>[], !!selection),
                minWidth: leastWidth(columns as readonly PlacedColumn<never>[], !!selection),
              } as React.CSSProperties)
        }
      >
        <GridHead {...props} phone={phone} onResizing={setResizing} />
        <GridBody
          {...props}
          gridId={id}
          frame={frame}
          height={height}
          phone={phone}
          active={active}
          setActive={setActive}
          openRow={open}
          column={cells.column}
          editing={editing}
          endEdit={endEdit}
        />
      </div>
    </div>
  )
}

/** The row as a whole in its first column, the cell in any other. */
export function activeId(gridId: string, index: number, column: number): string {
  return column === 0 ? `${gridId}-${index}` : `${gridId}-${index}-${column}`
}

/** A place in the list, kept in the history with the question that it belongs to: another list has other rows there. */
function keepFor(name: 'row' | 'scroll', question: string, place: number): void {
  keepHere(name, { question, place })
}

function keptFor(name: 'row' | 'scroll', question: string): number {
  const kept = keptHere<{ question: string; place: number }>(name)
  return kept?.question === question ? kept.place : 0
}

/** Back finds the list where it was; another question begins at its top, for the eyes and for the keys. */
function useKeptPlace(
  frame: React.RefObject<HTMLDivElement | null>,
  question: string,
  setActive: (index: number) => void,
  setColumn: (column: number) => void,
) {
  const asked = useRef<string | null>(null)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    if (asked.current === null) box.scrollTop = keptFor('scroll', question)
    else if (asked.current !== question) {
      box.scrollTop = 0
      setActive(0)
      setColumn(0)
    }
    asked.current = question
    let settled: ReturnType<typeof setTimeout>
    const keep = () => {
      clearTimeout(settled)
      settled = setTimeout(() => keepFor('scroll', question, box.scrollTop), 150)
    }
    box.addEventListener('scroll', keep, { passive: true })
    return () => {
      clearTimeout(settled)
      box.removeEventListener('scroll', keep)
    }
  }, [frame, question, setActive, setColumn])
}
