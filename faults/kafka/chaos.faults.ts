import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { isFull, laneSeed } from '../kit/lane.ts'
import { chaos } from './chaos.ts'

const minutes = Number(process.env['FAULTS_MINUTES'] ?? 15)
const kafka = isFull ? await startKafka() : null

test(`${minutes} minutes of random faults of broker and CRM: nothing lost, doubled or out of order`, {
  skip: kafka === null && (isFull ? 'no Kafka here' : 'npm run test:kafka has the short form; FAULTS=full'),
}, async (t) => {
  if (!kafka) return
  const { played, events } = await chaos(t, kafka, { seed: laneSeed, ms: minutes * 60_000 })
  console.log(`seed ${laneSeed}: ${events} events, ${played.length} faults: ${played.join(', ')}`)
  assert.ok(played.length >= minutes * 4, `only ${played.length} faults`)
})
