/** The wall clock; tests freeze it. Durations are measured with `performance.now()`, which no one can set back. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** ISO-8601 UTC with an explicit offset, as every answer and event of the contract shows time. */
export function isoTime(time: Date | number): string {
  return new Date(time).toISOString().replace('Z', '+00:00')
}
