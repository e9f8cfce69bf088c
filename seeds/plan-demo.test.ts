import assert from 'node:assert/strict'
import { test } from 'node:test'
import { courses } from './courses.ts'
import { staff, students } from './people.ts'
import { planDemo } from './plan-demo.ts'

test('the demo school is whole at every hour of the day', () => {
  for (let hour = 0; hour < 24; hour++) {
    const story = planDemo(new Date(Date.UTC(2026, 10, 23, hour, 0, 1)))
    const count = (what: string) => story.filter((step) => step.what === what).length
    const turns = courses.reduce((sum, course) => sum + course.turns.length, 0)
    const wanted = [1 + staff.length + students.length, courses.length, turns]
    assert.deepEqual([count('registration'), count('course'), count('turn')], wanted, `${hour} o’clock`)
  }
})
