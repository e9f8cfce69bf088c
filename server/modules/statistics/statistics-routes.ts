import { Type } from 'typebox'
import { DailyStatistics, StatisticsRange } from '#contract/http/statistics.ts'
import type { House } from '#platform/http/house.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { readRange } from './statistics-range.ts'
import { listDays } from './statistics-store.ts'

export function statisticsRoutes(root: App, { db, clock }: House): void {
  typed(root).get(
    '/stats/daily',
    {
      schema: {
        tags: ['statistics'],
        summary: 'Registrations, logins and new courses by day (UTC)',
        querystring: StatisticsRange,
        response: { 200: Type.Array(DailyStatistics) },
      },
      config: { right: 'statistics.read' },
    },
    async ({ query }) => {
      const days = readRange(query, clock.now())
      const found = new Map((await listDays(db.reader, days[0] ?? '', days.at(-1) ?? '')).map((day) => [day.day, day]))
      return days.map((day) => found.get(day) ?? { day, registrations: 0, logins: 0, courses: 0 })
    },
  )
}
