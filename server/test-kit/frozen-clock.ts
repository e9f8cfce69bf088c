import type { Clock } from '#platform/clock.ts'

/** A clock that stands still until a test moves it. */
export class FrozenClock implements Clock {
  #now: number

  constructor(now: string) {
    this.#now = Date.parse(now)
  }

  now(): Date {
    return new Date(this.#now)
  }

  forward(milliseconds: number): void {
    this.#now += milliseconds
  }
}

export const minutes = (count: number) => count * 60_000
export const hours = (count: number) => count * 3_600_000
export const days = (count: number) => count * 24 * 3_600_000
