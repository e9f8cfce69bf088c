import type { UserAnswer } from '#contract/http/users.ts'
import type { Role } from '#contract/rights.ts'
import { writeUndoable } from '../../lib/records.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { usersTexts as texts } from './users-texts.ts'

export const usersPath = '/users'
const off = { method: 'PUT', place: '/disablement', guess: { status: 'disabled' } } as const
const on = { method: 'DELETE', place: '/disablement', guess: { status: 'active' } } as const

/** Disabling ends the sessions; Undo enables the account again, the sessions stay over. */
export async function setDisabled(user: UserAnswer, disabled: boolean): Promise<void> {
  const said = disabled ? texts.nowDisabled : texts.nowEnabled
  await writeUndoable(usersPath, user, said, disabled ? off : on, disabled ? on : off).catch(toastProblem)
}

export async function setRole(user: UserAnswer, role: Role): Promise<void> {
  const to = (next: Role) => ({ method: 'PUT', place: '/role', body: { role: next }, guess: { role: next } }) as const
  await writeUndoable(usersPath, user, texts.roleChanged, to(role), to(user.role)).catch(toastProblem)
}
