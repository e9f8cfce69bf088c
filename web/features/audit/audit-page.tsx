import { useMemo } from 'react'
import type { AuditEntryAnswer } from '#contract/http/audit.ts'
import { eventText, eventTexts, eventTone } from '../../lib/event-texts.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { Chip } from '../../ui/chip.tsx'
import type { Column } from '../../ui/data-grid/columns.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { useListState } from '../../ui/data-grid/list-state.ts'
import { findRow } from '../../ui/data-grid/pages.ts'
import { Json } from '../../ui/json.tsx'
import { Empty } from '../../ui/states.tsx'
import { auditTexts as texts } from './audit-texts.ts'

const actions = Object.keys(eventTexts)
const spec = { filters: { action: actions }, sorts: ['id', '-id'], sort: '-id' } as const
const path = '/audit'

export default function AuditPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const values = actions.map((value) => ({ value, label: say(eventText(value)) }))
  return (
    <ListPage<AuditEntryAnswer>
      title={say(texts.title)}
      path={path}
      columns={useColumns()}
      state={state}
      change={change}
      filters={[{ name: 'action', title: say(texts.action), values }]}
      views={[
        { title: say(texts.all), filters: {} },
        { title: say(texts.signIns), filters: { action: 'user.logged_in' } },
        { title: say(texts.roles), filters: { action: 'user.role_changed' } },
        { title: say(texts.disabled), filters: { action: 'user.disabled' } },
      ]}
      nameOf={({ action }) => say(eventText(action))}
      card={(entry) => <EntryCard entry={entry} />}
      peek={(id) => <Entry id={id} question={{ ...state.filters, sort: state.sort }} />}
      exported={['id', 'seq', 'topic', 'action', 'actor_id', 'object', 'at', 'request_id', 'hash']}
      empty={<Empty icon="audit" title={say(texts.empty)} hint={say(texts.emptyHint)} />}
    />
  )
}

function useColumns(): readonly Column<AuditEntryAnswer>[] {
  const say = useSay()
  const { moment } = useFormat()
  return useMemo(
    () => [
      { id: 'action', title: say(texts.action), min: 260, grow: 2, cell: ({ action }) => <Action action={action} /> },
      {
        id: 'object',
        title: say(texts.object),
        min: 120,
        cell: ({ object }) => <span className="truncate font-mono text-sm">{object}</span>,
      },
      {
        id: 'actor',
        title: say(texts.actor),
        min: 150,
        cell: ({ actor_id }) => (
          <span className="truncate">
            {actor_id === null ? say(texts.system) : say(texts.user, { id: String(actor_id) })}
          </span>
        ),
      },
      {
        id: 'at',
        title: say(texts.at),
        min: 170,
        align: 'end',
        sort: 'id',
        cell: ({ at }) => <span className="truncate text-muted">{moment(at)}</span>,
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

function EntryCard({ entry }: { entry: AuditEntryAnswer }) {
  const say = useSay()
  const { ago } = useFormat()
  return (
    <span className="grid min-w-0 flex-1 gap-0.5">
      <span className="truncate font-medium">{say(eventText(entry.action))}</span>
      <span className="flex justify-between gap-3 text-muted">
        <span className="truncate">{entry.object}</span>
        <span className="flex-none">{ago(entry.at)}</span>
      </span>
    </span>
  )
}

/** The entry whole, with its place in the chain that shows whether somebody tampered with it. */
function Entry({ id, question }: { id: number; question: Record<string, string> }) {
  const entry = findRow<AuditEntryAnswer>({ path, question }, id)
  if (!entry) return null
  const key = entry.object.split('/')[1] ?? ''
  return (
    <div className="grid gap-3">
      <Link
        to={`/events?topic=${entry.topic}&key=${key}&seq=${entry.seq ?? ''}`}
        className="justify-self-start font-medium text-accent-text underline underline-offset-2"
      >
        {entry.topic} · {entry.seq}
      </Link>
      <div className="font-mono text-sm leading-5">
        <Json value={entry} />
      </div>
    </div>
  )
}
