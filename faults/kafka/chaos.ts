import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestKafka } from '../../server/test-kit/start-kafka.ts'
import { KafkaStage } from '../kit/kafka-stage.ts'
import { Chance } from '../kit/lane.ts'

type Act = { name: string; weight: number; play(stage: KafkaStage, chance: Chance): Promise<void> }

const acts: readonly Act[] = [
  {
    name: 'broker SIGKILL',
    weight: 2,
    async play({ kafka }, chance) {
      kafka.signal('SIGKILL')
      await pause(chance.between(0, 4_000))
      await kafka.start()
    },
  },
  {
    name: 'broker SIGTERM',
    weight: 1,
    async play({ kafka }, chance) {
      await kafka.stop()
      await pause(chance.between(0, 2_000))
      await kafka.start()
    },
  },
  {
    name: 'broker SIGSTOP',
    weight: 2,
    async play({ kafka }, chance) {
      kafka.signal('SIGSTOP')
      await pause(chance.between(500, 12_000))
      kafka.signal('SIGCONT')
    },
  },
  { name: 'CRM SIGKILL', weight: 3, play: (stage) => restart(stage, 'SIGKILL') },
  { name: 'CRM SIGTERM', weight: 2, play: (stage) => restart(stage, 'SIGTERM') },
  {
    name: 'CRM SIGSTOP',
    weight: 2,
    async play({ crm }, chance) {
      process.kill(crm.serverPid, 'SIGSTOP')
      await pause(chance.between(500, 8_000))
      process.kill(crm.serverPid, 'SIGCONT')
    },
  },
  {
    name: 'CRM SIGKILL while the broker is frozen',
    weight: 1,
    async play(stage, chance) {
      stage.kafka.signal('SIGSTOP')
      await pause(chance.between(100, 1_000))
      await restart(stage, 'SIGKILL')
      stage.kafka.signal('SIGCONT')
    },
  },
  {
    name: 'topic deleted',
    weight: 1,
    async play({ kafka, config }, chance) {
      const topic = chance.pick(Object.values(config.topics))
      await kafka.tool('org.apache.kafka.tools.TopicCommand', '--delete', '--topic', topic).catch(() => {})
    },
  },
]

async function restart(stage: KafkaStage, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const { code, ms } = await stage.crm.stop(signal)
  if (signal === 'SIGTERM') assert.ok(code === 0 && ms < 10_000, `the stop ended with ${code} after ${ms} ms`)
  await stage.stopLoad()
  await stage.start()
  stage.startLoad()
}

/**
 * R3 to R5: random faults of the broker and of the CRM, one after the other with a breath between them, drawn from a
 * fixed seed, under keyed writes; everything is checked at the end. Returns what happened and how many events there were.
 */
export async function chaos(
  t: TestContext,
  kafka: TestKafka,
  { seed, ms }: { seed: number; ms: number },
): Promise<{ played: string[]; events: number }> {
  const stage = new KafkaStage(t, kafka, 'kafka-chaos')
  const chance = new Chance(seed)
  const played: string[] = []
  return stage.run.cycle(async () => {
    await stage.start()
    stage.startLoad()
    for (const endAt = performance.now() + ms; performance.now() < endAt; ) {
      await pause(chance.between(200, 2_500))
      const act = draw(chance)
      played.push(act.name)
      stage.journal.note(`seed ${seed}: ${act.name}`)
      await act.play(stage, chance)
    }
    return { played, events: await stage.finish() }
  })
}

function draw(chance: Chance): Act {
  return chance.pick(acts.flatMap((act) => Array.from({ length: act.weight }, () => act)))
}
