import { useEffect, useRef, useState } from 'react'

const quietMs = 200

/** What is typed shows at once and is told after a moment of quiet; what the address says otherwise wins. */
export function useTyped(value: string, tell: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const latest = useRef(tell)
  latest.current = tell
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setTyped(value)
  }, [value])
  useEffect(() => {
    const text = typed.trim()
    if (text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      latest.current(text)
    }, quietMs)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, setTyped]
}
