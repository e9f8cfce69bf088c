import { type RefObject, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

export type Range = { first: number; last: number }

/** Rows kept ready beyond both edges, so that no frame is blank. */
const spare = 10

/** The rows of one height that lie inside a scrolling frame, and a few around them. */
export function useSeen(frame: RefObject<HTMLElement | null>, height: number, total: number): Range {
  const [range, setRange] = useState(() => ({ first: 0, last: Math.min(total - 1, Math.ceil(innerHeight / height)) }))
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const look = () => {
      const top = Math.floor(box.scrollTop / height)
      const first = Math.max(0, top - spare)
      // always as many: a row more here and there would be made and thrown away at every step
      const last = Math.min(total - 1, top + Math.ceil(box.clientHeight / height) + spare)
      setRange((before) => (before.first === first && before.last === last ? before : { first, last }))
    }
    // tells of the first size too, once the rows that were there before it are on the screen
    const sized = new ResizeObserver(look)
    sized.observe(box)
    // in the very frame that is scrolled: one later, whoever scrolls far looks at nothing
    const follow = () => flushSync(look)
    box.addEventListener('scroll', follow, { passive: true })
    return () => {
      sized.disconnect()
      box.removeEventListener('scroll', follow)
    }
  }, [frame, height, total])
  return range
}

/** The active row is always in the document: the grid names it for screen readers, wherever the frame has gone. */
export function shownIndexes({ first, last }: Range, active: number, total: number): number[] {
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  return active >= 0 && active < total && (active < first || active > last) ? [...shown, active] : shown
}
