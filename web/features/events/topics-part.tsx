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
import { ClusterCard } from './cluster-card.tsx'
import { eventsTexts as texts } from './events-texts.ts'

type Topic = Static<typeof TopicAnswer>

/** Each topic of the log with its partitions, and beside it what Kafka has of it. */
export function TopicsPart() {
  const { data, error, refetch } = useQuery({
    queryKey: ['topics'],
    queryFn: async ({ signal }) => (await call<Topic[]>('GET', '/events/topics', { signal })).body,
    refetchInterval: 3000,
  })
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={8} />
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-auto bg-bg p-4 xl:grid-cols-3">
      {data.map((topic) => (
        <TopicCard key={topic.topic} topic={topic} />
      ))}
      <ClusterCard />
    </div>
  )
}

function TopicCard({ topic: { topic, name, events, per_minute, partitions } }: { topic: Topic }) {
  const say = useSay()
  const { number } = useFormat()
  const onKafka = name !== null
  const heads = [texts.partition, texts.events, texts.end]
  return (
    <Card
      title={topic}
      aside={
        <span className="flex flex-wrap gap-x-3">
          <span className="text-muted">{say(texts.perMinute, { count: per_minute })}</span>
          <Link to={`/events?topic=${topic}`} className="text-accent-text underline-offset-2 hover:underline">
            {say(texts.shown, { count: events })}
          </Link>
        </span>
      }
    >
      <Table
        label={topic}
        heads={[...heads, ...(onKafka ? [texts.offsets, texts.leader] : [])].map((text) => say(text))}
        numbers={[1, 2, 3, 4]}
        rows={partitions.map((one) => ({
          id: String(one.partition),
          cells: [
            <Link
              key="partition"
              to={`/events?topic=${topic}&partition=${one.partition}`}
              className="text-accent-text underline-offset-2 hover:underline"
            >
              {one.partition}
            </Link>,
            number(one.events),
            number(one.end),
            ...(onKafka
              ? [
                  one.on_broker ? `${number(one.on_broker.first_offset)}–${number(one.on_broker.next_offset)}` : '—',
                  one.on_broker ? one.on_broker.leader : '—',
                ]
              : []),
          ],
        }))}
      />
    </Card>
  )
}
