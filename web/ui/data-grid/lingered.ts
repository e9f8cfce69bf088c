import { useEffect, useRef, useState } from 'react'
import { pageSize } from './pages.ts'
import type { Range } from './seen.ts'

/** Rows that are still seen after so long are worth a request; what flies past is not. */
const lingerMs = 40

/**
 * The rows to ask for, by their pages: where scrolling rests, and where it is slow enough that some of what was seen a
 * moment ago is still there. Where the keyboard has led the active row is meant, and asked for at once.
 */
export function useLingered(seen: Range, active: number): Range {
  const [asked, setAsked] = useState(seen)
  const latest = useRef(seen)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  latest.current = seen
  useEffect(() => {
    if (timer.current !== undefined) return
    const watch = (from: Range) => {
      timer.current = setTimeout(() => {
        const now = latest.current
        if (now.first > from.last || now.last < from.first) return watch(now)
        timer.current = undefined
        setAsked((before) => (samePages(before, now) ? before : now))
      }, lingerMs)
    }
    watch(seen)
  }, [seen])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
  return seen.first <= active && active <= seen.last ? seen : asked
}

function samePages(one: Range, other: Range): boolean {
  return pageOf(one.first) === pageOf(other.first) && pageOf(one.last) === pageOf(other.last)
}

function pageOf(index: number): number {
  return Math.floor(index / pageSize)
}
