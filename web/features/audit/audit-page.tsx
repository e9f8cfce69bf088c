import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { auditFields } from '#contract/filters.ts'
import type { AuditEntryAnswer } from '#contract/http/audit.ts'
import { listPages } from '#contract/list-pages.ts'
import { call, queryOf } from '../../lib/api.ts'
import { eventText, eventTone } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { useName } from '../../lib/names.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Chip } from '../../ui/chip.tsx'
import type { Column } from '../../ui/data-grid/columns.ts'
import { fieldsOf } from '../../ui/data-grid/filter-field.ts'
import { bothWays, type ListSpec, only, questionOf } from '../../ui/data-grid/list-address.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { listAhead, useListState } from '../../ui/data-grid/list-state.ts'
import { findRow } from '../../ui/data-grid/pages.ts'
import { Json } from '../../ui/json.tsx'
import { ObjectName } from '../../ui/object-name.tsx'
import { Empty, Failed, SkeletonLines } from '../../ui/states.tsx'
import { uiTexts } from '../../ui/ui-texts.ts'
import { auditTexts as texts } from './audit-texts.ts'

const spec = {
  fields: auditFields,
  plain: ['action', 'object'],
  sorts: bothWays(listPages.audit.by),
  sort: listPages.audit.sort,
} as const satisfies ListSpec
const path = '/audit'

/** @public What `part` waits for. */
export const ahead = listAhead(path, spec)

export default function AuditPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const filters = fieldsOf(auditFields, {
    action: { title: say(texts.action), faceted: true, labelOf: (value) => say(eventText(value)) },
    topic: { title: say(texts.topic), faceted: true },
    object: { title: say(texts.object) },
    actor_id: { title: say(texts.actorNumber) },
    at: { title: say(texts.at) },
    request_id: { title: say(texts.request) },
    seq: { title: say(texts.seq) },
  })
  return (
    <ListPage<AuditEntryAnswer>
      title={say(texts.title)}
      path={path}
      spec={spec}
      columns={useColumns()}
      state={state}
      change={change}
      filters={filters}
      views={[
        { title: say(texts.all), where: [] },
        { title: say(texts.signIns), where: only('action', 'user.logged_in') },
        { title: say(texts.roles), where: only('action', 'user.role_changed') },
        { title: say(texts.disabled), where: only('action', 'user.disabled') },
      ]}
      nameOf={({ action }) => say(eventText(action))}
      card={(entry) => <EntryCard entry={entry} />}
      peek={(id) => <Entry id={id} question={questionOf(state, spec)} />}
      empty={<Empty icon="audit" title={say(texts.empty)} hint={say(texts.emptyHint)} />}
    />
  )
}

function useColumns(): readonly Column<AuditEntryAnswer>[] {
  const say = useSay()
  const { moment } = useFormat()
  return useMemo(
    () => [
      {
        id: 'action',
        title: say(texts.action),
        min: 240,
        grow: 1,
        sort: 'action',
        cell: ({ action }) => <Action action={action} />,
      },
      {
        id: 'object',
        title: say(texts.object),
        min: 170,
        grow: 1,
        sort: 'object',
        cell: ({ object }) => <ObjectName object={object} />,
      },
      {
        id: 'actor_id',
        title: say(texts.actor),
        min: 140,
        sort: 'actor_id',
        cell: ({ actor_id }) => <Actor id={actor_id} />,
      },
      {
        id: 'at',
        title: say(texts.at),
        min: 146,
        align: 'end',
        sort: 'id',
        cell: ({ at }) => <span className="truncate text-muted">{moment(at)}</span>,
      },
      {
        id: 'topic',
        title: say(texts.topic),
        min: 130,
        hidden: true,
        cell: ({ topic }) => <span className="truncate">{topic}</span>,
      },
      { id: 'seq', title: say(texts.seq), min: 90, align: 'end', hidden: true, cell: ({ seq }) => seq ?? '—' },
      {
        id: 'request_id',
        title: say(texts.request),
        min: 200,
        hidden: true,
        cell: ({ request_id }) => <span className="truncate font-mono text-sm">{request_id}</span>,
      },
      {
        id: 'hash',
        title: say(texts.hash),
        min: 200,
        hidden: true,
        cell: ({ hash }) => <span className="truncate font-mono text-sm">{hash}</span>,
      },
    ],
    [say, moment],
  )
}

function Action({ action }: { action: string }) {
  const say = useSay()
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Chip tone={eventTone(action)}>{action}</Chip>
      <span className="truncate text-muted">{say(eventText(action))}</span>
    </span>
  )
}

function Actor({ id }: { id: number | null }) {
  const say = useSay()
  const name = useName(`user/${id ?? ''}`)
  if (id === null) return <span className="truncate text-muted">{say(texts.system)}</span>
  return <span className="truncate">{name ?? say(texts.user, { id: String(id) })}</span>
}

function EntryCard({ entry }: { entry: AuditEntryAnswer }) {
  const say = useSay()
  const { ago } = useFormat()
  return (
    <span className="grid min-w-0 flex-1 gap-0.5">
      <span className="truncate font-medium">{say(eventText(entry.action))}</span>
      <span className="flex justify-between gap-3 text-muted">
        <ObjectName object={entry.object} />
        <span className="flex-none">{ago(entry.at)}</span>
      </span>
    </span>
  )
}

/** The entry whole, with its place in the chain that shows whether somebody tampered with it. */
function Entry({ id, question }: { id: number; question: Record<string, string> }) {
  const say = useSay()
  const { moment } = useFormat()
  const here = findRow<AuditEntryAnswer>({ path, question }, id)
  const { data, error, refetch } = useQuery({
    queryKey: ['record', path, id],
    enabled: !here,
    queryFn: async ({ signal }) =>
      (await call<AuditEntryAnswer[]>('GET', path + queryOf({ where: JSON.stringify(['id', 'is', id]) }), { signal }))
        .body,
  })
  const entry = here ?? data?.[0]
  if (error && !entry) return <Failed error={error} onRetry={() => void refetch()} />
  if (!entry) return data ? <Empty icon="audit" title={say(uiTexts.gone)} /> : <SkeletonLines />
  const key = entry.object.split('/')[1] ?? ''
  return (
    <div className="grid justify-items-start gap-3">
      <Action action={entry.action} />
      <ObjectName object={entry.object} />
      <span className="text-muted">
        {moment(entry.at)} · <Actor id={entry.actor_id} />
      </span>
      <Link
        to={`/events?topic=${entry.topic}&key=${key}&seq=${entry.seq ?? ''}`}
        className="font-medium text-accent-text underline underline-offset-2"
      >
        {entry.topic} · {entry.seq}
      </Link>
      <div className="font-mono text-sm leading-5">
        <Json value={entry} />
      </div>
    </div>
  )
}
