import { userFields } from '#contract/filters.ts'
import type { UserAnswer } from '#contract/http/users.ts'
import { listPages } from '#contract/list-pages.ts'
import type { Role } from '#contract/rights.ts'
import { roleTexts } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { navigate, useQueryString } from '../../lib/router.tsx'
import { type Text, useSay } from '../../lib/say.ts'
import { useReach } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { countOf, useFacets } from '../../ui/data-grid/facets.ts'
import { fieldsOf } from '../../ui/data-grid/filter-field.ts'
import { bothWays, type ListSpec, type ListState, only, questionOf } from '../../ui/data-grid/list-address.ts'
import { ListPage } from '../../ui/data-grid/list-page.tsx'
import { listAhead, useListState } from '../../ui/data-grid/list-state.ts'
import { useRowsThere } from '../../ui/data-grid/pages.ts'
import { useSelection } from '../../ui/data-grid/selection.ts'
import { Empty } from '../../ui/states.tsx'
import { usersPath } from './user-changes.ts'
import { PersonCard } from './user-chips.tsx'
import { useUserColumns } from './user-columns.tsx'
import { UserFacts } from './user-facts.tsx'
import { UserForm } from './user-form.tsx'
import { UsersBulk } from './users-bulk.tsx'
import { usersTexts as texts } from './users-texts.ts'

const spec = {
  fields: userFields,
  plain: ['role', 'status'],
  sorts: bothWays(listPages.users.by),
  sort: listPages.users.sort,
} as const satisfies ListSpec

export const ahead = listAhead(usersPath, spec)

export default function UsersPage() {
  const say = useSay()
  const [state, change] = useListState(spec)
  const selection = useSelection<UserAnswer>()
  const creating = new URLSearchParams(useQueryString()).has('new')
  const create = () => navigate(`${usersPath}?new=1`)
  useKeys({ KeyN: create })
  const columns = useUserColumns()
  const { views, filters } = useQuestions(state)
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
        spec={spec}
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
        bulk={<UsersBulk selection={selection} />}
        empty={<Empty icon="users" title={say(texts.emptyTitle)} hint={say(texts.emptyHint)} action={addButton} />}
      />
      {creating && <UserForm onClose={() => navigate(usersPath, { replace: true })} />}
    </>
  )
}

/** Tabs and filters; a manager sees students only, so there is nothing to divide by role. */
function useQuestions(state: ListState) {
  const say = useSay()
  const all = useReach('users.list') === 'all'
  const ready = useRowsThere({ path: usersPath, question: questionOf(state, spec) })
  const counts = useFacets(usersPath, ['role', 'status'], {}, ready)
  const tab = (title: Text, field: string, value: string) => ({
    title: say(title),
    where: only(field, value),
    count: countOf(counts, field, value),
  })
  const views = [
    { title: say(texts.everybody), where: [] },
    ...(all
      ? [
          tab(texts.students, 'role', 'student'),
          tab(texts.teachers, 'role', 'teacher'),
          tab(texts.managers, 'role', 'manager'),
        ]
      : []),
    tab(texts.off, 'status', 'disabled'),
  ]
  const roleOf = (value: string) => say(roleTexts[value as Role])
  const statusOf = (value: string) => say(texts[value as UserAnswer['status']])
  const localeOf = (value: string) => say(value === 'en' ? texts.english : texts.russian)
  const filters = fieldsOf(userFields, {
    ...(all && { role: { title: say(texts.role), faceted: true, labelOf: roleOf } }),
    status: { title: say(texts.status), faceted: true, labelOf: statusOf },
    locale: { title: say(texts.locale), faceted: true, labelOf: localeOf },
    name: { title: say(texts.person) },
    email: { title: say(texts.email) },
    age: { title: say(texts.age) },
    created_at: { title: say(texts.created) },
    updated_at: { title: say(texts.updated) },
    id: { title: say(texts.number) },
  })
  return { views, filters }
}
