import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { topicsOfOneTest } from '../../../test-kit/kafka-bench.ts'
import { assertKafkaHasTheLog } from '../../../test-kit/kafka-records.ts'
import { startKafka } from '../../../test-kit/start-kafka.ts'
import { append, courseCreated, effectsOf, eventIds, openTestLog, type TestLog, until } from '../../test-log.ts'

const kafka = await startKafka()
const program = fileURLToPath(new URL('kafka-member.child.ts', import.meta.url))

async function startMember(t: TestContext, log: TestLog, config: object): Promise<ChildProcess> {
  const member = spawn(process.execPath, [program, log.url, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => void member.kill('SIGKILL'))
  await once(member.stdout as NodeJS.ReadableStream, 'data')
  return member
}

async function ownersOf(log: TestLog): Promise<number> {
  const rows = await log.database.reader.selectFrom('leases').select('owner').distinct().execute()
  return rows.filter(({ owner }) => owner !== null).length
}

/** Not in the middle of a transaction: several processes on one SQLite file is what only this test does. */
async function freeze(member: ChildProcess, log: TestLog): Promise<void> {
  for (;;) {
    member.kill('SIGSTOP')
    const free = append(log, [courseCreated(1)]).then(() => true)
    if (await Promise.race([free, pause(1_000).then(() => false)])) return
    member.kill('SIGCONT')
    await free
  }
}

/** Two keys of every partition, one event after the other, until it is stopped. */
function appending(log: TestLog): () => Promise<number> {
  let running = true
  const work = (async () => {
    let count = 0
    for (; running; count++) {
      await append(log, [courseCreated((count % 20) + 1)])
      await pause(10)
    }
    return count
  })()
  return () => {
    running = false
    return work
  }
}

test('three processes share the work: one is added, stopped, killed, and frozen beyond its lease; nothing is lost, doubled or out of order', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  if (!kafka) return
  const config = topicsOfOneTest(kafka.bootstrap)
  const log = await openTestLog(t)
  const stop = appending(log)
  const first = await startMember(t, log, config)
  await pause(3_000)
  await startMember(t, log, config)
  const third = await startMember(t, log, config)
  first.kill('SIGTERM')
  assert.deepEqual(await once(first, 'exit'), [0, null])
  await pause(4_000)
  await freeze(third, log)
  await pause(10_000)
  third.kill('SIGCONT')
  await pause(2_000)
  const fourth = await startMember(t, log, config)
  await pause(2_000)
  third.kill('SIGKILL')
  await pause(1_000)
  await stop()
  const { reader } = log.database
  const events = (await eventIds(reader)).length
  await until(async () => (await effectsOf(reader, 'recorder')).length >= events, 'all effects', 60_000)
  assert.deepEqual((await effectsOf(reader, 'recorder')).toSorted(), (await eventIds(reader)).toSorted())
  for (let key = 1; key <= 20; key++) {
    assert.deepEqual(await effectsOf(reader, 'recorder', String(key)), await eventIds(reader, String(key)))
  }
  await pause(3_000)
  assert.equal(await assertKafkaHasTheLog(kafka, config, log.database), events)
  t.diagnostic(`${events} events, ${await ownersOf(log)} owners at the end`)
  fourth.kill('SIGTERM')
  await once(fourth, 'exit')
})
