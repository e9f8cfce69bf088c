import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestKafka } from '../../server/test-kit/start-kafka.ts'
import { checkDatabase } from '../kit/check-database.ts'
import { KafkaStage } from '../kit/kafka-stage.ts'

/**
 * R4, R5: SIGKILL of the CRM, which is bridge and consumer too, at a random moment under load: between a record and its
 * position, an effect and its offset. Kafka may have records twice afterwards, every effect once, every key in order.
 */
export async function killPublishingCrm(t: TestContext, kafka: TestKafka, cycles: number): Promise<number> {
  const stage = new KafkaStage(t, kafka, 'kafka-killed-crm')
  for (let left = cycles; left > 0; left--) {
    await stage.run.cycle(async (cycle) => {
      await stage.start()
      stage.startLoad()
      const delay = stage.run.chance.between(300, 1_800)
      await pause(delay)
      await stage.crm.kill()
      await stage.stopLoad()
      stage.journal.note(`cycle ${cycle}: killed after ${Math.round(delay)} ms`)
      checkDatabase(stage.crm.file, stage.journal)
    })
  }
  return stage.run.cycle(async () => {
    await stage.start()
    return stage.finish()
  })
}
