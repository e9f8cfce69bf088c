import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { beyondTheLeaseMs, shareTheWork } from './processes.ts'

const kafka = await startKafka()

test('processes on PostgreSQL share the work: one is added, stopped, killed, frozen beyond its lease; nothing is lost, doubled or out of order', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  if (!kafka) return
  const { events, stalls } = await shareTheWork(t, kafka, beyondTheLeaseMs)
  t.diagnostic(`${events} events; taken over after ${stalls.map(({ fault, ms }) => `${fault} ${ms} ms`).join(', ')}`)
})
