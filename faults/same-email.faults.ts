import { test } from 'node:test'
import { count } from './kit/lane.ts'
import { registerSameEmail } from './same-email.ts'

const rounds = count({ short: 2, full: 20 })

test(`R8: ${rounds} times 100 parallel registrations of one address end in one 201 and 99 times 400`, async (t) => {
  for (let round = 0; round < rounds; round++) await registerSameEmail(t, 100)
})
