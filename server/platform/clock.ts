/** The wall clock; tests freeze it. Durations are measured with `performance.now()`, which no one can set back. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

const dayMs = 86_400_000
let lastDay = Number.NaN
let lastDate = ''

/**
 * ISO-8601 UTC with an explicit offset, as every answer and event of the contract shows time. Lists show many times of
 * few days, so the date is worked out once for a run of times of the same day.
 */
export function isoTime(time: Date | number): string {
  const ms = Number(time)
  const day = Math.floor(ms / dayMs)
  if (day !== lastDay) {
    lastDate = new Date(ms).toISOString().split('T')[0] as string
    lastDay = day
  }
  const inDay = ms - day * dayMs
  const [hours, minutes, seconds] = [inDay / 3_600_000, (inDay / 60_000) % 60, (inDay / 1000) % 60]
  return `${lastDate}T${two(hours)}:${two(minutes)}:${two(seconds)}.${three(inDay % 1000)}+00:00`
}

function two(count: number): string {
  return count < 10 ? `0${Math.trunc(count)}` : `${Math.trunc(count)}`
}

function three(count: number): string {
  return count < 100 ? `0${two(count)}` : `${count}`
}
