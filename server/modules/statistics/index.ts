// Owns: daily counts of registrations, logins and new courses.
// Promises: made of the log alone; a replay gives the same numbers.
// Never: counts a person twice because an event came twice.
export { countOnEveryDay } from './count-on-user-and-course-events.ts'
export { readRange } from './statistics-range.ts'
export { statisticsRoutes } from './statistics-routes.ts'
