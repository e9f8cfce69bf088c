import type { Happened } from '#contract/events/event-type.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'

/** Texts only, as Kafka carries them. */
export type Headers = Readonly<Record<string, string>>

/** CloudEvents 1.0 attributes in the names of its Kafka binding, then ours. `ce_sequence` joins when the event has its number. */
export function headersOf(
  source: { instanceId: string; epoch: number },
  actor: Actor,
  event: Happened,
  id: string,
  key: string,
): Headers {
  return {
    ce_specversion: '1.0',
    ce_id: id,
    ce_type: event.event.type,
    ce_source: source.instanceId,
    ce_time: isoTime(event.at),
    ce_subject: key,
    'content-type': 'application/json',
    ce_epoch: String(source.epoch),
    correlationid: actor.requestId,
    actor: actor.userId === null ? 'system' : String(actor.userId),
    ...(actor.causationId === undefined ? {} : { causationid: actor.causationId }),
  }
}

/** What the record says once its number is known; a header the record already carries wins. */
export function numberedHeaders(stored: string, seq: number): Headers {
  return { ce_sequence: String(seq), ...(JSON.parse(stored) as Headers) }
}
