import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserAnswer } from '#contract/http/users.ts'
import { type Role, roles } from '#contract/rights.ts'
import { call } from '../../lib/api.ts'
import { roleTexts } from '../../lib/format.ts'
import { queries } from '../../lib/queries.ts'
import { writeUndoable } from '../../lib/records.ts'
import { Link } from '../../lib/router.tsx'
import { useSay } from '../../lib/say.ts'
import { useMay, useMe } from '../../lib/session.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Avatar, Chip } from '../../ui/chip.tsx'
import { inputLook } from '../../ui/field.tsx'
import { Table } from '../../ui/table.tsx'
import { AnswerCard } from './answer-card.tsx'
import { InviteForm } from './invite-form.tsx'
import { settingsTexts as texts } from './settings-texts.ts'
import { teamKey } from './use-answer.ts'

/** Whoever works here; students have a list of their own. */
const staff = ['owner', 'admin', 'manager', 'teacher'] as const satisfies readonly Role[]
const most = 100

export function TeamCard() {
  const say = useSay()
  const may = useMay('users.change_role')
  const [inviting, setInviting] = useState(false)
  const team = useQuery({
    queryKey: teamKey,
    queryFn: async ({ signal }) => {
      const read = (role: Role) => call<UserAnswer[]>('GET', `/users?role=${role}&limit=${most}`, { signal })
      return (await Promise.all(staff.map(read))).map(({ body, total }) => ({ people: body, total: total ?? 0 }))
    },
  })
  const invite = may && (
    <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
      {say(texts.invite)}
    </Button>
  )
  return (
    <AnswerCard title={say(texts.team)} answer={team} aside={invite}>
      {(groups) => (
        <>
          <Table
            label={say(texts.team)}
            heads={[say(texts.name), say(texts.role)]}
            rows={groups.flatMap(({ people }) =>
              people.map((user) => ({
                id: String(user.id),
                cells: [<Person key="person" user={user} />, <RoleChoice key="role" user={user} may={may} />],
              })),
            )}
          />
          {groups.map(
            ({ people, total }, at) =>
              total > people.length && (
                <p key={staff[at]} className="mt-2">
                  <Link to={`/users?role=${staff[at]}`} className="text-accent-text underline underline-offset-2">
                    {say(texts.andMore, { count: total - people.length })}
                  </Link>
                </p>
              ),
          )}
          {!may && <p className="mt-2 text-muted">{say(texts.rolesByOwner)}</p>}
          {inviting && <InviteForm onClose={() => setInviting(false)} />}
        </>
      )}
    </AnswerCard>
  )
}

function Person({ user }: { user: UserAnswer }) {
  const say = useSay()
  const me = useMe()
  const [box, ...host] = user.email.split('@')
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <span className="flex-none max-sm:hidden">
        <Avatar id={user.id} name={user.name} />
      </span>
      <span className="grid min-w-0">
        <Link to={`/users/${user.id}`} className="break-words font-medium hover:underline">
          {user.name} {user.id === me.id && <span className="font-normal text-muted">({say(texts.you)})</span>}
        </Link>
        <span className="wrap-anywhere text-sm text-muted">
          {box}@<wbr />
          {host.join('@')}
        </span>
      </span>
      {user.status === 'disabled' && <Chip tone="done">{say(texts.disabled)}</Chip>}
    </span>
  )
}

/** Written at once, taken back by Undo; the last owner stays one, and the server says so. */
function RoleChoice({ user, may }: { user: UserAnswer; may: boolean }) {
  const say = useSay()
  if (!may) return say(roleTexts[user.role])
  const set = async (role: Role) => {
    const to = (next: Role) => ({ method: 'PUT', place: '/role', body: { role: next } }) as const
    try {
      await writeUndoable('/users', user, texts.roleChanged, to(role), to(user.role))
    } catch (error) {
      toastProblem(error)
    }
    void queries.invalidateQueries({ queryKey: teamKey })
  }
  return (
    <select
      aria-label={say(texts.roleOf, { name: user.name })}
      value={user.role}
      onChange={(event) => void set(event.target.value as Role)}
      className={`h-8 min-w-36 max-w-44 ${inputLook}`}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {say(roleTexts[role])}
        </option>
      ))}
    </select>
  )
}
