import type { Right } from '#contract/rights.ts'
import type { Actor } from '#platform/actor.ts'
import { Failure } from '#platform/failure.ts'
import { reach } from '#platform/http/session-guard.ts'
import type { User } from './users-rules.ts'

/** Whether the actor may use the right on this very account. */
export function mayOn(actor: Actor, right: Right, user: Pick<User, 'id' | 'role'>): boolean {
  const self = actor.userId === user.id
  switch (reach(actor, right)) {
    case 'all':
      return true
    case 'self':
      return self
    case 'students':
      return user.role === 'student' || (self && right !== 'users.disable')
    case 'notOwners':
      return user.role !== 'owner' || self
    default:
      return false
  }
}

/** Refuses: 404 for an account one may not know of, 403 for one that can be seen but not changed. */
export function requireOn(actor: Actor, right: Right, user: Pick<User, 'id' | 'role'>): void {
  if (mayOn(actor, right, user)) return
  throw new Failure(mayOn(actor, 'users.read', user) ? 'forbidden' : 'user_not_found')
}
