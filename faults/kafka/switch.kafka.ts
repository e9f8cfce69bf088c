import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { kafkaEnv } from '../../server/test-kit/kafka-records.ts'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { KafkaStage } from '../kit/kafka-stage.ts'

const kafka = await startKafka()

test('Kafka is switched on and off six times under load, by SIGTERM and by SIGKILL: nothing is lost or doubled', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  if (!kafka) return
  const stage = new KafkaStage(t, kafka, 'kafka-switch')
  const on = kafkaEnv(stage.config)
  const off = { KAFKA_BOOTSTRAP_SERVERS: '' }
  await stage.run.cycle(async () => {
    for (const [env, signal] of [
      [off, 'SIGTERM'],
      [on, 'SIGTERM'],
      [off, 'SIGKILL'],
      [on, 'SIGKILL'],
      [off, 'SIGTERM'],
      [on, 'SIGKILL'],
    ] as const) {
      await stage.start(env)
      stage.startLoad()
      await pause(2_000)
      const { code } = await stage.crm.stop(signal)
      assert.equal(code, signal === 'SIGTERM' ? 0 : null)
      await stage.stopLoad()
    }
    await stage.start(on)
    const events = await stage.finish()
    t.diagnostic(`${events} events`)
    assert.ok(events > 1_000, `only ${events} events`)
  })
})
