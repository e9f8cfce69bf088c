import type { Locale } from '#contract/error-texts.ts'
import { coursesIn, type DemoCourse, type Turn } from './courses.ts'
import { casts, type DemoPerson } from './people.ts'

/** One thing that happened in the demo school. */
export type Step = { readonly at: Date } & (
  | { readonly what: 'registration'; readonly person: DemoPerson }
  | { readonly what: 'sign-in'; readonly person: DemoPerson }
  | { readonly what: 'course'; readonly course: DemoCourse }
  | { readonly what: 'turn'; readonly course: DemoCourse; readonly turn: Turn }
)

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const wholeStory = 60

/** The last 60 days of the school, oldest first; the same story in each language and every time, so that seeding can be repeated. */
export function planDemo(now: Date, language: Locale): readonly Step[] {
  const { owner, staff, students } = casts[language]
  const at = (daysAgo: number, minute: number) => new Date(midnight(now) - daysAgo * dayMs + minute * minuteMs)
  const team = [owner, ...staff].flatMap((person, index) => [
    { what: 'registration', person, at: at(wholeStory, 600 + 7 * index) } as const,
    ...signIns(person, wholeStory, 9 + index, index, at),
  ])
  const crowd = students.flatMap((person, index) => {
    const daysAgo = joinedDaysAgo(index, students.length)
    const joined = { what: 'registration', person, at: at(daysAgo, 560 + ((index * 97) % 700)) } as const
    return [joined, ...signIns(person, daysAgo, 8 + ((index * 5) % 17), index, at)]
  })
  const catalogue = coursesIn(language).flatMap((course) => [
    { what: 'course', course, at: at(course.daysAgo, 615) } as const,
    ...course.turns.map((turn) => ({ what: 'turn', course, turn, at: at(turn.daysAgo, 700) }) as const),
  ])
  return [...team, ...crowd, ...catalogue]
    .filter((step) => step.at < now)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

/** Few at first, more every week: word of mouth. The last came yesterday: at any hour of today all of them are there. */
function joinedDaysAgo(index: number, all: number): number {
  return 1 + Math.round((wholeStory - 2) * (1 - Math.sqrt((index + 1) / all)))
}

function signIns(
  person: DemoPerson,
  since: number,
  every: number,
  index: number,
  at: (days: number, minute: number) => Date,
) {
  const steps: Step[] = []
  for (let daysAgo = since; daysAgo >= 0; daysAgo -= every)
    steps.push({ what: 'sign-in', person, at: at(daysAgo, 1265 + ((index * 13) % 90)) })
  return steps
}

function midnight(now: Date): number {
  return Math.floor(now.getTime() / dayMs) * dayMs
}
