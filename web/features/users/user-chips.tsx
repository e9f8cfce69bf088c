import type { UserAnswer } from '#contract/http/users.ts'
import { roleTexts } from '../../lib/format.ts'
import { useSay } from '../../lib/say.ts'
import { Avatar, Chip, type ChipTone } from '../../ui/chip.tsx'
import { usersTexts as texts } from './users-texts.ts'

const statusTones: Readonly<Record<UserAnswer['status'], ChipTone>> = {
  active: 'good',
  disabled: 'bad',
  erased: 'plain',
}
const roleTones: Readonly<Record<UserAnswer['role'], ChipTone>> = {
  student: 'plain',
  teacher: 'info',
  manager: 'wait',
  admin: 'done',
  owner: 'done',
}

export function StatusChip({ status }: Pick<UserAnswer, 'status'>) {
  const say = useSay()
  return <Chip tone={statusTones[status]}>{say(texts[status])}</Chip>
}

export function RoleChip({ role }: Pick<UserAnswer, 'role'>) {
  const say = useSay()
  return <Chip tone={roleTones[role]}>{say(roleTexts[role])}</Chip>
}

/** Name and address on one line; the name keeps its place when both are long. */
export function PersonCell({ user }: { user: UserAnswer }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar id={user.id} name={user.name} />
      <span className="max-w-[60%] flex-none truncate font-medium">{user.name}</span>
      <span className="min-w-0 truncate text-muted">{user.email}</span>
    </span>
  )
}

export function PersonCard({ user }: { user: UserAnswer }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar id={user.id} name={user.name} size={36} />
      <span className="grid min-w-0 flex-1">
        <span className="truncate text-md font-medium">{user.name}</span>
        <span className="truncate text-muted">{user.email}</span>
      </span>
      {user.status === 'active' ? <RoleChip role={user.role} /> : <StatusChip status={user.status} />}
    </span>
  )
}
