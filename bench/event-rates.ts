import { systemActor } from '#platform/actor.ts'
import { appendEvents } from '../server/events/append.ts'
import { fileOwnerLeases } from '../server/events/leases/file-owner-leases.ts'
import { hasUnnumbered, numberCommitted } from '../server/events/numbering.ts'
import { startRunner } from '../server/events/runner/runner.ts'
import { courseCreated, effectsOf, openLog, recording, type TestLog, until } from '../server/events/test-log.ts'
import { embeddedSource } from '../server/events/transports/embedded.ts'

const count = 20_000

/** Events that get their numbers in a second, none of them with one before (database servers). */
export async function rateOfNumbering(url: string): Promise<number> {
  const log = await openLog(url)
  await log.closing.pop()?.() // the numberer: here it is called by hand
  await appendMany(log)
  const began = performance.now()
  while (await hasUnnumbered(log.database.reader)) await numberCommitted(log.database)
  const rate = (count / (performance.now() - began)) * 1000
  await log.database.close()
  return rate
}

/** Events in a second for one group that writes a row for each. */
export async function rateOfConsumer(url: string): Promise<number> {
  const log = await openLog(url)
  const { database, instanceId } = log
  await appendMany(log)
  await until(async () => !(await hasUnnumbered(database.reader)), 'the numbers')
  const began = performance.now()
  const leases = fileOwnerLeases(database, 'bench')
  const source = embeddedSource(database, instanceId)
  const runner = await startRunner({ database, source, leases, consumers: [recording('bench')] })
  await until(async () => (await effectsOf(database.reader, 'bench')).length === count, 'every effect', 120_000)
  const rate = (count / (performance.now() - began)) * 1000
  await runner.stop()
  for (const close of log.closing.reverse()) await close()
  return rate
}

async function appendMany({ database }: TestLog): Promise<void> {
  for (let from = 1; from <= count; from += 500) {
    const events = Array.from({ length: 500 }, (_, at) => courseCreated(from + at))
    await database.inTransaction((tx) => appendEvents(tx, systemActor('bench'), events), { patient: true })
  }
}
