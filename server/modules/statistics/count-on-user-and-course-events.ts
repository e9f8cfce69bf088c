import { CourseCreated } from '#contract/events/courses.ts'
import { UserCreated, UserLoggedIn } from '#contract/events/users.ts'
import { effect } from '#events/index.ts'
import { addToDay, type Count, dailyStatistics } from './statistics-store.ts'

const counted: Readonly<Record<string, Count>> = {
  [UserCreated.type]: 'registrations',
  [UserLoggedIn.type]: 'logins',
  [CourseCreated.type]: 'courses',
}

/** Registrations, logins and new courses by the day on which they happened. */
export const countOnEveryDay = effect({
  group: 'daily-statistics',
  on: [UserCreated, UserLoggedIn, CourseCreated],
  from: 'earliest',
  projection: dailyStatistics,
  handle: async (event, tx) => {
    // what others put on our topics is not our business, and a rebuild could not find it again
    if (event.seq === null) return
    const count = counted[event.type]
    if (count) await addToDay(tx, event.time, count)
  },
})
