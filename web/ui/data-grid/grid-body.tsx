import { type RefObject, useEffect, useState } from 'react'
import type { GridRow } from './columns.ts'
import type { DataGridProps } from './data-grid.tsx'
import { GridLine } from './grid-line.tsx'
import { useRows } from './pages.ts'

type BodyProps<Row extends GridRow> = DataGridProps<Row> & {
  gridId: string
  frame: RefObject<HTMLDivElement | null>
  height: number
  phone: boolean
  active: number
  setActive: (index: number) => void
}

/** Rows kept ready beyond both edges, so that no frame is blank. */
const spare = 10
/** Pages are asked for once scrolling rests this long: what flies past is not worth a request. */
const restMs = 60

export function GridBody<Row extends GridRow>(props: BodyProps<Row>) {
  const { total, height, source, gridId, columns, active, phone } = props
  const seen = useSeen(props.frame, height, total)
  const asked = useRested(seen)
  const rowAt = useRows<Row>(source, asked.first, asked.last)
  const indexes = shownIndexes(seen, active, total)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div role="rowgroup" className="relative" style={{ height: total * height }}>
      {indexes.map((index) => {
        const row = rowAt(index)
        return (
          <GridLine
            key={index}
            id={`${gridId}-${index}`}
            index={index}
            top={index * height}
            height={height}
            row={row}
            columns={columns}
            phone={phone}
            isActive={index === active}
            isSelected={row !== undefined && (props.selection?.rows.has(row.id) ?? false)}
            selection={props.selection}
            nameOf={props.nameOf}
            card={props.card}
            onOpen={props.onOpen}
            setActive={props.setActive}
          />
        )
      })}
    </div>
  )
}

/** The active row is always in the document: the grid names it for screen readers, wherever the frame has gone. */
function shownIndexes({ first, last }: Range, active: number, total: number): number[] {
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return active < total && (active < first || active > last) ? [...shown, active] : shown
}

type Range = { first: number; last: number }

/** The rows inside the frame, and a few around them. */
function useSeen(frame: RefObject<HTMLDivElement | null>, height: number, total: number): Range {
  const [range, setRange] = useState<Range>({ first: 0, last: Math.min(total - 1, 40) })
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const look = () => {
      const first = Math.max(0, Math.floor(box.scrollTop / height) - spare)
      const last = Math.min(total - 1, Math.ceil((box.scrollTop + box.clientHeight) / height) + spare)
      setRange((before) => (before.first === first && before.last === last ? before : { first, last }))
    }
    look()
    const sized = new ResizeObserver(look)
    sized.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sized.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [frame, height, total])
  return range
}

function useRested(range: Range): Range {
  const [rested, setRested] = useState(range)
  useEffect(() => {
    const timer = setTimeout(() => setRested(range), restMs)
    return () => clearTimeout(timer)
  }, [range])
  return rested
}
