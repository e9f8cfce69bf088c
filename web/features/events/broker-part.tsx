import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { Card } from '../../ui/card.tsx'
import { Chip, type ChipTone } from '../../ui/chip.tsx'
import { Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { type Broker, useBroker } from './broker.ts'
import { eventsTexts as texts } from './events-texts.ts'

const tones: Readonly<Record<Broker['state'], ChipTone>> = {
  not_used: 'plain',
  unknown: 'wait',
  up: 'good',
  down: 'bad',
}

/** Whether Kafka is used, answers, and has everything. */
export function BrokerPart() {
  const say = useSay()
  const { moment, number } = useFormat()
  const { data, error, refetch } = useBroker()
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={5} />
  const facts: [string, React.ReactNode][] = [
    [say(texts.transport), say(texts[data.transport])],
    [
      say(texts.state),
      <Chip key="state" tone={tones[data.state]}>
        {say(texts[data.state])}
      </Chip>,
    ],
    [say(texts.since), data.since ? moment(data.since) : '—'],
    [say(texts.servers), data.servers.join(', ') || '—'],
    [say(texts.behind), number(data.behind)],
    [say(texts.lastError), data.error ?? '—'],
  ]
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-auto bg-bg p-4">
      <Card title={say(texts.broker)} className="max-w-2xl">
        <dl className="grid gap-1.5">
          {facts.map(([name, value]) => (
            <div key={name} className="grid grid-cols-[minmax(120px,0.5fr)_minmax(0,1fr)] gap-3">
              <dt className="text-muted">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {data.partitions.length > 0 && (
        <Card title={say(texts.bridge)}>
          <Table
            label={say(texts.bridge)}
            heads={[
              texts.topic,
              texts.partition,
              texts.published,
              texts.nextOffset,
              texts.behind,
              texts.publishedBy,
            ].map((text) => say(text))}
            numbers={[1, 2, 3, 4]}
            rows={data.partitions.map(({ name, partition, published, next_offset, behind, owner }) => ({
              id: `${name} ${partition}`,
              cells: [name, partition, number(published), number(next_offset), number(behind), owner ?? '—'],
            }))}
          />
        </Card>
      )}
    </div>
  )
}
