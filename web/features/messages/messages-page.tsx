import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messageFields, messageStatuses } from '#contract/filters.ts'
import type { MessageAnswer } from '#contract/http/messages.ts'
import { listPages } from '#contract/list-pages.ts'
import { call } from '../../lib/api.ts'
import { useFormat } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { Chip, type ChipTone } from '../../ui/chip.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Column } from '../../ui/data-grid/columns.ts'
import { countOf, useFacets } from '../../ui/data-grid/facets.ts'
import { fieldsOf } from '../../ui/data-grid/filter-field.ts'
import { bothWays, type ListSpec, only, questionOf } from '../../ui/data-grid/list-address.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { listAhead, useListState } from '../../ui/data-grid/list-state.ts'
import { useRowsThere } from '../../ui/data-grid/pages.ts'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { messagesTexts as texts } from './messages-texts.ts'

const tones: Readonly<Record<MessageAnswer['status'], ChipTone>> = {
  stored: 'plain',
  queued: 'wait',
  sent: 'good',
  failed: 'bad',
}
const spec = {
  fields: messageFields,
  plain: ['status'],
  sorts: bothWays(listPages.messages.by),
  sort: listPages.messages.sort,
} as const satisfies ListSpec
const path = '/messages'

/** @public What `part` waits for. */
export const ahead = listAhead(path, spec)

export default function MessagesPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const ready = useRowsThere({ path, question: questionOf(state, spec) })
  const counts = useFacets(path, ['status'], {}, ready)
  const statusOf = (value: string) => say(texts[value as MessageAnswer['status']])
  const filters = fieldsOf(messageFields, {
    status: { title: say(texts.status), faceted: true, labelOf: statusOf },
    template: { title: say(texts.template), faceted: true },
    to: { title: say(texts.to) },
    subject: { title: say(texts.subject) },
    user_id: { title: say(texts.userNumber) },
    created_at: { title: say(texts.created) },
    sent_at: { title: say(texts.sentAt) },
    id: { title: say(texts.number) },
  })
  return (
    <ListPage<MessageAnswer>
      title={say(texts.title)}
      path={path}
      spec={spec}
      columns={useColumns()}
      state={state}
      change={change}
      filters={filters}
      views={[
        { title: say(texts.all), where: [] },
        ...messageStatuses.map((status) => ({
          title: say(texts[status]),
          where: only('status', status),
          count: countOf(counts, 'status', status),
        })),
      ]}
      nameOf={({ subject }) => subject}
      card={(message) => <MessageCard message={message} />}
      peek={(id) => <Message key={id} id={id} />}
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
        min: 180,
        sort: 'subject',
        cell: ({ subject }) => <span className="truncate font-medium">{subject}</span>,
      },
      {
        id: 'to',
        title: say(texts.to),
        min: 200,
        grow: 2,
        sort: 'to',
        cell: ({ to }) => <span className="truncate text-muted">{to}</span>,
      },
      {
        id: 'status',
        title: say(texts.status),
        min: 130,
        sort: 'status',
        cell: ({ status }) => <Status status={status} />,
      },
      {
        id: 'created_at',
        title: say(texts.created),
        min: 170,
        align: 'end',
        sort: 'id',
        cell: ({ created_at }) => <span className="truncate text-muted">{moment(created_at)}</span>,
      },
      {
        id: 'sent_at',
        title: say(texts.sentAt),
        min: 170,
        align: 'end',
        hidden: true,
        cell: ({ sent_at }) => <span className="truncate text-muted">{sent_at ? moment(sent_at) : '—'}</span>,
      },
      {
        id: 'template',
        title: say(texts.template),
        min: 120,
        hidden: true,
        cell: ({ template }) => <span className="truncate">{template}</span>,
      },
      {
        id: 'error',
        title: say(texts.error),
        min: 200,
        hidden: true,
        cell: ({ error }) => <span className="truncate text-bad">{error}</span>,
      },
    ],
    [say, moment],
  )
}

function MessageCard({ message }: { message: MessageAnswer }) {
  const { ago } = useFormat()
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{message.subject}</span>
        <span className="truncate text-muted">{message.to}</span>
      </span>
      <span className="grid flex-none justify-items-end gap-0.5">
        <Status status={message.status} />
        <span className="text-sm text-muted">{ago(message.created_at)}</span>
      </span>
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
      <p>
        <CopyButton text={data.body} />
      </p>
    </article>
  )
}
