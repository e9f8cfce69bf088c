import { Invalid } from '#platform/failure.ts'
import { isDay } from '#platform/http/formats.ts'

const dayMs = 24 * 3_600_000
const mostDays = 3_660

/** Every day from `from` to `to` (YYYY-MM-DD, UTC), both included: the last 30 days unless said otherwise, ten years at most. */
export function readRange(query: { from?: string | undefined; to?: string | undefined }, now: Date): string[] {
  const to = query.to === undefined ? Math.floor(now.getTime() / dayMs) : dayNumber(query.to, 'to')
  const from = query.from === undefined ? Math.max(to - 29, 0) : dayNumber(query.from, 'from')
  if (from > to || to - from >= mostDays) throw new Invalid([{ loc: ['query', 'from'], problem: 'date' }])
  return Array.from({ length: to - from + 1 }, (_, index) =>
    new Date((from + index) * dayMs).toISOString().slice(0, 10),
  )
}

/** Days since 1970; throws 422 for earlier ones and for what is no day of the calendar (2026-02-30). */
function dayNumber(text: string, field: string): number {
  if (!isDay(text) || text < '1970') throw new Invalid([{ loc: ['query', field], problem: 'date' }])
  return Date.parse(`${text}T00:00:00Z`) / dayMs
}
