import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { isFull } from '../kit/lane.ts'
import { killPublishingCrm } from './killed-crm.ts'

const cycles = 200
const kafka = isFull ? await startKafka() : null

test(`R4, R5: ${cycles} SIGKILLs of the CRM while it publishes and consumes over Kafka`, {
  skip: kafka === null && (isFull ? 'no Kafka here' : 'npm run test:kafka has the short form; FAULTS=full'),
}, async (t) => {
  if (kafka) await killPublishingCrm(t, kafka, cycles)
})
