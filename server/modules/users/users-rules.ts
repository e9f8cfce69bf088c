import type { Locale } from '#contract/error-texts.ts'
import { type Happened, happened } from '#contract/events/event-type.ts'
import {
  UserCreated,
  UserDisabled,
  UserEnabled,
  UserErased,
  UserPasswordChanged,
  UserRoleChanged,
  UserUpdated,
} from '#contract/events/users.ts'
import type { Role } from '#contract/rights.ts'
import { Failure } from '#platform/failure.ts'

export type User = {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly age: number | null
  readonly role: Role
  readonly status: 'active' | 'disabled' | 'erased'
  readonly locale: Locale
  /** PHC string; null after erasure: nobody can sign in. */
  readonly passwordHash: string | null
  /** Accepted in local mode only; cannot sign in in public mode. */
  readonly passwordIsWeak: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

/** What a rule decided: the user as it shall be stored, and the events that say so. */
export type Decision = { readonly user: User; readonly happened: readonly Happened[] }
export type ProfileChange = { name?: string; age?: number | null; locale?: Locale }

export function isAdministrator(role: Role): boolean {
  return role === 'admin' || role === 'owner'
}

/** Case is no difference between e-mail addresses; Unicode spellings of one letter are none either. */
export function foldEmail(email: string): string {
  return email.normalize('NFC').toLowerCase()
}

export function userCreated(user: User): Happened {
  const { id, email, name, age, role, createdAt } = user
  return happened(UserCreated, { user_id: id, email, name, age, is_admin: isAdministrator(role) }, createdAt)
}

export function changeProfile(user: User, change: ProfileChange, now: Date): Decision {
  refuseErased(user)
  const next = { ...user, ...change }
  const changed = (['name', 'age', 'locale'] as const).filter((field) => next[field] !== user[field])
  if (changed.length === 0) return unchanged(user)
  const { id, name, age, locale } = next
  return decided(next, now, happened(UserUpdated, { user_id: id, name, age, locale, changed }, now))
}

export function changePassword(user: User, passwordHash: string, passwordIsWeak: boolean, now: Date): Decision {
  refuseErased(user)
  return decided(
    { ...user, passwordHash, passwordIsWeak },
    now,
    happened(UserPasswordChanged, { user_id: user.id }, now),
  )
}

/** `otherOwners` = active owners besides this user, counted in the same transaction. */
export function changeRole(user: User, role: Role, otherOwners: number, now: Date): Decision {
  refuseErased(user)
  if (user.role === role) return unchanged(user)
  keepAnOwner(user, otherOwners)
  return decided(
    { ...user, role },
    now,
    happened(UserRoleChanged, { user_id: user.id, from: user.role, to: role }, now),
  )
}

export function disable(user: User, otherOwners: number, now: Date): Decision {
  refuseErased(user)
  if (user.status === 'disabled') return unchanged(user)
  keepAnOwner(user, otherOwners)
  return decided({ ...user, status: 'disabled' }, now, happened(UserDisabled, { user_id: user.id }, now))
}

export function enable(user: User, now: Date): Decision {
  refuseErased(user)
  if (user.status === 'active') return unchanged(user)
  return decided({ ...user, status: 'active' }, now, happened(UserEnabled, { user_id: user.id }, now))
}

/** Anonymises: the row stays for what refers to it, nothing of the person does. Erasing twice changes nothing. */
export function erase(user: User, otherOwners: number, now: Date): Decision {
  if (user.status === 'erased') return unchanged(user)
  keepAnOwner(user, otherOwners)
  const nobody = { name: 'Удалённый пользователь', age: null, passwordHash: null, passwordIsWeak: false } as const
  const email = `erased-${user.id}@erased.invalid`
  return decided({ ...user, ...nobody, email, status: 'erased' }, now, happened(UserErased, { user_id: user.id }, now))
}

/** Without an active owner nobody could ever appoint one again. */
function keepAnOwner(user: User, otherOwners: number): void {
  if (user.role === 'owner' && user.status === 'active' && otherOwners === 0) throw new Failure('last_owner')
}

function refuseErased(user: User): void {
  if (user.status === 'erased') throw new Failure('user_erased', { state: user.status, allowed: [] })
}

function unchanged(user: User): Decision {
  return { user, happened: [] }
}

function decided(user: User, now: Date, event: Happened): Decision {
  return { user: { ...user, updatedAt: now, version: user.version + 1 }, happened: [event] }
}
