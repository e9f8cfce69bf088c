import { test } from 'node:test'
import { isFull } from '../kit/lane.ts'
import { walkAsNewUser, whyNotHere } from './first-steps.ts'

const reason = isFull ? await whyNotHere() : 'npm run test:kafka has the short form; FAULTS=full'
if (reason !== null && isFull) console.error(`\n!!! NOT TESTED: the first steps with Kafka. ${reason}\n`)

test(
  'a new user without Docker sees every event, with the broker killed for a minute among 200 posts',
  { skip: reason ?? false },
  (t) => walkAsNewUser(t, 60_000),
)
