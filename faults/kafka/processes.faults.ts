import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { isFull } from '../kit/lane.ts'
import { shareTheWork } from './processes.ts'

const rounds = 5
const kafka = isFull ? await startKafka() : null

test(`R16: ${rounds} times an owner on PostgreSQL is frozen for 60 s and let go on: what it still writes is refused`, {
  skip: kafka === null && (isFull ? 'no Kafka here' : 'npm run test:kafka has the short form; FAULTS=full'),
}, async (t) => {
  for (let round = 0; kafka && round < rounds; round++) await shareTheWork(t, kafka, 60_000)
})
