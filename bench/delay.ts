import { CourseCreated } from '#contract/events/courses.ts'
import { effect, ensureLog, startEvents } from '#events/index.ts'
import { createCourse } from '#modules/courses/index.ts'
import { createMailer } from '#modules/messages/index.ts'
import { systemActor } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config/config.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { afterCommit } from '#platform/db/transaction.ts'
import { createLog } from '#platform/log.ts'
import { createConsumers } from '../server/app.ts'
import { buildHouse } from '../server/build-house.ts'
import { migrations } from '../server/migrations/index.ts'
import { pause } from './child.ts'
import { ms, type Section, table } from './report.ts'
import { newFolder } from './servers.ts'

const perSecond = 200
const count = 2000

/** From the durable commit of a course to the durable commit of a consumer's effect, beside all consumers of the CRM. */
export async function measureDelay(): Promise<Section> {
  const delays = (await collectDelays()).toSorted((a, b) => a - b)
  const at = (share: number) => ms(delays[Math.floor(delays.length * share)])
  return {
    title: 'Commit to effect',
    text: table(['events', 'p50', 'p99', 'longest'], [[String(delays.length), at(0.5), at(0.99), ms(delays.at(-1))]]),
    note: `embedded, ${perSecond} courses per second, all consumers running; target: p99 < 50 ms, aim 10 ms`,
  }
}

async function collectDelays(): Promise<number[]> {
  const config = readConfig({ DB_URL: `sqlite:///${newFolder()}/crm.db` })
  const database = await openDatabase(config.dbUrl)
  await migrate(database, migrations)
  await database.inTransaction((tx) => ensureLog(tx, new Date()))
  const log = createLog({ level: 'info', format: 'text', write: () => {} })
  const house = await buildHouse(config, database, log, systemClock)
  const committed = new Map<string, number>()
  const delays: number[] = []
  const probe = effect({
    group: 'probe',
    on: [CourseCreated],
    from: 'now',
    handle: ({ key }, tx) => afterCommit(tx, () => delays.push(performance.now() - (committed.get(key) ?? Number.NaN))),
  })
  const consumers = [...createConsumers(house, createMailer(null)), probe]
  const events = await startEvents({
    database,
    clock: systemClock,
    consumers,
    onProblem: ({ error }) => console.error(error),
  })
  for (let n = 0; n < count; n++) {
    void database.inTransaction(async (tx) => {
      const { id } = await createCourse(
        tx,
        systemActor('bench'),
        { title: 'Python', price: 5000, author_id: null },
        new Date(),
      )
      afterCommit(tx, () => committed.set(String(id), performance.now()))
    })
    await pause(1000 / perSecond)
  }
  while (delays.length < count) await pause(10)
  await events.stop()
  await database.close()
  return delays
}
