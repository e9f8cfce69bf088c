import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { EventAnswer } from '#contract/http/events.ts'
import { call, queryOf } from './api.ts'
import { useMay } from './session.ts'

export type LogEvent = Static<typeof EventAnswer>
const pageSize = 1000
const mostPages = 5

/** Everything that happened to one record, newest first; undefined for whoever may not read the log. */
export function useStory(topic: LogEvent['topic'], key: number) {
  const may = useMay('events.read')
  return useQuery({
    queryKey: ['story', topic, key],
    enabled: may,
    queryFn: async ({ signal }) => {
      const found: LogEvent[] = []
      let next: string | null = `/events${queryOf({ topic, key, limit: pageSize })}`
      for (let page = 0; next && page < mostPages; page++) {
        const answer: { body: LogEvent[]; next: string | null } = await call<LogEvent[]>('GET', next, { signal })
        found.push(...answer.body)
        next = answer.body.length === pageSize ? answer.next : null
      }
      return found.reverse()
    },
  })
}
