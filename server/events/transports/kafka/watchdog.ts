import type { BrokerWatch } from './broker-watch.ts'
import type { Tail } from './tail.ts'

export type WatchdogTimes = { readonly lookMs: number; readonly patienceMs: number }

export const usualWatchdog: WatchdogTimes = { lookMs: 5_000, patienceMs: 30_000 }

/** Where a partition stands although the broker has more. */
type Standstill = { readonly next: number; readonly since: number }

/**
 * The client may go deaf: it answers, and brings nothing. The admin client, which is another one, tells where each
 * partition ends; a partition that is behind and does not move for `patienceMs` gets new clients. A broker that cannot be
 * asked is no verdict. Every look also rings the readers, should an arrival ever have been missed.
 */
export class Watchdog {
  readonly #watch: BrokerWatch
  readonly #tail: Tail
  readonly #times: WatchdogTimes
  readonly #onStalled: (place: string) => void
  readonly #timer: NodeJS.Timeout
  readonly #standstills = new Map<string, Standstill>()
  #looking = false

  constructor(watch: BrokerWatch, tail: Tail, times: WatchdogTimes, onStalled: (place: string) => void) {
    this.#watch = watch
    this.#tail = tail
    this.#times = times
    this.#onStalled = onStalled
    this.#timer = setInterval(() => void this.#look(), times.lookMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      const stalled = await this.#findStalled()
      this.#tail.ring(null)
      if (stalled === undefined) return
      this.#standstills.clear()
      this.#onStalled(stalled)
      void this.#tail.restart()
    } catch {
      this.#standstills.clear()
    } finally {
      this.#looking = false
    }
  }

  async #findStalled(): Promise<string | undefined> {
    let found: string | undefined
    for (const topic of this.#watch.topics) {
      const ends = await this.#watch.ask((admin) => admin.offsets(topic, 'readable'))
      for (const [partition, end] of ends.entries()) {
        const place = `${topic.topic}/${partition}`
        if (this.#standsStill(place, this.#tail.part({ topic: topic.topic, partition })?.next ?? end, end))
          found = place
      }
    }
    return found
  }

  #standsStill(place: string, next: number, end: number): boolean {
    const known = this.#standstills.get(place)
    if (next >= end) this.#standstills.delete(place)
    else if (known?.next !== next) this.#standstills.set(place, { next, since: performance.now() })
    else return performance.now() - known.since >= this.#times.patienceMs
    return false
  }
}
