import assert from 'node:assert/strict'
import type { Topic } from '#contract/events/event-type.ts'
import { listGroups } from '../admin/list-groups.ts'
import type { Headers } from '../headers.ts'
import { partitionOf } from '../partition.ts'
import type { Runner, RunnerOptions } from '../runner/runner.ts'
import { effectsOf, eventIds, recording, runConsumers, type TestLog, until } from '../test-log.ts'
import type { RecordSource } from './source.ts'

// For tests only: what the conformance suite needs around one transport.

/** What anybody may have written into a transport. */
export type StrangeRecord = { topic: Topic; key: string; value: string | Uint8Array | null; headers: Headers }

/** One transport on a fresh log. Everything appended to the log must arrive in the transport by itself. */
export type TransportBench = {
  readonly log: TestLog
  /** A new source over the same records, as after a restart. */
  source(): RecordSource
  inject(record: StrangeRecord): Promise<void>
  /** What this transport can carry that is no event. */
  readonly undecodable: readonly (string | Uint8Array | null)[]
}

/** The group whose effects the suite looks at. */
export const group = 'recorder'

export function start(bench: TransportBench, options: Partial<RunnerOptions> = {}): Promise<Runner> {
  return runConsumers(bench.log, options.consumers ?? [recording(group)], { source: bench.source(), ...options })
}

/** No fewer in the end, and no more a moment later. */
export async function untilEffects(log: TestLog, count: number): Promise<void> {
  await until(async () => (await effectsOf(log.database.reader, group)).length >= count, `${count} effects`)
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.equal((await effectsOf(log.database.reader, group)).length, count)
}

export async function assertEachOnce({ database }: TestLog): Promise<void> {
  assert.deepEqual((await effectsOf(database.reader, group)).toSorted(), (await eventIds(database.reader)).toSorted())
}

/** The first event of the log as a transport would bring it. */
export async function copyOfFirst({ database }: TestLog): Promise<StrangeRecord> {
  const row = await database.reader.selectFrom('events').selectAll().where('seq', '=', 1).executeTakeFirstOrThrow()
  return {
    topic: row.topic,
    key: row.key,
    value: row.payload,
    headers: { ...JSON.parse(row.headers), ce_sequence: '1' },
  }
}

export async function ghostsSeen({ database }: TestLog): Promise<number> {
  const [listed] = await listGroups(database.reader)
  return listed?.partitions.reduce((sum, partition) => sum + partition.ghosts, 0) ?? 0
}

/** Another key that shares the partition. */
export function neighbourOf(key: string): number {
  const partition = partitionOf(key, 6)
  return Array.from({ length: 100 }, (_, n) => n + 2).find((n) => partitionOf(String(n), 6) === partition) ?? 0
}
