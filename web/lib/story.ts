import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { EventAnswer } from '#contract/http/events.ts'
import { call, queryOf } from './api.ts'
import { useMay } from './session.ts'

export type LogEvent = Static<typeof EventAnswer>
/** The latest of a record; what is older stands in the log, to which the card leads. */
const mostShown = 200

/** What happened to one record, newest first; undefined for whoever may not read the log. */
export function useStory(topic: LogEvent['topic'], key: number) {
  const may = useMay('events.read')
  return useQuery({
    queryKey: ['story', topic, key],
    enabled: may,
    queryFn: async ({ signal }) =>
      (await call<LogEvent[]>('GET', `/events${queryOf({ topic, key, order: 'desc', limit: mostShown })}`, { signal }))
        .body,
  })
}

/** The address of an event in the log, among those of its record. */
export function placeInLog({ topic, key, seq }: Pick<LogEvent, 'topic' | 'key' | 'seq'>): string {
  return `/events?${new URLSearchParams({ topic, key, seq: String(seq) })}`
}

/** The page of the record that an event tells of; undefined: there is none. */
export function recordOf({ topic, key }: Pick<LogEvent, 'topic' | 'key'>): string | undefined {
  if (!/^\d+$/.test(key)) return undefined
  return {
    'user-events': `/users/${key}`,
    'course-events': `/courses/${key}`,
    'message-events': `/messages?peek=${key}`,
  }[topic]
}
