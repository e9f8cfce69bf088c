import { findEventType } from '#contract/events/registry.ts'
import { type Consumer, wants } from '../consumer.ts'
import type { AnyDelivered } from '../delivered.ts'
import { isGhost, type LogView } from '../log-view.ts'
import { type Progress, pastGhost, pastNumber, pastOffset } from '../progress.ts'
import { readEvent, type Stamp, stampOf, Undecodable } from '../reading.ts'
import { orderingKey, type SourceRecord } from '../transports/record.ts'

/** What is to be done about one record, and how far the group has come once it is done. */
export type Step = {
  readonly record: SourceRecord
  readonly seq: number | null
  readonly work: Work
  readonly after: Progress
}

type Work =
  | { readonly do: 'nothing' }
  | { readonly do: 'handle'; readonly event: AnyDelivered }
  /** An earlier event of its key has failed: it must wait behind it. */
  | { readonly do: 'hold'; readonly event: AnyDelivered }
  | { readonly do: 'bury'; readonly reason: string }

const nothing: Work = { do: 'nothing' }

/** Decides in memory; nothing is settled before the database has agreed to `after`. */
export function planSteps(
  records: readonly SourceRecord[],
  from: { consumer: Consumer; log: LogView; reached: Progress; blocked: ReadonlySet<string> },
): Step[] {
  let progress = from.reached
  return records.map((record) => {
    const step = planStep(record, { ...from, reached: progress })
    progress = step.after
    return step
  })
}

type From = Parameters<typeof planSteps>[1]

function planStep(record: SourceRecord, from: From): Step {
  const stamp = stampOf(record, from.log.instanceId)
  const ghost = stamp !== null && isGhost(from.log, stamp)
  if (isOld(record, ghost ? null : stamp, from.reached))
    return { record, seq: null, work: nothing, after: from.reached }
  if (ghost) return { record, seq: null, work: nothing, after: pastGhost(from.reached, record.log, record.offset) }
  const after = stamp ? pastNumber(from.reached, stamp.seq) : pastOffset(from.reached, record.log, record.offset)
  return { record, seq: stamp?.seq ?? null, work: workFor(record, stamp, from), after }
}

/** Settled before: delivered twice, or read again after a restart. Only our own numbers move with a replay, offsets do not. */
function isOld({ log, offset }: SourceRecord, stamp: Stamp | null, reached: Progress): boolean {
  return stamp ? stamp.seq <= reached.seq : offset <= (reached.passed.get(log) ?? -1)
}

function workFor(record: SourceRecord, stamp: Stamp | null, { consumer, blocked }: From): Work {
  if (stamp && isUnwanted(consumer, record)) return nothing
  try {
    const event = readEvent(record, stamp)
    if (!wants(consumer, event.type)) return nothing
    return isBlocked(record, blocked) ? { do: 'hold', event } : { do: 'handle', event }
  } catch (error) {
    if (error instanceof Undecodable) return { do: 'bury', reason: error.message }
    throw error
  }
}

function isBlocked(record: SourceRecord, blocked: ReadonlySet<string>): boolean {
  const key = orderingKey(record)
  return key !== null && blocked.has(key)
}

/** Saves the reading of our own events that the group does not listen to. */
function isUnwanted(consumer: Consumer, { headers }: SourceRecord): boolean {
  const type = headers.ce_type
  return type !== undefined && findEventType(type) !== undefined && !wants(consumer, type)
}

/** The highest number that claims to be ours, for telling whether the view of the log is fresh enough. */
export function highestNumber(records: readonly SourceRecord[], instanceId: string): number {
  return records.reduce((highest, record) => Math.max(highest, stampOf(record, instanceId)?.seq ?? 0), 0)
}
