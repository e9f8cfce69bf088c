import { call, queryOf, Refusal } from '../../lib/api.ts'
import type { LogEvent } from '../../lib/story.ts'

export type LogState = {
  /** In the order they are shown. */
  readonly events: readonly LogEvent[]
  /** How many were let go at the top of `events`: a list that is scrolled shifts by as much. */
  readonly letGo: number
  readonly error: unknown
  readonly loading: boolean
  /** More lie in the direction of reading. */
  readonly more: boolean
  /** New events that wait because somebody reads or has paused. */
  readonly waiting: number
  /** New events a second, of the last five. */
  readonly rate: number
}

const pageSize = 200
const tailSize = 1000
/** A tab that follows a busy log for hours must not grow with it. */
const keptAtMost = 20_000
const waitingAtMost = 5_000
const rateMs = 5_000
/** A search leads on through pages without a hit; after so many it waits until it is asked again. */
const emptyPages = 5

type Fields = Readonly<Record<string, string>>
const blank: LogState = { events: [], letGo: 0, error: null, loading: true, more: false, waiting: 0, rate: 0 }

/** One question to the log: its pages, and what happens meanwhile. Upwards both lie in the same direction. */
export class LogReading {
  state = blank
  readonly #fields: Fields
  readonly #down: boolean
  readonly #live: boolean
  readonly #tell: () => void
  readonly #abort = new AbortController()
  #next: string | null
  #tail: string | null = null
  #reading = false
  #tailing = false
  #held = false
  #waiting: LogEvent[] = []
  #came: { at: number; count: number }[] = []

  constructor(fields: Fields, { live }: { live: boolean }, tell: () => void) {
    this.#fields = fields
    this.#down = fields['order'] === 'desc'
    this.#live = live
    this.#tell = tell
    this.#next = `/events${queryOf({ ...fields, limit: pageSize })}`
  }

  stop(): void {
    this.#abort.abort()
  }

  /** The next page in the direction of reading. */
  async readOn(): Promise<void> {
    if (this.#reading || this.#next === null) return
    this.#reading = true
    await this.#safely(async () => {
      if (this.#down && this.#live && this.#tail === null) await this.#findEnd()
      for (let empty = 0; this.#next !== null && empty < emptyPages; empty++) if (await this.#readPage()) break
      this.#set({ loading: false, error: null })
    })
    this.#reading = false
  }

  /** Where new events will follow: what comes between the two questions must not be missed. */
  async #findEnd(): Promise<void> {
    const { body } = await this.#ask(`/events${queryOf({ order: 'desc', limit: 1 })}`)
    this.#tail = this.#tailFrom((body[0]?.seq ?? 0) + 1)
    this.#next = `/events${queryOf({ ...this.#fields, to: body[0]?.seq ?? 0, limit: pageSize })}`
  }

  #tailFrom(seq: number): string {
    const { order: _, since: __, to: ___, ...filter } = this.#fields
    return `/events${queryOf({ ...filter, from: seq, limit: tailSize })}`
  }

  async #readPage(): Promise<boolean> {
    const { body, next } = await this.#ask(this.#next as string)
    if (this.#down) this.#next = next
    else this.#goUp(body.length, next)
    this.#set({ more: this.#next !== null })
    if (body.length > 0) this.#show([...this.state.events, ...body])
    return body.length > 0
  }

  /** Upwards the last page is also where new events follow. */
  #goUp(count: number, next: string | null): void {
    const isLast = next === null || (count < pageSize && !this.#fields['q'])
    if (isLast) this.#tail = (next ?? this.#next)?.replace(/limit=\d+/, `limit=${tailSize}`) ?? null
    this.#next = isLast ? null : next
  }

  /** What has happened since. */
  async lookForNew(): Promise<void> {
    if (!this.#live || this.#tailing || this.#tail === null || this.state.loading) return
    this.#tailing = true
    await this.#safely(async () => {
      for (let full = true; full && this.#tail !== null; ) {
        const { body, next } = await this.#ask(this.#tail)
        this.#tail = next ?? this.#tail
        full = body.length === tailSize
        this.#take(body)
      }
    })
    this.#tailing = false
  }

  #take(fresh: readonly LogEvent[]): void {
    const now = performance.now()
    this.#came = [...this.#came, { at: now, count: fresh.length }].filter(({ at }) => now - at < rateMs)
    const sum = this.#came.reduce((total, { count }) => total + count, 0)
    this.#set({ error: null, rate: Math.round(sum / (rateMs / 1000)) })
    if (fresh.length === 0) return
    this.#waiting.push(...fresh)
    this.#set({ waiting: this.state.waiting + fresh.length })
    if (!this.#held) this.release()
    else this.#waiting = this.#waiting.slice(-waitingAtMost)
  }

  /** While somebody reads elsewhere, or has paused, new events wait. */
  hold(held: boolean): void {
    this.#held = held
    if (!held && this.state.waiting > 0) this.release()
  }

  /** Shows what waits. More than is kept cannot be shown without a gap: then reading begins anew at the end. */
  release(): void {
    if (this.state.waiting > this.#waiting.length) return this.#beginAnew()
    const fresh = this.#waiting
    this.#waiting = []
    this.#set({ waiting: 0 })
    const { events } = this.state
    this.#show(this.#down ? [...fresh.toReversed(), ...events] : [...events, ...fresh])
  }

  #beginAnew(): void {
    this.#waiting = []
    this.#tail = null
    this.#next = `/events${queryOf({ ...this.#fields, limit: pageSize })}`
    this.#set({ ...blank, letGo: this.state.letGo })
    void this.readOn()
  }

  /** The far end is let go; downwards it can be read again, upwards it lies behind. */
  #show(events: readonly LogEvent[]): void {
    const surplus = Math.max(0, events.length - keptAtMost)
    if (surplus === 0) return this.#set({ events })
    if (!this.#down) return this.#set({ events: events.slice(surplus), letGo: this.state.letGo + surplus })
    const kept = events.slice(0, keptAtMost)
    this.#next = `/events${queryOf({ ...this.#fields, to: (kept.at(-1)?.seq ?? 1) - 1, limit: pageSize })}`
    this.#set({ events: kept, more: true })
  }

  async #ask(path: string) {
    return call<LogEvent[]>('GET', path, { signal: this.#abort.signal })
  }

  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (this.#abort.signal.aborted || !(error instanceof Refusal)) return
      this.#set({ error, loading: false })
    }
  }

  #set(change: Partial<LogState>): void {
    if (this.#abort.signal.aborted) return
    const changed = Object.entries(change).some(([name, value]) => this.state[name as keyof LogState] !== value)
    if (!changed) return
    this.state = { ...this.state, ...change }
    this.#tell()
  }
}
