import { type RefObject, useRef } from 'react'
import { CellEditor } from './cell-editor.tsx'
import type { GridRow } from './columns.ts'
import type { CellPlace, DataGridProps } from './data-grid.tsx'
import type { GridActs } from './grid-cells.tsx'
import { GridLine } from './grid-line.tsx'
import { useLingered } from './lingered.ts'
import { useRows } from './pages.ts'
import { useRecycled } from './recycled.ts'
import { shownIndexes, useSeen } from './seen.ts'

type BodyProps<Row extends GridRow> = DataGridProps<Row> & {
  gridId: string
  frame: RefObject<HTMLDivElement | null>
  height: number
  phone: boolean
  active: number
  setActive: (index: number) => void
  openRow: (row: Row, index: number) => void
  column: number
  editing: CellPlace | null
  endEdit: (next: CellPlace | null) => void
}

export function GridBody<Row extends GridRow>(props: BodyProps<Row>) {
  const { total, height, source, gridId, columns, active, phone } = props
  const seen = useSeen(props.frame, height, total)
  const asked = useLingered(seen, active)
  const rowAt = useRows<Row>(source, asked.first, asked.last)
  const indexes = shownIndexes(seen, active, total)
  const keys = useRecycled(indexes, active)
  const acts = useRef<GridActs<Row>>(props)
  acts.current = props
  const { editing } = props
  const choosing = props.choosing || (props.selection?.count ?? 0) > 0
  const edited = editing && rowAt(editing.index)
  return (
    <div role="rowgroup" className="relative" style={{ height: total * height }}>
      {indexes.map((index) => {
        const row = rowAt(index)
        return (
          <GridLine
            key={keys.get(index)}
            id={`${gridId}-${index}`}
            index={index}
            height={height}
            row={row}
            columns={columns}
            phone={phone}
            choosing={phone && choosing}
            isActive={index === active}
            isShown={index === props.shown}
            isSelected={row !== undefined && (props.selection?.has(row.id) ?? false)}
            isSelectable={props.selection !== undefined}
            acts={acts}
            activeColumn={index === active ? props.column : -1}
            editor={
              editing?.index === index && edited ? (
                <CellEditor
                  key={`${edited.id} ${editing.column}`}
                  path={props.path}
                  row={edited}
                  place={editing}
                  columns={columns}
                  onEnd={props.endEdit}
                />
              ) : null
            }
            editorColumn={editing?.index === index ? editing.column : -1}
          />
        )
      })}
    </div>
  )
}
