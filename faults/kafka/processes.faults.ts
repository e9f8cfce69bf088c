import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { isFull } from '../kit/lane.ts'
import { postgresFor, shareTheWork } from './processes.ts'

const kafka = isFull ? await startKafka() : null

for (const round of [1, 2, 3, 4, 5]) {
  test(`R16: an owner on PostgreSQL is frozen for 60 s and let go on (${round}): what it still writes is refused`, {
    skip: kafka === null && (isFull ? 'no Kafka here' : 'npm run test:kafka has the short form; FAULTS=full'),
  }, async (t) => {
    const server = await postgresFor(t)
    if (!kafka || !server) return t.skip('no PostgreSQL here')
    await shareTheWork(t, kafka, server, 60_000)
  })
}
