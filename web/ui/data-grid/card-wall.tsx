import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { GridRow } from './columns.ts'
import { type Source, useRows } from './pages.ts'
import { useSeen } from './seen.ts'

type WallProps<Row extends GridRow> = {
  label: string
  source: Source
  total: number
  card: (row: Row) => ReactNode
}

const least = 260
const height = 184
const gap = 12
const edge = 16

/** Any number of rows as cards of one size; as in the grid, only those that are seen are in the document. */
export function CardWall<Row extends GridRow>({ label, source, total, card }: WallProps<Row>) {
  const frame = useRef<HTMLDivElement>(null)
  const across = useAcross(frame)
  const lines = Math.ceil(total / across)
  const seen = useSeen(frame, height + gap, lines)
  const [first, last] = [seen.first * across, Math.min(total - 1, (seen.last + 1) * across - 1)]
  const rowAt = useRows<Row>(source, first, last)
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return (
    <div ref={frame} className="min-h-0 flex-1 overflow-auto bg-bg">
      <ul aria-label={label} className="relative" style={{ height: lines * (height + gap) + 2 * edge - gap }}>
        {places.map((index) => {
          const row = rowAt(index)
          return (
            <li
              key={index}
              aria-setsize={total}
              aria-posinset={index + 1}
              className="absolute"
              style={{
                height,
                top: edge + Math.floor(index / across) * (height + gap),
                left: `calc(${edge}px + (100% - ${2 * edge - gap}px) / ${across} * ${index % across})`,
                width: `calc((100% - ${2 * edge - gap}px) / ${across} - ${gap}px)`,
              }}
            >
              {row ? card(row) : <div className="skeleton h-full" />}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** How many cards stand beside each other. */
function useAcross(frame: RefObject<HTMLElement | null>): number {
  const [across, setAcross] = useState(3)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const look = () => setAcross(Math.max(1, Math.floor((box.clientWidth - 2 * edge + gap) / (least + gap))))
    look()
    const sized = new ResizeObserver(look)
    sized.observe(box)
    return () => sized.disconnect()
  }, [frame])
  return across
}
