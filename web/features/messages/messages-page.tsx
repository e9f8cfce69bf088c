import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MessageAnswer } from '#contract/http/messages.ts'
import { call } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { Chip, type ChipTone } from '../../ui/chip.tsx'
import type { Column } from '../../ui/data-grid/columns.ts'
import { useCounts } from '../../ui/data-grid/counts.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { useListState } from '../../ui/data-grid/list-state.ts'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { messagesTexts as texts } from './messages-texts.ts'

const statuses = ['stored', 'queued', 'sent', 'failed'] as const
const tones: Readonly<Record<MessageAnswer['status'], ChipTone>> = {
  stored: 'plain',
  queued: 'wait',
  sent: 'good',
  failed: 'bad',
}
const spec = { filters: { status: statuses }, sorts: ['id', '-id'], sort: '-id' } as const
const path = '/messages'

export default function MessagesPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const counts = useCounts(
    path,
    statuses.map((status) => ({ status })),
    true,
  )
  const values = statuses.map((value, at) => ({ value, label: say(texts[value]), count: counts[at] }))
  return (
    <ListPage<MessageAnswer>
      title={say(texts.title)}
      path={path}
      columns={useColumns()}
      state={state}
      change={change}
      filters={[{ name: 'status', title: say(texts.status), values }]}
      views={[
        { title: say(texts.all), filters: {} },
        ...values.map(({ value, label, count }) => ({ title: label, filters: { status: value }, count })),
      ]}
      nameOf={({ subject }) => subject}
      card={(message) => <MessageCard message={message} />}
      peek={(id) => <Message key={id} id={id} />}
      exported={['id', 'template', 'to', 'subject', 'status', 'error', 'created_at', 'sent_at']}
      empty={<Empty icon="messages" title={say(texts.empty)} hint={say(texts.emptyHint)} />}
    />
  )
}

function Status({ status }: Pick<MessageAnswer, 'status'>) {
  const say = useSay()
  return <Chip tone={tones[status]}>{say(texts[status])}</Chip>
}

function useColumns(): readonly Column<MessageAnswer>[] {
  const say = useSay()
  const { moment } = useFormat()
  return useMemo(
    () => [
      {
        id: 'subject',
        title: say(texts.subject),
        min: 240,
        grow: 2,
        cell: ({ subject }) => <span className="truncate font-medium">{subject}</span>,
      },
      { id: 'to', title: say(texts.to), min: 200, cell: ({ to }) => <span className="truncate text-muted">{to}</span> },
      { id: 'status', title: say(texts.status), min: 130, cell: ({ status }) => <Status status={status} /> },
      {
        id: 'created_at',
        title: say(texts.created),
        min: 170,
        align: 'end',
        sort: 'id',
        cell: ({ created_at }) => <span className="truncate text-muted">{moment(created_at)}</span>,
      },
    ],
    [say, moment],
  )
}

function MessageCard({ message }: { message: MessageAnswer }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{message.subject}</span>
        <span className="truncate text-muted">{message.to}</span>
      </span>
      <Status status={message.status} />
    </span>
  )
}

/** The letter as its reader gets it. */
function Message({ id }: { id: number }) {
  const say = useSay()
  const { moment } = useFormat()
  const { data, error, refetch } = useQuery({
    queryKey: ['record', path, id],
    queryFn: async ({ signal }) => (await call<MessageAnswer>('GET', `${path}/${id}`, { signal })).body,
  })
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={5} />
  return (
    <article className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <Status status={data.status} /> <span className="break-all">{data.to}</span> {moment(data.created_at)}
      </p>
      {data.status === 'stored' && <p className="text-muted">{say(texts.noMail)}</p>}
      {data.error && <p className="break-words text-bad">{data.error}</p>}
      <div className="whitespace-pre-wrap break-words rounded-lg border border-line p-4">{data.body}</div>
    </article>
  )
}
