import type { UserAnswer } from '#contract/http/users.ts'
import type { Role } from '#contract/rights.ts'
import { call, Refusal } from '../../lib/api.ts'
import { refreshAround, writeUndoable } from '../../lib/records.ts'
import { sayNow } from '../../lib/say.ts'
import { toastDone, toastProblem, toastUndoable } from '../../lib/toasts.ts'
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

/** One account after the other; those that already are as wished stay out of the count and out of Undo. */
export async function setManyDisabled(users: readonly UserAnswer[], disabled: boolean): Promise<void> {
  const goal = disabled ? 'disabled' : 'active'
  const { changed, refusals } = await change(
    users.filter(({ status }) => status !== goal && status !== 'erased'),
    disabled,
  )
  const said = sayNow(disabled ? texts.bulkDisabled : texts.bulkEnabled, { count: changed.length })
  if (changed.length > 0) toastUndoable(said, () => change(changed, !disabled))
  else if (refusals.length === 0) toastDone(said)
  const [first] = refusals
  if (first) toastProblem(sayNow(texts.bulkRefused, { count: refusals.length, problem: first.message }))
}

async function change(users: readonly UserAnswer[], disabled: boolean) {
  const changed: UserAnswer[] = []
  const refusals: Refusal[] = []
  for (const user of users) {
    try {
      const { body } = await call<UserAnswer>(disabled ? 'PUT' : 'DELETE', `${usersPath}/${user.id}/disablement`, {
        ifVersion: user.version,
      })
      changed.push(body)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusals.push(error)
    }
  }
  refreshAround(usersPath)
  return { changed, refusals }
}
