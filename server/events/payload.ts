import type { Happened } from '#contract/events/event-type.ts'
import { isoTime } from '#platform/clock.ts'

/** A larger event would not pass a broker with default limits; our bodies (64 KiB) never come near. */
export const maxPayloadBytes = 256 * 1024

/**
 * The flat JSON of the contract: `event_type`, the fields in the order of the schema, `timestamp`.
 * A missing or an unknown field is a bug of the rule that reported the event: it throws.
 */
export function payloadText({ event, payload, at }: Happened): string {
  const value: Record<string, unknown> = {}
  for (const field of Object.keys(event.schema.properties)) {
    if (field === 'event_type') value[field] = event.type
    else if (field === 'timestamp') value[field] = isoTime(at)
    else value[field] = present(event.type, field, payload[field])
  }
  refuseUnknownFields(event.type, payload, value)
  return withinLimit(event.type, JSON.stringify(value))
}

/** The record key: the aggregate's id as text. */
export function keyText({ event, payload }: Happened): string {
  return String(present(event.type, event.key, payload[event.key]))
}

function present(type: string, field: string, value: unknown): unknown {
  if (value === undefined) throw new Error(`${type}: the field ${field} is missing`)
  return value
}

function refuseUnknownFields(type: string, payload: Happened['payload'], known: object): void {
  for (const field of Object.keys(payload)) {
    if (!Object.hasOwn(known, field)) throw new Error(`${type}: ${field} is not a field of its schema`)
  }
}

function withinLimit(type: string, text: string): string {
  if (Buffer.byteLength(text) > maxPayloadBytes) throw new Error(`${type}: the payload is larger than 256 KiB`)
  return text
}
