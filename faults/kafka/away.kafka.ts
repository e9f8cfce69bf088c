import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startKafka, type TestKafka } from '../../server/test-kit/start-kafka.ts'
import { untilAllIsDone } from '../kit/check-kafka.ts'
import { Client } from '../kit/http-calls.ts'
import { KafkaStage } from '../kit/kafka-stage.ts'

const kafka = await startKafka()

function check(title: string, work: (kafka: TestKafka, t: TestContext) => Promise<void>): void {
  test(title, { skip: kafka === null && 'no Kafka here' }, (t) => work(kafka as TestKafka, t))
}

check(
  '10,000 events that waited for the broker are published and handled within 60 s of its return',
  async (kafka, t) => {
    const stage = new KafkaStage(t, kafka, 'kafka-backlog')
    await stage.run.cycle(async () => {
      await stage.start()
      await kafka.stop()
      const client = new Client(stage.crm.url, { cookie: stage.cookie, connections: 32 })
      let left = 10_000
      const post = async () => {
        while (left-- > 0) {
          const body = { title: `Курс ${left}`, price: 1 }
          await client.expect(201, { method: 'POST', path: '/courses', body })
        }
      }
      await Promise.all(Array.from({ length: 32 }, post))
      client.close()
      await kafka.start()
      const back = performance.now()
      await untilAllIsDone(stage.crm.url, stage.cookie)
      const seconds = (performance.now() - back) / 1000
      t.diagnostic(`${seconds.toFixed(1)} s`)
      assert.ok(seconds < 60, `it took ${seconds} s`)
      assert.ok((await stage.finish()) > 10_000)
    })
  },
)

for (const signal of ['SIGSTOP', 'SIGKILL'] as const) {
  check(`SIGTERM under load with the broker after ${signal}: exit 0 within 6 s`, async (kafka, t) => {
    const stage = new KafkaStage(t, kafka, 'kafka-stop')
    await stage.run.cycle(async () => {
      await stage.start()
      stage.startLoad()
      await pause(1_500)
      kafka.signal(signal)
      await pause(2_500)
      const { code, ms } = await stage.crm.stop('SIGTERM')
      await stage.stopLoad()
      t.diagnostic(`${Math.round(ms)} ms`)
      assert.equal(code, 0, stage.crm.lines.join('\n'))
      assert.ok(ms < 6_000, `${ms} ms`)
      if (signal === 'SIGSTOP') kafka.signal('SIGCONT')
      else await kafka.start()
      await stage.start()
      await stage.finish()
    })
  })
}
