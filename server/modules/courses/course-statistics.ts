import type { CourseStatistics } from '#contract/http/courses.ts'
import { listEvents } from '#events/index.ts'
import type { Reader } from '#platform/db/database.ts'

/** Events of one course that are looked at, the newest ones. */
const mostEvents = 1000

/**
 * What the log tells of one course: how often it was changed on each of these days (UTC), and every price it has had,
 * newest first. As far back as events are kept.
 */
export async function statisticsOf(reader: Reader, id: number, days: readonly string[]): Promise<CourseStatistics> {
  const { events } = await listEvents(reader, {
    topic: 'course-events',
    key: String(id),
    order: 'desc',
    limit: mostEvents,
  })
  const counts = new Map(days.map((day) => [day, 0]))
  for (const { time } of events) {
    const day = time.slice(0, 10)
    if (counts.has(day)) counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return { days: [...counts].map(([day, changes]) => ({ day, changes })), prices: pricesIn(events) }
}

type Priced = { price?: unknown; currency?: unknown }

/** `course.created` names no currency: it is the one that the next change tells, if any. */
function pricesIn(events: Awaited<ReturnType<typeof listEvents>>['events']): CourseStatistics['prices'] {
  const told = events.flatMap(({ seq, time, value }) => {
    const { price, currency } = (value ?? {}) as Priced
    return typeof price === 'number'
      ? [{ seq, at: time, price, currency: typeof currency === 'string' ? currency : null }]
      : []
  })
  return told.filter((one, at) => {
    const before = told[at + 1]
    return !before || before.price !== one.price || (before.currency !== null && before.currency !== one.currency)
  })
}
