import { memo, type ReactNode, useEffect, useRef } from 'react'
import { useSay } from '../../lib/say.ts'
import { useLongPress } from '../../lib/use-long-press.ts'
import { uiTexts } from '../ui-texts.ts'
import type { GridRow, PlacedColumn } from './columns.ts'
import type { Source } from './pages.ts'
import type { Selection } from './selection.ts'

type LineProps<Row extends GridRow> = {
  id: string
  index: number
  top: number
  height: number
  row: Row | undefined
  columns: readonly PlacedColumn<Row>[]
  phone: boolean
  /** On a phone: a tap chooses the row instead of opening it. */
  choosing: boolean
  isActive: boolean
  isSelected: boolean
  selection: Selection<Row> | undefined
  source: Source
  nameOf: (row: Row) => string
  card: (row: Row) => ReactNode
  onOpen: (row: Row, index: number) => void
  setActive: (index: number) => void
  /** -1: another row is the active one. */
  activeColumn: number
  setColumn: (column: number) => void
  /** Stands in the cell of `editorColumn`. */
  editor: ReactNode
  editorColumn: number
}

function Line<Row extends GridRow>(props: LineProps<Row>) {
  const { id, index, top, height, row, phone, isActive, isSelected, onOpen, setActive } = props
  const colour = isSelected ? 'bg-selected' : isActive ? 'bg-hover' : 'bg-panel group-hover:bg-hover'
  const pressed = useLongPress(phone && row && props.selection ? () => props.selection?.toggle(row) : undefined)
  const ground = useChanged(row) ? `fresh-row ${colour}` : colour
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.selection ? isSelected : undefined}
      style={{ height, transform: `translateY(${top}px)` }}
      {...pressed}
      onClick={(event) => {
        if (props.editor !== null) return
        setActive(index)
        if (!row || (event.target as HTMLElement).closest('input, label, a, select, dialog')) return
        if (props.choosing) props.selection?.toggle(row)
        else onOpen(row, index)
      }}
      className={`group absolute inset-x-0 cursor-pointer border-b border-line ${props.editor === null ? '' : 'z-[5]'} ${phone ? 'flex select-none [-webkit-touch-callout:none]' : 'grid grid-cols-(--cols)'}`}
    >
      {phone ? <Card {...props} ground={ground} /> : <Cells {...props} ground={ground} />}
    </div>
  )
}

/** True for the one drawing in which the same record came back with another version: it flashes once. */
function useChanged<Row extends GridRow>(row: Row | undefined): boolean {
  const before = useRef(row)
  useEffect(() => {
    before.current = row
  })
  return before.current?.id === row?.id && before.current?.version !== row?.version
}

type Grounded<Row extends GridRow> = LineProps<Row> & { ground: string }

function Cells<Row extends GridRow>(props: Grounded<Row>) {
  const { id, row, columns, selection, isSelected, nameOf, ground, isActive } = props
  // with Shift everything from the row that was chosen last
  const choose = (chosen: Row, on: boolean, stretches: boolean) => {
    if (stretches) selection?.stretch(props.source, props.index)
    else selection?.toggle(chosen, on)
    selection?.anchor(props.index)
  }
  const edge = isActive ? 'group-focus-within/grid:shadow-[inset_2px_0_var(--accent)]' : ''
  return (
    <>
      {selection && (
        <div role="gridcell" className={`sticky left-0 z-[1] flex items-stretch ${ground} ${edge}`}>
          {row && <Check row={row} name={nameOf(row)} isSelected={isSelected} onChoose={choose} />}
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          id={`${id}-${at}`}
          role="gridcell"
          style={column.left === undefined ? undefined : { left: column.left }}
          className={`flex min-w-0 items-center px-3 ${ground} ${column.align === 'end' ? 'justify-end' : ''} ${column.left === undefined ? '' : 'sticky z-[1]'} ${at === 0 && !selection ? edge : ''} ${props.editorColumn === at ? 'z-[2]' : 'overflow-hidden'} ${at > 0 && props.activeColumn === at && props.editorColumn !== at ? 'outline-2 outline-offset-[-2px] outline-(--accent)' : ''}`}
        >
          {props.editorColumn === at && props.editor}
          {props.editorColumn !== at && (row ? column.cell(row) : <span className="skeleton h-3 w-2/3" />)}
        </div>
      ))}
    </>
  )
}

function Card<Row extends GridRow>({ row, card, ground, choosing, isSelected, nameOf, selection }: Grounded<Row>) {
  return (
    <div role="gridcell" className={`flex min-w-0 flex-1 items-center px-4 ${ground}`}>
      {row && choosing && (
        <span className="-ml-2 mr-2 flex h-full w-9 flex-none">
          <Check row={row} name={nameOf(row)} isSelected={isSelected} onChoose={() => selection?.toggle(row)} />
        </span>
      )}
      {row ? card(row) : <span className="skeleton h-3 w-2/3" />}
    </div>
  )
}

type CheckProps<Row extends GridRow> = {
  row: Row
  name: string
  isSelected: boolean
  onChoose: (row: Row, on: boolean, stretches: boolean) => void
}

/** The whole cell can be hit, not only the box. */
function Check<Row extends GridRow>({ row, name, isSelected, onChoose }: CheckProps<Row>) {
  const say = useSay()
  return (
    <label className="grid flex-1 place-items-center">
      <span className="sr-only">{say(uiTexts.selectRow, { name })}</span>
      <input
        type="checkbox"
        tabIndex={-1}
        checked={isSelected}
        onChange={(event) => onChoose(row, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
        className="size-3.5 accent-(--accent) max-md:size-4.5"
      />
    </label>
  )
}

/** Drawn again only when something of this very row has changed: scrolling draws the new rows alone. */
export const GridLine = memo(Line, (before, after) => {
  const ignored = new Set(['selection', 'source', 'card', 'nameOf', 'onOpen', 'setActive', 'setColumn'])
  return (Object.keys(after) as (keyof typeof after)[]).every(
    (name) => ignored.has(name) || before[name] === after[name],
  )
}) as typeof Line
