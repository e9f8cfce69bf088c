import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { TopicAnswer } from '#contract/http/events.ts'
import { call } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Card } from '../../ui/card.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { eventsTexts as texts } from './events-texts.ts'

export function TopicsPart() {
  const say = useSay()
  const { number } = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['topics'],
    queryFn: async ({ signal }) => (await call<Static<typeof TopicAnswer>[]>('GET', '/events/topics', { signal })).body,
    refetchInterval: 3000,
  })
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={8} />
  return (
    <div className="grid content-start gap-4 overflow-auto bg-bg p-4 xl:grid-cols-3 min-h-0 flex-1">
      {data.map(({ topic, events, partitions }) => (
        <Card
          key={topic}
          title={topic}
          aside={
            <Link to={`/events?topic=${topic}`} className="text-accent-text underline-offset-2 hover:underline">
              {say(texts.shown, { count: events })}
            </Link>
          }
        >
          <Table
            label={topic}
            heads={[say(texts.partition), say(texts.events), say(texts.end)]}
            numbers={[1, 2]}
            rows={partitions.map((one) => ({
              id: String(one.partition),
              cells: [one.partition, number(one.events), one.end],
            }))}
          />
        </Card>
      ))}
    </div>
  )
}
