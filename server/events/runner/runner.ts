import { type Clock, systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { assertSound, type Consumer } from '../consumer.ts'
import { type Lease, type Leases, leaseName } from '../leases/lease.ts'
import { lookAtLog } from '../log-view.ts'
import { placesOf, registerGroups } from '../positions-store.ts'
import type { RecordSource } from '../transports/source.ts'
import { onNotice } from '../wake.ts'
import type { ConsumerProblem, Surroundings } from './assignment.ts'
import { PartitionLoop } from './partition-loop.ts'
import { type RunnerSettings, usualSettings } from './settings.ts'
import { lookAround } from './watch.ts'

export type Runner = {
  /** Stores positions and gives the leases back; takes at most about `stopMs`, longer only for an effect that has begun. */
  stop(): Promise<void>
}

export type RunnerOptions = {
  readonly database: Database
  readonly source: RecordSource
  readonly leases: Leases
  readonly consumers: readonly Consumer[]
  readonly clock?: Clock
  readonly settings?: Partial<RunnerSettings>
  readonly onProblem?: (problem: ConsumerProblem) => void
}

/** Starts one loop per group and partition, as far as this process gets the leases. Throws when the list of consumers is unsound. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { database, source, leases, consumers, clock = systemClock } = options
  assertSound(consumers)
  await database.inTransaction((tx) => registerGroups(tx, consumers, clock.now()))
  const shared: Surroundings = {
    database,
    source,
    leases,
    clock,
    settings: { ...usualSettings, ...options.settings },
    log: await lookAtLog(database.reader),
    onProblem: options.onProblem ?? (() => {}),
  }
  return run(shared, consumers)
}

async function run(shared: Surroundings, consumers: readonly Consumer[]): Promise<Runner> {
  const loops = new Map<string, PartitionLoop>()
  const wanted = assignments(shared, consumers)
  await shared.leases.start([...wanted.keys()], (held) => follow(held, wanted, loops))
  const seen = { lastSeq: shared.log.lastSeq, epoch: shared.log.epoch }
  const look = oneAtATime(() => lookAround(shared, loops, seen))
  const stopListening = [
    shared.source.onArrival((place) => wakeAt(place, loops)),
    onNotice(shared.log.instanceId, (notice) => {
      if (notice.news === 'changed') look()
      if (notice.news === 'numbered' && notice.lastSeq > shared.log.lastSeq)
        shared.log = { ...shared.log, lastSeq: notice.lastSeq }
    }),
  ]
  const net = setInterval(look, shared.settings.netMs).unref()
  return {
    async stop() {
      clearInterval(net)
      for (const stopOne of stopListening) stopOne()
      await Promise.all([...loops.values()].map((loop) => loop.stop()))
      // a courtesy: with the database away they run out by themselves, and that must not spoil the stop
      await shared.leases.stop().catch(() => {})
    },
  }
}

type Wanted = Omit<ConstructorParameters<typeof PartitionLoop>[0], 'lease'>

function assignments(shared: Surroundings, consumers: readonly Consumer[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const consumer of consumers) {
    for (const { topic, partition } of placesOf(consumer, shared.log.partitions)) {
      const place = { group: consumer.group, topic, partition }
      wanted.set(leaseName(consumer.group, topic, partition), { shared, consumer, place })
    }
  }
  return wanted
}

/** Starts what is newly held and stops what is not, or no longer under the same epoch. */
function follow(
  held: ReadonlyMap<string, Lease>,
  wanted: ReadonlyMap<string, Wanted>,
  loops: Map<string, PartitionLoop>,
): void {
  for (const [name, loop] of loops) {
    if (held.get(name)?.epoch === loop.assignment.lease.epoch) continue
    loops.delete(name)
    void loop.stop()
  }
  for (const [name, lease] of held) {
    const assignment = wanted.get(name)
    if (assignment && !loops.has(name)) loops.set(name, new PartitionLoop({ ...assignment, lease }))
  }
}

function wakeAt(place: { topic: string; partition: number } | null, loops: ReadonlyMap<string, PartitionLoop>): void {
  for (const loop of loops.values()) {
    const { topic, partition } = loop.assignment.place
    if (place === null || (place.topic === topic && place.partition === partition)) loop.wake()
  }
}

/** A look that fails shows in the loops themselves, whose own work fails as well. */
function oneAtATime(work: () => Promise<void>): () => void {
  let busy = false
  return () => {
    if (busy) return
    busy = true
    work()
      .catch(() => {})
      .finally(() => {
        busy = false
      })
  }
}
