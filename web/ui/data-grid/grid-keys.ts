import type { KeyboardEvent, RefObject } from 'react'
import { isTyping } from '../../lib/keys.ts'
import type { GridRow } from './columns.ts'
import type { CellPlace, DataGridProps } from './data-grid.tsx'
import { bringRow, rowAt } from './pages.ts'

type Keyboard<Row extends GridRow> = DataGridProps<Row> & {
  frame: RefObject<HTMLDivElement | null>
  active: number
  setActive: (index: number) => void
  height: number
  /** The active cell's place among the shown columns. */
  column: number
  setColumn: (column: number) => void
  setEditing: (place: CellPlace | null) => void
}

const headHeight = 36

/**
 * Arrows, Page Up and Down, Home and End move; Enter opens from the first column and edits in any other, F2 edits, Space
 * peeks, X selects, Shift selects on the way.
 */
export function useGridKeys<Row extends GridRow>(grid: Keyboard<Row>) {
  const { frame, active, total, height, source, selection, column } = grid
  const page = () => Math.max(1, Math.floor(((frame.current?.clientHeight ?? 400) - headHeight) / height) - 1)
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index))
    // out of the check box that was clicked last: its element will show another row
    frame.current?.focus({ preventScroll: true })
    bringRow(source, next)
    grid.setActive(next)
    reveal(frame.current, next, height)
    return next
  }
  const withRow = async (index: number, use: (row: Row) => void) => {
    const row = await rowAt<Row>(source, index)
    if (row) use(row)
  }
  return (event: KeyboardEvent) => {
    if (
      event.code === 'KeyA' &&
      (event.metaKey || event.ctrlKey) &&
      selection &&
      total > 0 &&
      !isTyping(event.target)
    ) {
      event.preventDefault()
      selection.takeAll(source, total)
      return
    }
    if (total === 0 || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.code]
    if (side !== undefined && !event.shiftKey) {
      event.preventDefault()
      const next = Math.max(0, Math.min(grid.columns.length - 1, column + side))
      grid.setColumn(next)
      revealCell(frame.current, active, next)
      return
    }
    const target = destination(event, active, total, page)
    if (target !== null) {
      event.preventDefault()
      if (event.shiftKey && selection) void withRow(active, (row) => selection.toggle(row, true))
      const next = moveTo(target)
      if (event.shiftKey && selection) void withRow(next, (row) => selection.toggle(row, true))
      return
    }
    const edit = grid.columns[column]?.edit
    const begin = (row: Row) => {
      if (edit?.may(row)) grid.setEditing({ index: active, column })
    }
    const act = {
      Enter: column === 0 ? grid.onOpen : begin,
      F2: begin,
      Space: grid.onPeek,
      KeyX: selection && ((row: Row) => selection.toggle(row)),
      Escape: selection && selection.count > 0 ? () => selection.clear() : undefined,
    }[event.code]
    // a key that is held has come from elsewhere, and moves only
    if (!act || event.repeat || isControl(event)) return
    event.preventDefault()
    void withRow(active, (row) => act(row))
  }
}

/** Enter on a sort button is the button's. */
function isControl({ target, currentTarget }: KeyboardEvent): boolean {
  return target !== currentTarget && (target as HTMLElement).matches('button, a, input')
}

function destination(event: KeyboardEvent, active: number, total: number, page: () => number): number | null {
  switch (event.code) {
    case 'ArrowDown':
    case 'KeyJ':
      return active + 1
    case 'ArrowUp':
    case 'KeyK':
      return active - 1
    case 'PageDown':
      return active + page()
    case 'PageUp':
      return active - page()
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return null
  }
}

/** Moves the frame just so far that the row is seen whole, below the header. */
export function reveal(box: HTMLElement | null, index: number, height: number): void {
  if (!box) return
  const top = index * height
  const room = box.clientHeight - headHeight
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + room) box.scrollTop = top + height - room
}

/** A cell outside the frame comes into it sideways; the pinned ones cover nothing of it. */
function revealCell(box: HTMLElement | null, index: number, column: number): void {
  requestAnimationFrame(() => {
    const cell = box && document.getElementById(`${box.id}-${index}-${column}`)
    if (!box || !cell || getComputedStyle(cell).position === 'sticky') return
    const pinned = [...(cell.parentElement?.children ?? [])].filter(
      (one) => getComputedStyle(one).position === 'sticky',
    )
    const covered = Math.max(
      0,
      ...pinned.map((one) => one.getBoundingClientRect().right - box.getBoundingClientRect().left),
    )
    const { left, right } = cell.getBoundingClientRect()
    const frame = box.getBoundingClientRect()
    if (left < frame.left + covered) box.scrollLeft -= frame.left + covered - left
    else if (right > frame.left + box.clientWidth) box.scrollLeft += right - frame.left - box.clientWidth
  })
}
