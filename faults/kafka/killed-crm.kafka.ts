import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { killPublishingCrm } from './killed-crm.ts'

const kafka = await startKafka()

test('10 SIGKILLs of the CRM while it publishes and consumes: every effect once, every key in order', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  if (!kafka) return
  const events = await killPublishingCrm(t, kafka, 10)
  t.diagnostic(`${events} events`)
  assert.ok(events > 500, `only ${events} events`)
})
