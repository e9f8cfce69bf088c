import { useMemo } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { roles } from '#contract/rights.ts'
import { roleTexts, useFormat } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useReach } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/data-grid/columns.ts'
import { useCounts } from '../../ui/data-grid/counts.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { useListState } from '../../ui/data-grid/list-state.ts'
import { useSelection } from '../../ui/data-grid/selection.ts'
import { Empty } from '../../ui/states.tsx'
import { setManyDisabled, usersPath } from './user-changes.ts'
import { PersonCard, PersonCell, RoleChip, StatusChip } from './user-chips.tsx'
import { UserFacts } from './user-facts.tsx'
import { UserForm } from './user-form.tsx'
import { usersTexts as texts } from './users-texts.ts'

const statuses = ['active', 'disabled', 'erased'] as const
const spec = {
  filters: { role: roles, status: statuses },
  sorts: ['id', '-id', 'name', '-name', 'email', '-email', 'created_at', '-created_at'],
  sort: '-created_at',
} as const

export default function UsersPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const selection = useSelection<UserAnswer>()
  const creating = new URLSearchParams(useQueryString()).has('new')
  const create = () => navigate(`${usersPath}?new=1`)
  useKeys({ KeyN: create })
  const columns = useColumns()
  const { views, filters } = useQuestions()
  const chosen = [...selection.rows.values()]
  const act = (disabled: boolean) => void setManyDisabled(chosen, disabled).then(selection.clear)
  const addButton = (
    <Button look="primary" icon="plus" onClick={create}>
      <span className="max-sm:sr-only">{say(texts.add)}</span>
    </Button>
  )
  return (
    <>
      <ListPage<UserAnswer>
        title={say(texts.title)}
        path={usersPath}
        columns={columns}
        state={state}
        change={change}
        placeholder={say(texts.search)}
        filters={filters}
        views={views}
        selection={selection}
        nameOf={({ name }) => name}
        card={(user) => <PersonCard user={user} />}
        record
        peek={(id) => <UserFacts key={id} id={id} />}
        actions={addButton}
        exported={['id', 'email', 'name', 'age', 'role', 'status', 'locale', 'created_at', 'updated_at']}
        bulk={
          <>
            <Button look="quiet" icon="lock" onClick={() => act(true)}>
              {say(texts.disable)}
            </Button>
            <Button look="quiet" icon="check" onClick={() => act(false)}>
              {say(texts.enable)}
            </Button>
          </>
        }
        empty={<Empty icon="users" title={say(texts.emptyTitle)} hint={say(texts.emptyHint)} action={addButton} />}
      />
      {creating && <UserForm onClose={() => navigate(usersPath, { replace: true })} />}
    </>
  )
}

function useColumns(): readonly Column<UserAnswer>[] {
  const say = useSay()
  const { day, ago } = useFormat()
  return useMemo(
    () => [
      {
        id: 'name',
        title: say(texts.person),
        min: 280,
        grow: 3,
        sort: 'name',
        cell: (user) => <PersonCell user={user} />,
      },
      { id: 'role', title: say(texts.role), min: 140, cell: (user) => <RoleChip role={user.role} /> },
      { id: 'status', title: say(texts.status), min: 120, cell: (user) => <StatusChip status={user.status} /> },
      { id: 'age', title: say(texts.age), min: 84, grow: 0.5, align: 'end', cell: ({ age }) => age ?? '—' },
      {
        id: 'created_at',
        title: say(texts.created),
        min: 120,
        align: 'end',
        sort: 'created_at',
        cell: ({ created_at }) => <span className="truncate text-muted">{day(created_at)}</span>,
      },
      {
        id: 'updated_at',
        title: say(texts.updated),
        min: 130,
        align: 'end',
        cell: ({ updated_at }) => <span className="truncate text-muted">{ago(updated_at)}</span>,
      },
    ],
    [say, day, ago],
  )
}

/** Tabs and filters with their counts; a manager sees students only, so there is nothing to divide by role. */
function useQuestions() {
  const say = useSay()
  const all = useReach('users.list') === 'all'
  const byRole = useCounts(
    usersPath,
    roles.map((role) => ({ role })),
    all,
  )
  const byStatus = useCounts(
    usersPath,
    statuses.map((status) => ({ status })),
    true,
  )
  const views = [
    { title: say(texts.everybody), filters: {} },
    ...(all
      ? [
          { title: say(texts.students), filters: { role: 'student' }, count: byRole[0] },
          { title: say(texts.teachers), filters: { role: 'teacher' }, count: byRole[1] },
          { title: say(texts.managers), filters: { role: 'manager' }, count: byRole[2] },
        ]
      : []),
    { title: say(texts.off), filters: { status: 'disabled' }, count: byStatus[1] },
  ]
  const filters = [
    ...(all
      ? [
          {
            name: 'role',
            title: say(texts.role),
            values: roles.map((value, at) => ({ value, label: say(roleTexts[value]), count: byRole[at] })),
          },
        ]
      : []),
    {
      name: 'status',
      title: say(texts.status),
      values: statuses.map((value, at) => ({ value, label: say(texts[value]), count: byStatus[at] })),
    },
  ]
  return { views, filters }
}
