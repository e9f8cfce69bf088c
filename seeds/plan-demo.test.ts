import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locales } from '#contract/error-texts.ts'
import { coursesIn } from './courses.ts'
import { casts } from './people.ts'
import { planDemo } from './plan-demo.ts'

test('the demo school is whole at every hour of the day, in each language', () => {
  for (const language of locales)
    for (let hour = 0; hour < 24; hour++) {
      const story = planDemo(new Date(Date.UTC(2026, 10, 23, hour, 0, 1)), language)
      const count = (what: string) => story.filter((step) => step.what === what).length
      const { staff, students } = casts[language]
      const courses = coursesIn(language)
      const turns = courses.reduce((sum, course) => sum + course.turns.length, 0)
      const wanted = [1 + staff.length + students.length, courses.length, turns]
      assert.deepEqual([count('registration'), count('course'), count('turn')], wanted, `${language}, ${hour} o’clock`)
    }
})

test('the demo school is the same one in each language: only names, words and prices differ', () => {
  const [ru, en] = locales.map((language) =>
    planDemo(new Date('2026-11-23T09:00:00Z'), language).map((step) => [
      step.at.toISOString(),
      step.what,
      'person' in step ? [step.person.role, step.person.age] : [step.course.teacher],
    ]),
  )
  assert.deepEqual(en, ru)
  const told = (language: 'ru' | 'en') => JSON.stringify([casts[language], coursesIn(language)])
  assert.doesNotMatch(told('en'), /[а-яё]/i)
  const mailboxes = Object.values(casts.en)
    .flat()
    .map(({ email }) => email)
  assert.deepEqual(
    [new Set(mailboxes).size, mailboxes.filter((one) => !/^[a-z.]+@school\.example$/.test(one))],
    [47, []],
  )
})
