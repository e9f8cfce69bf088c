/** How many days the overview can be asked for, and how many it shows unless its address says otherwise. */
export const periods = [7, 30, 90] as const
export type Period = (typeof periods)[number]
const usual: Period = 30
const dayMs = 86_400_000

export function periodOf(query: URLSearchParams): Period {
  return periods.find((days) => String(days) === query.get('days')) ?? usual
}

/** The path of the figures of a period and of the one before it, today included (UTC, as the server counts). */
export function figuresOf(period: Period, now: number): string {
  const from = new Date(now - (2 * period - 1) * dayMs).toISOString().slice(0, 10)
  return `/stats/daily?from=${from}`
}
