import { useEffect, useMemo, useReducer, useRef } from 'react'
import { useLive } from '../../lib/live.ts'
import { LogReading } from './log-reading.ts'

/** However fast things happen, the screen changes four times a second. */
const gatherMs = 250

/** The log as the fields ask for it; null: not filled in yet. `live`: new events are read as soon as they are told of. */
export function useLog(fields: Readonly<Record<string, string>> | null, live: boolean) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const asked = JSON.stringify([fields, live])
  const made = useRef(fields)
  made.current = fields
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is one with other words
  const reading = useMemo(() => (made.current ? new LogReading(made.current, { live }, redraw) : null), [asked])
  const soon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const look = () => {
    soon.current ??= setTimeout(() => {
      soon.current = undefined
      void reading?.lookForNew()
    }, gatherMs)
  }
  useLive(look)
  useEffect(() => {
    // What happened between the first page and the first word of the stream; and the rate must fall again.
    void reading?.readOn().then(() => reading.lookForNew())
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && reading && reading.state.rate > 0) void reading.lookForNew()
    }, 2000)
    return () => {
      clearInterval(timer)
      clearTimeout(soon.current)
      soon.current = undefined
      reading?.stop()
    }
  }, [reading])
  return reading
}
