import { useEffect, useMemo, useReducer, useRef } from 'react'
import { LogReading } from './log-reading.ts'

const lookMs = 1000

/** The log as the fields ask for it; null: not filled in yet. `live`: new events are looked for, while the tab is seen. */
export function useLog(fields: Readonly<Record<string, string>> | null, live: boolean) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const asked = JSON.stringify([fields, live])
  const made = useRef(fields)
  made.current = fields
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is one with other words
  const reading = useMemo(() => (made.current ? new LogReading(made.current, { live }, redraw) : null), [asked])
  useEffect(() => {
    void reading?.readOn()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reading?.lookForNew()
    }, lookMs)
    return () => {
      clearInterval(timer)
      reading?.stop()
    }
  }, [reading])
  return reading
}
