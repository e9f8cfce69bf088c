import { memo, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useLongPress } from '../../lib/use-long-press.ts'
import type { GridRow, PlacedColumn } from './columns.ts'
import { Check, type GridActs, GridCells } from './grid-cells.tsx'

type LineProps<Row extends GridRow> = {
  id: string
  index: number
  height: number
  row: Row | undefined
  columns: readonly PlacedColumn<Row>[]
  phone: boolean
  /** On a phone: a tap chooses the row instead of opening it. */
  choosing: boolean
  isActive: boolean
  /** It is the one that stands open beside the list. */
  isShown: boolean
  isSelected: boolean
  isSelectable: boolean
  acts: RefObject<GridActs<Row>>
  /** -1: another row is the active one. */
  activeColumn: number
  /** Stands in the cell of `editorColumn`. */
  editor: ReactNode
  editorColumn: number
}

/** Among chosen rows of one colour, where the keys are. */
const activeMark =
  'group-focus-visible/grid:after:pointer-events-none group-focus-visible/grid:after:absolute group-focus-visible/grid:after:inset-y-0 group-focus-visible/grid:after:left-0 group-focus-visible/grid:after:z-10 group-focus-visible/grid:after:w-[5px] group-focus-visible/grid:after:bg-accent'

function Line<Row extends GridRow>(props: LineProps<Row>) {
  const { id, index, height, row, phone, isActive, isShown, isSelected, isSelectable, acts, editor } = props
  const colour =
    isSelected || isShown ? 'bg-selected' : isActive && !phone ? 'bg-hover' : 'bg-panel group-hover:bg-hover'
  const pressed = useLongPress(phone && row && isSelectable ? () => acts.current.selection?.toggle(row) : undefined)
  const ground = useChanged(row) ? `fresh-row ${colour}` : colour
  const place = useRef(index)
  place.current = index
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelectable ? isSelected : undefined}
      style={{ height, transform: `translateY(${index * height}px)` }}
      {...pressed}
      onClick={(event) => {
        if (editor !== null) return
        acts.current.setActive(index)
        if (!row || (event.target as HTMLElement).closest('input, label, a, select, dialog')) return
        if (props.choosing) acts.current.selection?.toggle(row)
        else acts.current.openRow(row, index)
      }}
      className={`group absolute inset-x-0 cursor-pointer border-b border-line ${isActive ? activeMark : ''} ${editor === null ? '' : 'z-[5]'} ${phone ? 'flex select-none [-webkit-touch-callout:none]' : 'grid grid-cols-(--cols)'}`}
    >
      {phone ? (
        <Card row={row} acts={acts} ground={ground} choosing={props.choosing} isSelected={isSelected} />
      ) : (
        <GridCells
          activeId={isActive ? id : undefined}
          place={place}
          row={row}
          columns={props.columns}
          isSelected={isSelected}
          isSelectable={isSelectable}
          acts={acts}
          ground={ground}
          activeColumn={props.activeColumn}
          editor={editor}
          editorColumn={props.editorColumn}
        />
      )}
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

type CardProps<Row extends GridRow> = Pick<LineProps<Row>, 'row' | 'acts' | 'choosing' | 'isSelected'> & {
  ground: string
}

function Card<Row extends GridRow>({ row, acts, ground, choosing, isSelected }: CardProps<Row>) {
  const { card, nameOf, selection } = acts.current
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

/** Drawn again only when something of this very row has changed: scrolling draws the new rows alone. */
export const GridLine = memo(Line) as typeof Line
