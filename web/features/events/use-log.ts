import { useEffect, useReducer, useRef } from 'react'
import { call, queryOf, Refusal } from '../../lib/api.ts'
import type { LogEvent } from '../../lib/story.ts'

export type LogQuestion = { topic: string; type: string; key: string }
export type LogState = {
  events: readonly LogEvent[]
  error: unknown
  loading: boolean /** More lie ahead than were read. */
  more: boolean
}

const pageSize = 1000
/** Read without being asked; a longer log is read on by a button. */
const readAhead = 10_000
const tailMs = 1000

/** The log from its beginning, page by page, and then its live end. Another question begins anew. */
export function useLog({ topic, type, key }: LogQuestion, following: boolean): LogState & { readOn: () => void } {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const reading = useRef<Reading | null>(null)
  const follows = useRef(following)
  follows.current = following
  useEffect(() => {
    const mine = new Reading(`/events${queryOf({ topic, type, key, limit: pageSize })}`, redraw)
    reading.current = mine
    void mine.goOn()
    const tail = setInterval(() => {
      if (follows.current && document.visibilityState === 'visible') void mine.goOn()
    }, tailMs)
    return () => {
      clearInterval(tail)
      mine.stop()
    }
  }, [topic, type, key])
  const now = reading.current?.state ?? { events: [], error: null, loading: true, more: false }
  return { ...now, readOn: () => void reading.current?.goOn(true) }
}

class Reading {
  state: LogState = { events: [], error: null, loading: true, more: false }
  #next: string
  #limit = readAhead
  #busy = false
  readonly #abort = new AbortController()
  readonly #tell: () => void

  constructor(first: string, tell: () => void) {
    this.#next = first
    this.#tell = tell
  }

  stop(): void {
    this.#abort.abort()
  }

  /** Reads up to the present end, or up to the limit. */
  async goOn(further = false): Promise<void> {
    if (this.#busy) return
    if (further) this.#limit += readAhead
    this.#busy = true
    try {
      let full = true
      while (full && this.state.events.length < this.#limit) full = await this.#readPage()
      this.#set({ more: full, loading: false })
    } catch (error) {
      if (!this.#abort.signal.aborted && error instanceof Refusal) this.#set({ error, loading: false })
    } finally {
      this.#busy = false
    }
  }

  async #readPage(): Promise<boolean> {
    const { body, next } = await call<LogEvent[]>('GET', this.#next, { signal: this.#abort.signal })
    if (next) this.#next = next
    if (body.length > 0) this.#set({ events: [...this.state.events, ...body], error: null })
    return body.length === pageSize
  }

  #set(change: Partial<LogState>): void {
    const changed = Object.entries(change).some(([name, value]) => this.state[name as keyof LogState] !== value)
    this.state = { ...this.state, ...change }
    if (changed) this.#tell()
  }
}
