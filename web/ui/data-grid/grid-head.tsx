import { memo, type PointerEvent } from 'react'
import { useSay } from '../../lib/say.ts'
import { Icon } from '../icon.tsx'
import { uiTexts } from '../ui-texts.ts'
import { type GridRow, leastColumn, type PlacedColumn, widestColumn } from './columns.ts'
import { moved } from './columns-order.ts'
import type { DataGridProps } from './data-grid.tsx'
import type { Selection } from './selection.ts'

type HeadProps<Row extends GridRow> = DataGridProps<Row> & {
  phone: boolean
  /** Told while an edge is dragged; null: it was let go. */
  onResizing: (width: { id: string; width: number } | null) => void
}

function Head<Row extends GridRow>(props: HeadProps<Row>) {
  const { columns, selection, phone } = props
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={
        phone
          ? 'sr-only'
          : 'sticky top-0 z-10 grid h-9 grid-cols-(--cols) border-b border-line bg-panel text-sm text-muted'
      }
    >
      {selection && (
        <span role="columnheader" className="sticky left-0 z-10 flex bg-panel">
          {!phone && <CheckAll {...props} selection={selection} />}
        </span>
      )}
      {columns.map((column) => (
        <HeadCell key={column.id} {...props} column={column} />
      ))}
    </div>
  )
}

/** Names and sort order of the columns. It stays at the top; pinned cells stay at the left too. Not drawn again at each key. */
export const GridHead = memo(Head) as typeof Head

/** Everything that the list's question gives, seen or not. */
function CheckAll<Row extends GridRow>({ selection, source, total }: HeadProps<Row> & { selection: Selection<Row> }) {
  const say = useSay()
  const { count } = selection
  const isAll = count > 0 && count >= total
  return (
    <label className="grid flex-1 place-items-center">
      <span className="sr-only">{say(uiTexts.selectAll)}</span>
      <input
        type="checkbox"
        tabIndex={-1}
        checked={isAll}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && !isAll
        }}
        onChange={() => (isAll ? selection.clear() : selection.takeAll(source, total))}
        className="size-3.5 accent-(--accent)"
      />
    </label>
  )
}

function HeadCell<Row extends GridRow>(props: HeadProps<Row> & { column: PlacedColumn<Row> }) {
  const { column, sort, onSort } = props
  const order = orderOf(sort, column.sort)
  return (
    <div
      role="columnheader"
      data-column={column.id}
      aria-sort={order}
      style={column.left === undefined ? undefined : { left: column.left }}
      onPointerDown={(event) => startMove(event, props)}
      className={`relative flex min-w-0 items-center bg-panel px-3 ${column.align === 'end' ? 'justify-end' : ''} ${column.left === undefined ? '' : 'sticky z-10'}`}
    >
      {column.sort ? (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onSort(nextSort(sort, column.sort ?? ''))}
          className={`flex h-7 w-full min-w-0 items-center gap-1 rounded-sm hover:text-text ${column.align === 'end' ? 'justify-end' : ''} ${order ? 'font-medium text-text' : ''}`}
        >
          <span className="truncate">{column.title}</span>
          {order && <Icon name={sort.startsWith('-') ? 'down' : 'up'} size={14} />}
        </button>
      ) : (
        <span className="truncate">{column.title}</span>
      )}
      <span
        aria-hidden="true"
        onPointerDown={(event) => startResize(event, props)}
        onDoubleClick={() => setWidth(props, undefined)}
        // the last one must not stick out: a list that scrolls sideways, if only by 4 pixels, costs a layer for every cell that stays
        className="absolute inset-y-1 -right-1 in-[[data-column]:last-child]:right-0 z-10 w-2 cursor-col-resize touch-none rounded-sm hover:bg-line-strong"
      />
    </div>
  )
}

type CellProps<Row extends GridRow> = HeadProps<Row> & { column: PlacedColumn<Row> }

/** The edge follows the pointer; the address is written when it is let go. */
function startResize<Row extends GridRow>(event: PointerEvent<HTMLElement>, props: CellProps<Row>): void {
  event.preventDefault()
  event.stopPropagation()
  const handle = event.currentTarget
  const from = event.clientX
  const before = handle.parentElement?.offsetWidth ?? props.column.min
  const widthAt = (x: number) => Math.round(Math.max(leastColumn, Math.min(widestColumn, before + x - from)))
  handle.setPointerCapture(event.pointerId)
  const move = ({ clientX }: globalThis.PointerEvent) =>
    props.onResizing({ id: props.column.id, width: widthAt(clientX) })
  const end = ({ clientX }: globalThis.PointerEvent) => {
    handle.removeEventListener('pointermove', move)
    props.onResizing(null)
    if (clientX !== from) setWidth(props, widthAt(clientX))
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('lostpointercapture', end as unknown as EventListener, { once: true })
}

function setWidth<Row extends GridRow>({ column, order, onColumns }: CellProps<Row>, width: number | undefined): void {
  onColumns(
    order.map((one) => {
      if (one.id !== column.id) return one
      const { width: _, ...rest } = one
      return width === undefined ? rest : { ...rest, width }
    }),
  )
}

/** A title that is pulled further than a click would goes to another place. */
function startMove<Row extends GridRow>(
  event: PointerEvent<HTMLElement>,
  { column, order, onColumns }: CellProps<Row>,
): void {
  const from = order.findIndex(({ id }) => id === column.id)
  if (from <= 0 || event.button !== 0 || event.pointerType === 'touch') return
  const head = event.currentTarget
  const start = event.clientX
  const stopClick = (click: Event) => click.stopPropagation()
  const move = ({ clientX }: globalThis.PointerEvent) => {
    if (Math.abs(clientX - start) > 5) head.style.opacity = '0.5'
  }
  const end = ({ clientX, type }: globalThis.PointerEvent) => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', end)
    removeEventListener('pointercancel', end)
    head.style.opacity = ''
    if (type === 'pointercancel' || Math.abs(clientX - start) <= 5) return
    head.addEventListener('click', stopClick, { capture: true, once: true })
    setTimeout(() => head.removeEventListener('click', stopClick, { capture: true }), 0)
    const target = columnAt(head, clientX)
    const to = order.findIndex(({ id }) => id === target)
    if (to >= 0 && to !== from) onColumns(moved(order, from, to))
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', end)
  addEventListener('pointercancel', end)
}

function columnAt(head: HTMLElement, x: number): string | undefined {
  const cells = [...(head.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
  const here = cells.filter((cell) => x >= cell.getBoundingClientRect().left)
  return here.at(-1)?.dataset['column']
}

function orderOf(sort: string, field: string | undefined): 'ascending' | 'descending' | undefined {
  if (field === undefined || sort.replace('-', '') !== field) return undefined
  return sort.startsWith('-') ? 'descending' : 'ascending'
}

/** The same column again turns the order round. */
export function nextSort(sort: string, field: string): string {
  return sort === field ? `-${field}` : field
}
