import type { UserAnswer } from '#contract/http/users.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import { mayOn } from './user-rights.ts'
import { isAdministrator, type User } from './users-rules.ts'

/** The account as lists show it; nothing of the password is ever in it. */
export function presentUser(user: User): UserAnswer {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    age: user.age,
    is_admin: isAdministrator(user.role),
    role: user.role,
    status: user.status,
    locale: user.locale,
    created_at: isoTime(user.createdAt),
    updated_at: isoTime(user.updatedAt),
    version: user.version,
  }
}

/** The single account, with what the viewer may do with it now. */
export function presentUserTo(actor: Actor, user: User): UserAnswer {
  const living = user.status !== 'erased'
  return {
    ...presentUser(user),
    can: {
      update: living && mayOn(actor, 'users.update', user),
      disable: user.status === 'active' && mayOn(actor, 'users.disable', user),
      enable: user.status === 'disabled' && mayOn(actor, 'users.disable', user),
      change_role: living && mayOn(actor, 'users.change_role', user),
      end_sessions: living && mayOn(actor, 'users.sessions', user),
    },
  }
}
