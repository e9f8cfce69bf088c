import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ClusterTopic } from '#contract/http/cluster.ts'
import { call, Refusal } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { useBroker } from './broker.ts'
import { clusterTexts } from './cluster-texts.ts'
import { CreateTopicSheet } from './create-topic-sheet.tsx'
import { eventsTexts as texts } from './events-texts.ts'

/** Every topic of the Kafka cluster; without Kafka, why there is none and how to have one. */
export function ClusterCard() {
  const say = useSay()
  const mayRepair = useMay('events.repair')
  const [creating, setCreating] = useState(false)
  const withKafka = useBroker().data?.transport === 'kafka'
  return (
    <Card
      title={say(clusterTexts.onKafka)}
      className="xl:col-span-3"
      aside={
        withKafka &&
        mayRepair && (
          <Button icon="plus" onClick={() => setCreating(true)}>
            {say(clusterTexts.createTopic)}
          </Button>
        )
      }
    >
      {withKafka ? <ClusterTopics /> : <p className="max-w-[70ch] text-muted">{say(clusterTexts.withoutKafka)}</p>}
      {creating && <CreateTopicSheet onClose={() => setCreating(false)} />}
    </Card>
  )
}

function ClusterTopics() {
  const say = useSay()
  const { number } = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['cluster'],
    queryFn: async ({ signal }) => (await call<ClusterTopic[]>('GET', '/events/broker/topics', { signal })).body,
    refetchInterval: 5000,
    retry: false,
  })
  if (error && !data) {
    if (error instanceof Refusal && error.status === 503)
      return <p className="text-muted">{say(clusterTexts.brokerAway)}</p>
    return <Failed error={error} onRetry={() => void refetch()} />
  }
  if (!data) return <SkeletonLines lines={3} />
  const sizeOf = ({ partitions }: ClusterTopic) =>
    partitions.reduce((sum, { first_offset, next_offset }) => sum + next_offset - first_offset, 0)
  return (
    <Table
      label={say(clusterTexts.onKafka)}
      heads={[texts.topic, clusterTexts.partitions, clusterTexts.records, clusterTexts.whose].map((text) => say(text))}
      numbers={[1, 2]}
      rows={data
        .toSorted((a, b) => Number(b.ours) - Number(a.ours) || a.name.localeCompare(b.name))
        .map((topic) => ({
          id: topic.topic_id,
          cells: [
            <Link
              key="name"
              to={`/events?${new URLSearchParams({ part: 'records', name: topic.name })}`}
              className="font-medium text-accent-text underline underline-offset-2"
            >
              {topic.name}
            </Link>,
            number(topic.partitions.length),
            number(sizeOf(topic)),
            say(topic.ours ? clusterTexts.ours : clusterTexts.others),
          ],
        }))}
    />
  )
}
