import { findEventType } from '#contract/events/registry.ts'
import { fits } from '#platform/json-schema.ts'
import type { AnyDelivered } from './delivered.ts'
import type { SourceRecord } from './transports/record.ts'

/** What a record says about its place in our log. It is believed only when the log can have written it. */
export type Stamp = { readonly epoch: number; readonly seq: number }

/** The number that our log gave the record, or null: it is foreign. */
export function stampOf(record: SourceRecord, instanceId: string): Stamp | null {
  const { ce_source, ce_epoch, ce_sequence } = record.headers
  if (ce_source !== instanceId || !isCount(ce_epoch) || !isCount(ce_sequence)) return null
  return { epoch: Number(ce_epoch), seq: Number(ce_sequence) }
}

function isCount(text: string | undefined): text is string {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text)
}

/** Thrown for what cannot be read as an event: no repetition helps, a person must see it. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable'
}

/**
 * The event in a record. Ours was checked when it was written and may be older than today's schema;
 * a foreign one must fit the schema of its type.
 */
export function readEvent(record: SourceRecord, stamp: Stamp | null): AnyDelivered {
  const payload = jsonObject(record)
  const type = knownType(payload.event_type)
  if (stamp === null && !fits(type.schema, payload)) throw new Undecodable(`not the shape of ${type.type}`)
  const { headers, topic, partition } = record
  const id = headers.ce_id ?? `${record.log}/${partition}/${record.offset}`
  return {
    id,
    seq: stamp?.seq ?? null,
    topic,
    partition,
    key: record.key ?? String(payload[type.key] ?? ''),
    type: type.type,
    time: timeOf(payload.timestamp) ?? record.time,
    payload,
    headers,
    // a foreign record's actor is a user of some other system
    actorId: stamp && actorOf(headers.actor),
    requestId: headers.correlationid ?? id,
  }
}

function jsonObject({ value }: SourceRecord): Record<string, unknown> {
  if (value === null) throw new Undecodable('the record has no value')
  if (typeof value !== 'string') throw new Undecodable('the bytes are not UTF-8')
  const parsed = parse(value)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Undecodable('not a JSON object')
  return parsed as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Undecodable('not JSON')
  }
}

function knownType(name: unknown) {
  const type = typeof name === 'string' ? findEventType(name) : undefined
  if (!type) throw new Undecodable('the type of the event is unknown')
  return type
}

function timeOf(timestamp: unknown): number | undefined {
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

function actorOf(actor: string | undefined): number | null {
  return isCount(actor) ? Number(actor) : null
}
