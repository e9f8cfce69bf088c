import { memo, type ReactNode, type RefObject } from 'react'
import { useSay } from '../../lib/say.ts'
import { uiTexts } from '../ui-texts.ts'
import type { GridRow, PlacedColumn } from './columns.ts'
import type { Source } from './pages.ts'
import type { Selection } from './selection.ts'

/** What a row asks of its grid: as the grid is now, though the row was drawn a while ago. */
export type GridActs<Row extends GridRow> = {
  readonly selection?: Selection<Row>
  readonly source: Source
  readonly nameOf: (row: Row) => string
  readonly card: (row: Row) => ReactNode
  readonly openRow: (row: Row, index: number) => void
  readonly setActive: (index: number) => void
}

type CellsProps<Row extends GridRow> = {
  /** Of the active row, whose cells screen readers are told of by name; undefined: it is another one. */
  activeId: string | undefined
  place: RefObject<number>
  row: Row | undefined
  columns: readonly PlacedColumn<Row>[]
  isSelected: boolean
  isSelectable: boolean
  acts: RefObject<GridActs<Row>>
  ground: string
  activeColumn: number
  editor: ReactNode
  editorColumn: number
}

function Cells<Row extends GridRow>(props: CellsProps<Row>) {
  const { activeId, place, row, columns, isSelectable, isSelected, acts, ground, activeColumn, editorColumn } = props
  const edge = activeId === undefined ? '' : 'group-focus-within/grid:shadow-[inset_2px_0_var(--accent)]'
  // with Shift everything from the row that was chosen last
  const choose = (chosen: Row, on: boolean, stretches: boolean) => {
    const { selection, source } = acts.current
    if (stretches) selection?.stretch(source, place.current)
    else selection?.toggle(chosen, on)
    selection?.anchor(place.current)
  }
  return (
    <>
      {isSelectable && (
        <div role="gridcell" className={`sticky left-0 z-[1] flex items-stretch ${ground} ${edge}`}>
          {row && <Check row={row} name={acts.current.nameOf(row)} isSelected={isSelected} onChoose={choose} />}
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          id={activeId === undefined ? undefined : `${activeId}-${at}`}
          role="gridcell"
          style={column.left === undefined ? undefined : { left: column.left }}
          className={`flex min-w-0 items-center px-3 ${ground} ${column.align === 'end' ? 'justify-end tabular-nums' : ''} ${column.left === undefined ? '' : 'sticky z-[1]'} ${at === 0 && !isSelectable ? edge : ''} ${editorColumn === at ? 'z-[2]' : 'overflow-hidden'} ${at > 0 && activeColumn === at && editorColumn !== at ? 'outline-2 outline-offset-[-2px] outline-(--accent)' : ''}`}
        >
          {editorColumn === at && props.editor}
          {editorColumn !== at && (row ? column.cell(row) : <span className="skeleton h-3 w-2/3" />)}
        </div>
      ))}
    </>
  )
}

/** A row that waits for its record shows the same at every place, and is not drawn again while it flies past. */
export const GridCells = memo(Cells) as typeof Cells

type CheckProps<Row extends GridRow> = {
  row: Row
  name: string
  isSelected: boolean
  onChoose: (row: Row, on: boolean, stretches: boolean) => void
}

/** The whole cell can be hit, not only the box. */
export function Check<Row extends GridRow>({ row, name, isSelected, onChoose }: CheckProps<Row>) {
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
