import type { Entity, LiveChange } from '#contract/http/live.ts'
import { type Change, payloadsOf } from '#events/index.ts'
import { listPublished } from '#modules/courses/index.ts'
import { listRoles } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { reach } from '#platform/http/session-guard.ts'

type Heard = Change & { readonly entity: Entity; readonly id: number }

/** Of what happened, that which the viewer may know of, as the viewer may know it. */
export async function heardBy(reader: Reader, actor: Actor, changes: readonly Change[]): Promise<LiveChange[]> {
  const all = changes.map(named)
  if (reach(actor, 'events.read') === 'all') return all.map((change) => told(change, change.type))
  const users = await usersHeard(
    reader,
    actor,
    all.filter(({ entity, type }) => entity === 'user' && isChange(type)),
  )
  const courses = await coursesHeard(
    reader,
    actor,
    all.filter(({ entity }) => entity === 'course'),
  )
  const messages = reach(actor, 'messages.read') === 'all' ? all.filter(({ entity }) => entity === 'message') : []
  const heard = [...users, ...courses, ...messages].sort((a, b) => a.seq - b.seq)
  return heard.map((change) => told(change, plainly(change)))
}

/** Entities are named as their topics are. */
function named(change: Change): Heard {
  return { ...change, entity: change.topic.replace('-events', '') as Entity, id: Number(change.key) }
}

function told({ seq, entity, id }: Heard, type: string): LiveChange {
  return { seq, entity, id, type }
}

/** Signing in and out leaves the account as it was: only the log tells of it. */
function isChange(type: string): boolean {
  return type !== 'user.logged_in' && type !== 'user.logged_out'
}

function plainly({ entity, type }: Heard): string {
  return type.endsWith('.created') ? `${entity}.created` : `${entity}.updated`
}

async function usersHeard(reader: Reader, actor: Actor, changes: Heard[]): Promise<Heard[]> {
  const reached = reach(actor, 'users.read')
  if (reached === 'all') return changes
  const isSelf = ({ id }: Heard) => id === actor.userId
  if (reached !== 'students') return reached === 'self' ? changes.filter(isSelf) : []
  const roles = await listRoles(reader, idsOf(changes))
  const moves = changes.filter(({ type }) => type === 'user.role_changed').map(({ seq }) => seq)
  const moved = await payloadsOf(reader, moves)
  // who is no student any more has left the list: its reader must hear of it
  const was = ({ seq }: Heard) => moved.get(seq)?.['from'] === 'student' || moved.get(seq)?.['to'] === 'student'
  return changes.filter((change) => isSelf(change) || roles.get(change.id) === 'student' || was(change))
}

async function coursesHeard(reader: Reader, actor: Actor, changes: Heard[]): Promise<Heard[]> {
  const reached = reach(actor, 'courses.read')
  if (reached !== 'published') return reached === 'all' ? changes : []
  const published = await listPublished(reader, idsOf(changes))
  // only what everybody could see is ever archived
  return changes.filter(({ id, type }) => published.has(id) || type === 'course.archived')
}

function idsOf(changes: readonly Heard[]): number[] {
  return [...new Set(changes.map(({ id }) => id))]
}
