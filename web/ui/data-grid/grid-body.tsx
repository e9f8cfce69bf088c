import { type RefObject, useEffect, useRef, useState } from 'react'
import { CellEditor } from './cell-editor.tsx'
import type { GridRow } from './columns.ts'
import type { CellPlace, DataGridProps } from './data-grid.tsx'
import type { GridActs } from './grid-cells.tsx'
import { GridLine } from './grid-line.tsx'
import { useRows } from './pages.ts'
import { useRecycled } from './recycled.ts'
import { type Range, shownIndexes, useSeen } from './seen.ts'

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

/** Pages are asked for once scrolling rests this long: what flies past is not worth a request. */
const restMs = 60

export function GridBody<Row extends GridRow>(props: BodyProps<Row>) {
  const { total, height, source, gridId, columns, active, phone } = props
  const seen = useSeen(props.frame, height, total)
  const asked = useRested(seen)
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

function useRested(range: Range): Range {
  const [rested, setRested] = useState(range)
  useEffect(() => {
    const timer = setTimeout(() => setRested(range), restMs)
    return () => clearTimeout(timer)
  }, [range])
  return rested
}
