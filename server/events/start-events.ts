import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import type { Consumer } from './consumer.ts'
import { getIdentity } from './identity.ts'
import { fileOwnerLeases } from './leases/file-owner-leases.ts'
import { sharedLeases } from './leases/shared-leases.ts'
import { startNumberer } from './numberer.ts'
import type { ConsumerProblem } from './runner/assignment.ts'
import { startRunner } from './runner/runner.ts'
import { embeddedSource } from './transports/embedded.ts'

export type EventsProblem = ConsumerProblem | { readonly kind: 'numbering'; readonly error: unknown }

export type EventsOptions = {
  readonly database: Database
  readonly clock: Clock
  readonly consumers: readonly Consumer[]
  readonly onProblem: (problem: EventsProblem) => void
}

/** Numbers what is committed and brings it to every consumer of this process; the log must exist (`ensureLog`). */
export async function startEvents({
  database,
  clock,
  consumers,
  onProblem,
}: EventsOptions): Promise<{ stop(): Promise<void> }> {
  const { instanceId } = await getIdentity(database.reader)
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const oneProcess = database.dialect === 'sqlite'
  const leases = oneProcess ? fileOwnerLeases(database, owner) : sharedLeases(database, owner)
  const numberer = oneProcess
    ? null
    : startNumberer(database, instanceId, (error) => onProblem({ kind: 'numbering', error }))
  const source = embeddedSource(database, instanceId)
  const runner = await startRunner({ database, source, leases, consumers, clock, onProblem })
  return {
    async stop() {
      await runner.stop()
      await source.close()
      await numberer?.stop()
    },
  }
}
