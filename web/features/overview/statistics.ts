import type { Static } from 'typebox'
import type { DailyStatistics } from '#contract/http/statistics.ts'

export type Day = Static<typeof DailyStatistics>
export type Measure = 'registrations' | 'logins' | 'courses'
export const measures: readonly Measure[] = ['registrations', 'logins', 'courses']

export function series(days: readonly Day[], measure: Measure) {
  return days.map((day) => ({ day: day.day, value: day[measure] }))
}
