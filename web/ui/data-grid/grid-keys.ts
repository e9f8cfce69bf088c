import type { KeyboardEvent, RefObject } from 'react'
import type { GridRow } from './columns.ts'
import type { DataGridProps } from './data-grid.tsx'
import { rowAt } from './pages.ts'

type Keyboard<Row extends GridRow> = DataGridProps<Row> & {
  frame: RefObject<HTMLDivElement | null>
  active: number
  setActive: (index: number) => void
  height: number
}

const headHeight = 36

/** Arrows, Page Up and Down, Home and End move; Enter opens, Space peeks, X selects, Shift selects on the way. */
export function useGridKeys<Row extends GridRow>(grid: Keyboard<Row>) {
  const { frame, active, total, height, source, selection } = grid
  const page = () => Math.max(1, Math.floor(((frame.current?.clientHeight ?? 400) - headHeight) / height) - 1)
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index))
    grid.setActive(next)
    reveal(frame.current, next, height)
    return next
  }
  const withRow = async (index: number, use: (row: Row) => void) => {
    const row = await rowAt<Row>(source, index)
    if (row) use(row)
  }
  return (event: KeyboardEvent) => {
    if (total === 0 || event.metaKey || event.ctrlKey || event.altKey) return
    const target = destination(event, active, total, page)
    if (target !== null) {
      event.preventDefault()
      if (event.shiftKey && selection) void withRow(active, (row) => selection.toggle(row, true))
      const next = moveTo(target)
      if (event.shiftKey && selection) void withRow(next, (row) => selection.toggle(row, true))
      return
    }
    const act = {
      Enter: grid.onOpen,
      Space: grid.onPeek,
      KeyX: selection?.toggle,
      Escape: selection && selection.rows.size > 0 ? () => selection.clear() : undefined,
    }[event.code]
    if (!act || isControl(event)) return
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
function reveal(box: HTMLElement | null, index: number, height: number): void {
  if (!box) return
  const top = index * height
  const room = box.clientHeight - headHeight
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + room) box.scrollTop = top + height - room
}
