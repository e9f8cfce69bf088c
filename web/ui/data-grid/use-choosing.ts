import { useEffect, useRef, useState } from 'react'

/** Whether a tap on a phone chooses a row instead of opening it. It ends when nothing is chosen any more. */
export function useChoosing(count: number): [boolean, (choosing: boolean) => void] {
  const [choosing, setChoosing] = useState(false)
  const before = useRef(count)
  useEffect(() => {
    if (before.current > 0 && count === 0) setChoosing(false)
    before.current = count
  }, [count])
  return [choosing, setChoosing]
}
