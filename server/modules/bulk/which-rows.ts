import type { ChangeCourses, ChangeUsers } from '#contract/http/bulk.ts'
import { listCourses } from '#modules/courses/index.ts'
import { listUsers } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { Failure, invalidField } from '#platform/failure.ts'
import type { Mark, Page } from '#platform/http/paging.ts'
import { allow } from '#platform/http/session-guard.ts'
import type { Entity } from './bulk-store.ts'

const pageSize = 1000
type Wish = ChangeUsers | ChangeCourses
type Found = { readonly rows: readonly { readonly id: number }[]; readonly last: Mark | null }

/**
 * The rows a client means. By filter: those that the viewer's own list gives now, refused with count_changed when there
 * are others than were expected; by id: as they are named, each judged when its turn comes.
 */
export async function whichRows(
  reader: Reader,
  actor: Actor,
  entity: Entity,
  wish: Wish,
  now: Date,
): Promise<number[]> {
  const { ids, filter, exclude = [], expected_count: expected } = wish
  if (ids && filter) throw invalidField('filter', 'value')
  if (ids) return [...new Set(ids)]
  if (!filter) throw invalidField('ids', 'missing')
  if (expected === undefined) throw invalidField('expected_count', 'missing')
  const left = new Set(exclude)
  const found = (await listAll(reader, actor, entity, filter, now)).filter((id) => !left.has(id))
  if (found.length !== expected) throw new Failure('count_changed', { count: found.length, expected })
  return found
}

async function listAll(
  reader: Reader,
  actor: Actor,
  entity: Entity,
  filter: NonNullable<Wish['filter']>,
  now: Date,
): Promise<number[]> {
  const ids: number[] = []
  const pageOf = (page: Page): Promise<Found> =>
    entity === 'user'
      ? listUsers(
          reader,
          { ...filter, sort: 'id' } as Parameters<typeof listUsers>[1],
          page,
          allow(actor, 'users.list'),
          now,
        )
      : listCourses(
          reader,
          { ...filter, sort: 'id' } as Parameters<typeof listCourses>[1],
          page,
          allow(actor, 'courses.list'),
          now,
        )
  for (let after: Mark | null = null; ; ) {
    const { rows, last } = await pageOf({ by: 'cursor', after, limit: pageSize })
    ids.push(...rows.map(({ id }) => id))
    if (rows.length < pageSize) return ids
    after = last
  }
}
