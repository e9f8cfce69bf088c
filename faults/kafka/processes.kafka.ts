import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { beyondTheLeaseMs, postgresFor, shareTheWork } from './processes.ts'

const kafka = await startKafka()

test('processes on PostgreSQL share the work: one is added, stopped, killed, frozen beyond its lease; nothing is lost, doubled or out of order', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  const server = await postgresFor(t)
  if (!kafka || !server) return t.skip('no PostgreSQL here')
  const { events, stalls } = await shareTheWork(t, kafka, server, beyondTheLeaseMs)
  t.diagnostic(`${events} events; taken over after ${stalls.map(({ fault, ms }) => `${fault} ${ms} ms`).join(', ')}`)
})
