import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { allEvents } from '../../server/test-kit/kafka-records.ts'
import { startKafka } from '../../server/test-kit/start-kafka.ts'
import { checkKafka, untilAllIsDone } from '../kit/check-kafka.ts'
import { Client } from '../kit/http-calls.ts'
import { KafkaStage } from '../kit/kafka-stage.ts'
import { ownerPassword, signIn } from '../kit/owner.ts'

const kafka = await startKafka()
const cli = join(import.meta.dirname, '..', '..', 'server', 'cli', 'crm.ts')

test('a backup, 200 posts, the restore of it and 200 posts: every effect once, the records of the lost history counted', {
  skip: kafka === null && 'no Kafka here',
}, async (t) => {
  if (!kafka) return
  const stage = new KafkaStage(t, kafka, 'kafka-restore')
  await stage.run.cycle(async () => {
    const copy = join(stage.run.folder, 'copy.db')
    await stage.start()
    await post(stage, stage.cookie, 50)
    await untilAllIsDone(stage.crm.url, stage.cookie)
    const kept = await idsOf(stage)
    crm(stage, 'backup', copy)
    await post(stage, stage.cookie, 200)
    await untilAllIsDone(stage.crm.url, stage.cookie)
    const lost = new Set(await idsOf(stage)).difference(new Set(kept))
    assert.equal(lost.size, 200)
    assert.equal((await stage.crm.stop()).code, 0)
    crm(stage, 'restore', copy, '--yes')

    await stage.start()
    const cookie = await signInAgain(stage)
    const titles = await post(stage, cookie, 200)
    await untilAllIsDone(stage.crm.url, cookie)
    assert.deepEqual(await ghostsBy(stage, cookie, ['console', 'audit-trail']), [200, 200])
    assert.equal((await stage.crm.stop()).code, 0)
    const { config, journal } = stage
    const events = await stage.look((database) => checkKafka({ kafka, config, database, journal, ghosts: lost }))
    assert.ok(events >= kept.length + titles.length)
  })
})

/** One command of the CRM, on the stage's database; throws with what it said when it fails. */
function crm({ crm: { file }, run }: KafkaStage, ...words: string[]): void {
  const env = { ...process.env, DB_URL: `sqlite:///${file.replaceAll('\\', '/')}` }
  execFileSync(process.execPath, [cli, ...words], { cwd: run.folder, env, stdio: 'pipe' })
}

/** Titles of the courses, created one after the other. */
async function post({ crm }: KafkaStage, cookie: string, count: number): Promise<string[]> {
  const client = new Client(crm.url, { cookie })
  const titles = Array.from({ length: count }, (_, n) => `Курс ${performance.now()} ${n}`)
  for (const title of titles) await client.expect(201, { method: 'POST', path: '/courses', body: { title, price: 1 } })
  client.close()
  return titles
}

function idsOf(stage: KafkaStage): Promise<string[]> {
  return stage.look(async (database) => (await allEvents(database)).map(({ id }) => id))
}

/** A restore ends every session. */
async function signInAgain({ crm }: KafkaStage): Promise<string> {
  const client = new Client(crm.url)
  const cookie = await signIn(client, 'owner@example.com', ownerPassword)
  client.close()
  return cookie
}

async function ghostsBy({ crm }: KafkaStage, cookie: string, groups: readonly string[]): Promise<number[]> {
  const client = new Client(crm.url, { cookie })
  const { body } = await client.expect(200, { method: 'GET', path: '/events/groups' })
  client.close()
  return groups.map((name) => {
    const { partitions } = body.find(({ group }: { group: string }) => group === name)
    return partitions.reduce((sum: number, { ghosts }: { ghosts: number }) => sum + ghosts, 0)
  })
}
