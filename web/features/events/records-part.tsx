import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ClusterTopic, RecordAnswer } from '#contract/http/cluster.ts'
import { call, queryOf } from '../../lib/api.ts'
import { eventTone } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { PaneBody, SidePane } from '../../ui/side-pane.tsx'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { box, Choice } from './choice.tsx'
import { clusterTexts } from './cluster-texts.ts'
import { Record } from './event-detail.tsx'
import { eventsTexts as texts } from './events-texts.ts'
import { useTyped } from './use-typed.ts'

const fields = ['name', 'partition', 'offset', 'since', 'find', 'record'] as const
const shownAtMost = 100

/** What lies in a topic of the cluster, whoever wrote it: the newest records, or those from an offset or a time on. */
export function RecordsPart() {
  const say = useSay()
  const { moment } = useFormat()
  const query = new URLSearchParams(useQueryString())
  const asked = Object.fromEntries(fields.map((name) => [name, query.get(name) ?? ''])) as Record<
    (typeof fields)[number],
    string
  >
  const { name, partition, offset, since, find } = asked
  const [following, setFollowing] = useState(true)
  const go = (change: Partial<typeof asked>, replace = true) => {
    const set = Object.entries({ ...asked, ...change }).filter(([, value]) => value)
    navigate(`/events?${new URLSearchParams([['part', 'records'], ...set])}`, { replace })
  }
  const from = {
    partition,
    ...(partition !== '' && /^\d+$/.test(offset) && { offset }),
    ...(since !== '' && !Number.isNaN(Date.parse(since)) && { since: new Date(since).toISOString() }),
  }
  const { data, error, refetch } = useQuery({
    queryKey: ['records', name, from],
    queryFn: async ({ signal }) =>
      (
        await call<RecordAnswer[]>(
          'GET',
          `/events/broker/topics/${encodeURIComponent(name)}/records${queryOf({ ...from, limit: shownAtMost })}`,
          { signal },
        )
      ).body,
    refetchInterval: following ? 2000 : false,
    retry: false,
  })
  const [typed, type] = useTyped(find, (text) => go({ find: text }))
  const placeOf = (record: RecordAnswer) => `${record.partition}:${record.offset}`
  const records = (data ?? []).filter((record) => JSON.stringify(record).toLowerCase().includes(find.toLowerCase()))
  const open = data?.find((record) => placeOf(record) === asked.record)
  return (
    <>
      <div className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Button icon="left" onClick={() => navigate('/events?part=topics')}>
          {say(texts.topics)}
        </Button>
        <h2 className="break-all font-semibold">{name}</h2>
        <Partitions name={name} value={partition} onChoose={(value) => go({ partition: value, offset: '' })} />
        {partition !== '' && (
          <input
            type="number"
            min={0}
            aria-label={say(texts.offset)}
            placeholder={say(texts.offset)}
            value={offset}
            onChange={(event) => go({ offset: event.target.value, since: '' })}
            className={`${box} basis-28`}
          />
        )}
        <input
          type="datetime-local"
          aria-label={say(texts.startTime)}
          value={since}
          onChange={(event) => go({ since: event.target.value, offset: '' })}
          className={box}
        />
        <input
          type="search"
          aria-label={say(texts.find)}
          placeholder={say(texts.find)}
          value={typed}
          maxLength={100}
          onChange={(event) => type(event.target.value)}
          className={`${box} basis-44`}
        />
        <Button className="ml-auto" icon={following ? 'pause' : 'play'} onClick={() => setFollowing(!following)}>
          {say(following ? texts.pause : texts.follow)}
        </Button>
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-h-0 min-w-0 flex-1 overflow-auto p-4">
          {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
          {!error && !data && <SkeletonLines lines={8} />}
          {data && records.length === 0 && <Empty icon="events" title={say(clusterTexts.noRecords)} />}
          {records.length > 0 && (
            <Table
              label={name}
              heads={[texts.time, texts.partition, texts.offset, texts.type, texts.key, texts.value].map((text) =>
                say(text),
              )}
              numbers={[1, 2]}
              rows={records.map((record) => ({
                id: placeOf(record),
                cells: [
                  moment(record.time),
                  record.partition,
                  <button
                    key="offset"
                    type="button"
                    onClick={() => go({ record: placeOf(record) }, open !== undefined)}
                    className="rounded-sm text-accent-text underline underline-offset-2"
                  >
                    {record.offset}
                  </button>,
                  <TypeChip key="type" record={record} />,
                  <span key="key" className="font-mono text-sm">
                    {record.key ?? '—'}
                  </span>,
                  <span key="value" className="line-clamp-1 max-w-[40ch] break-all font-mono text-sm text-muted">
                    {JSON.stringify(record.value)}
                  </span>,
                ],
              }))}
            />
          )}
        </div>
        {open && (
          <SidePane
            label={say(clusterTexts.record1)}
            title={`p${open.partition} · ${open.offset}`}
            onClose={() => go({ record: '' })}
          >
            <PaneBody label={say(texts.value)}>
              <p className="mb-3 text-muted">
                {moment(open.time)} · {name} · {open.key ?? '—'}
              </p>
              <Record value={open.value} headers={open.headers} />
            </PaneBody>
          </SidePane>
        )}
      </div>
    </>
  )
}

function TypeChip({ record: { headers } }: { record: RecordAnswer }) {
  const type = headers['ce_type']
  return type === undefined ? '—' : <Chip tone={eventTone(type)}>{type}</Chip>
}

function Partitions({ name, value, onChoose }: { name: string; value: string; onChoose: (value: string) => void }) {
  const say = useSay()
  const { data = [] } = useQuery({
    queryKey: ['cluster'],
    queryFn: async ({ signal }) => (await call<ClusterTopic[]>('GET', '/events/broker/topics', { signal })).body,
    retry: false,
  })
  const count = data.find((topic) => topic.name === name)?.partitions.length ?? 0
  const numbers = Array.from({ length: count }, (_, at) => [String(at), `${say(texts.partition)} ${at}`] as const)
  return (
    <Choice
      label={say(texts.partition)}
      value={value}
      choices={[['', say(texts.allPartitions)], ...numbers]}
      onChoose={onChoose}
    />
  )
}
