import { Type } from 'typebox'

const Day = Type.String({ format: 'date', description: 'YYYY-MM-DD, UTC', examples: ['2026-11-22'] })
const Count = Type.Integer({ minimum: 0 })

export const StatisticsRange = Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) })

export const DailyStatistics = Type.Object(
  { day: Day, registrations: Count, logins: Count, courses: Count },
  { title: 'DailyStatistics', examples: [{ day: '2026-11-22', registrations: 3, logins: 12, courses: 1 }] },
)
