import { systemActor } from '#platform/actor.ts'
import { appendEvents } from '../append.ts'
import { effect } from '../consumer.ts'
import { fileOwnerLeases } from '../leases/file-owner-leases.ts'
import { courseCreated, openLog, writeEffect } from '../test-log.ts'
import { embeddedSource } from '../transports/embedded.ts'
import { startRunner } from './runner.ts'

// For tests only: a process that appends and consumes without end, until its parent kills it.

const log = await openLog(process.argv[2] ?? '')
const group = (name: string) =>
  effect({ group: name, on: 'all', from: 'earliest', handle: (event, tx) => writeEffect(tx, name, event) })
await startRunner({
  database: log.database,
  source: embeddedSource(log.database, log.instanceId),
  leases: fileOwnerLeases(log.database, 'child'),
  consumers: [group('first'), group('second')],
})
process.stdout.write('running\n')
const write = (id: number) =>
  log.database.inTransaction((tx) => appendEvents(tx, systemActor('test'), [courseCreated((id % 20) + 1)]))
for (let id = 1; ; id++) await Promise.all([write(id), write(id + 7)])
