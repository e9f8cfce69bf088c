import { findEventType } from '#contract/events/registry.ts'
import { addFailure, failAgain, nextDue, resolveFailure } from '../../failures-store.ts'
import { findRecord } from '../log-records.ts'
import type { SourceRecord } from '../record.ts'
import type { BridgeOptions } from './bridge.ts'
import { type BridgeLane, bridgeGroup } from './bridge-lane.ts'
import { RecordRefused } from './client.ts'
import { savePublished } from './published-store.ts'

/** A dead letter, and the lane goes on behind it: one event too large must not hold up the others. */
export async function setAside(
  { database, leases, clock, onRefused }: BridgeOptions,
  lane: BridgeLane,
  record: SourceRecord,
  error: Error,
): Promise<void> {
  const type = findEventType(record.headers.ce_type ?? '')?.type ?? null
  const failure = { state: 'dead', attempts: 1, nextAt: 0, error: error.message, type, seq: record.offset } as const
  await database.inTransaction(async (tx) => {
    await leases.assertHeld(tx, lane.lease)
    await addFailure(tx, placeOf(lane), { ...failure, record }, clock.now())
    await savePublished(tx, lane.published, clock.now())
  })
  onRefused?.(record, error)
}

/** What a person sent round again, one after the other. */
export async function retryRefused(
  { database, leases, clock }: BridgeOptions,
  lane: BridgeLane,
  send: (record: SourceRecord) => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const due = await nextDue(database.reader, placeOf(lane), clock.now().getTime(), 0)
    if (!due) return
    const record = due.seq === null ? undefined : await findRecord(database.reader, due.seq)
    const problem = record ? await refusalOf(() => send(record)) : 'the event is no longer kept'
    await database.inTransaction(async (tx) => {
      await leases.assertHeld(tx, lane.lease)
      if (problem === null) await resolveFailure(tx, placeOf(lane), due)
      else await failAgain(tx, placeOf(lane), due, problem, null)
    })
  }
}

async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof RecordRefused) return error.message
    throw error
  }
}

function placeOf({ topic, partition }: BridgeLane) {
  return { group: bridgeGroup, topic, partition }
}
