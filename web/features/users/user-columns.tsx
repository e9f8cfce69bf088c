import { useMemo } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, reachOf, roles } from '#contract/rights.ts'
import { roleTexts, useFormat } from '../../lib/format.ts'
import { type Say, useSay } from '../../lib/say.ts'
import { useMe } from '../../lib/session.ts'
import { type CellEdit, patchOf } from '../../ui/data-grid/cell-edit.ts'
import type { Column } from '../../ui/data-grid/columns.ts'
import { PersonCell, RoleChip, StatusChip } from './user-chips.tsx'
import { usersTexts as texts } from './users-texts.ts'

/** The columns of the list of accounts; those that the viewer may change are edited where they stand. */
export function useUserColumns(): readonly Column<UserAnswer>[] {
  const say = useSay()
  const { day, ago } = useFormat()
  const me = useMe()
  return useMemo(() => {
    const edits = editsFor(me, say)
    return [
      {
        id: 'name',
        title: say(texts.person),
        min: 280,
        grow: 3,
        sort: 'name',
        fields: ['name', 'email'],
        cell: (user) => <PersonCell user={user} />,
        edit: edits.name,
      },
      {
        id: 'email',
        title: say(texts.email),
        min: 200,
        sort: 'email',
        hidden: true,
        cell: ({ email }) => <span className="truncate">{email}</span>,
      },
      {
        id: 'role',
        title: say(texts.role),
        min: 152,
        sort: 'role',
        cell: (user) => <RoleChip role={user.role} />,
        edit: edits.role,
      },
      {
        id: 'status',
        title: say(texts.status),
        min: 120,
        sort: 'status',
        cell: (user) => <StatusChip status={user.status} />,
      },
      {
        id: 'age',
        title: say(texts.age),
        min: 84,
        grow: 0.5,
        align: 'end',
        sort: 'age',
        cell: ({ age }) => age ?? '—',
        edit: edits.age,
      },
      {
        id: 'locale',
        title: say(texts.locale),
        min: 130,
        hidden: true,
        cell: ({ locale }) => <span className="truncate">{say(locale === 'en' ? texts.english : texts.russian)}</span>,
        edit: edits.locale,
      },
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
        sort: 'updated_at',
        cell: ({ updated_at }) => <span className="truncate text-muted">{ago(updated_at)}</span>,
      },
      {
        id: 'id',
        title: say(texts.number),
        min: 90,
        grow: 0.5,
        align: 'end',
        hidden: true,
        sort: 'id',
        cell: ({ id }) => id,
      },
    ]
  }, [say, day, ago, me])
}

/** The same table of rights that the server goes by, applied to one row. */
function editsFor(me: UserAnswer, say: Say) {
  const reach = reachOf(me.role, 'users.update')
  const may = (user: UserAnswer) =>
    user.status !== 'erased' &&
    (reach === 'all' ||
      (reach === 'notOwners' && user.role !== 'owner') ||
      (reach === 'students' && user.role === 'student') ||
      user.id === me.id)
  const mayRole = (user: UserAnswer) => user.status !== 'erased' && reachOf(me.role, 'users.change_role') === 'all'
  const name: CellEdit<UserAnswer> = {
    may,
    value: (user) => user.name,
    write: (user, text) => patchOf('name', text.trim(), user.name),
  }
  const age: CellEdit<UserAnswer> = {
    may,
    inputMode: 'numeric',
    value: (user) => String(user.age ?? ''),
    write: (user, text) => {
      if (text.trim() !== '' && !/^\d{1,3}$/.test(text.trim())) throw new Error(say(texts.ageWrong))
      return patchOf('age', text.trim() === '' ? null : Number(text), user.age)
    },
  }
  const locale: CellEdit<UserAnswer> = {
    may,
    choices: [
      { value: 'ru', label: say(texts.russian) },
      { value: 'en', label: say(texts.english) },
    ],
    value: (user) => user.locale,
    write: (user, text) => patchOf('locale', text, user.locale),
  }
  const role: CellEdit<UserAnswer> = {
    may: mayRole,
    choices: roles.map((value) => ({ value, label: say(roleTexts[value]) })),
    value: (user) => user.role,
    write: (user, text) => ({ change: toRole(text as Role), inverse: toRole(user.role) }),
  }
  return { name, age, locale, role }
}

function toRole(role: Role) {
  return { method: 'PUT', place: '/role', body: { role }, guess: { role } } as const
}
