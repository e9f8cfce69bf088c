import type { Topic } from '#contract/events/event-type.ts'
import { isoTime } from '#platform/clock.ts'
import { type Headers, numberedHeaders } from '../headers.ts'

export type ListedEvent = {
  id: string
  seq: number
  topic: Topic
  partition: number
  key: string
  type: string
  time: string
  /** The JSON object; base64 text when the record is not JSON. */
  value: unknown
  headers: Headers
}

/** A numbered event as the table holds it. */
export type EventRow = Omit<ListedEvent, 'time' | 'value' | 'headers'> & {
  time: number
  payload: string
  headers: string
}

export function presentEvent({ payload, headers, time, ...row }: EventRow): ListedEvent {
  return { ...row, time: isoTime(time), value: jsonOrBase64(payload), headers: numberedHeaders(headers, row.seq) }
}

function jsonOrBase64(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return Buffer.from(payload, 'utf8').toString('base64')
  }
}
