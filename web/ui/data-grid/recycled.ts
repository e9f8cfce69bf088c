import { useRef } from 'react'

/** The key of the element that shows each index, in the order of the indexes. */
type Keys = ReadonlyMap<number, number>

/**
 * Keys for rows by their place. Rows that stay keep their elements. Where the frame has leapt so far that none stays, the
 * old elements show the new rows: to make and to style sixty new ones would take longer than a frame lasts.
 */
export function useRecycled(indexes: readonly number[], active: number): Keys {
  const before = useRef<Keys>(new Map())
  before.current = recycled(before.current, indexes, active)
  return before.current
}

/** The active row never gives its element away: it may hold the focus. */
export function recycled(before: Keys, indexes: readonly number[], active: number): Keys {
  const leapt = !indexes.some((index) => index !== active && before.has(index))
  const free = leapt ? [...before].filter(([index]) => index !== active).map(([, key]) => key) : []
  let fresh = Math.max(-1, ...before.values()) + 1
  return new Map(indexes.map((index) => [index, before.get(index) ?? free.shift() ?? fresh++]))
}
