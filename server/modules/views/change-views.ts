import { type CreateView, type UpdateView, type ViewAnswer, viewedLists } from '#contract/http/views.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { checkVersion } from '#platform/http/etag.ts'
import { allow, reach } from '#platform/http/session-guard.ts'
import { countViews, deleteView, insertView, lockView, saveView, type View } from './views-store.ts'

/** Of one person and one list. */
const mostViews = 50

/** Saves a view of a list that the actor may open. Sharing it needs a right of its own. */
export async function createView(tx: Tx, actor: Actor, wish: CreateView, now: Date): Promise<View> {
  const userId = signedIn(actor)
  allow(actor, viewedLists[wish.list])
  if (wish.shared) allow(actor, 'views.share')
  if ((await countViews(tx, wish.list, userId)) >= mostViews) throw new Failure('too_many_views', { limit: mostViews })
  const { list, title, address } = wish
  const at = now.getTime()
  return insertView(tx, {
    list,
    title,
    address,
    shared: wish.shared ? 1 : 0,
    user_id: userId,
    created_at: at,
    updated_at: at,
  })
}

/** A change that changes nothing leaves the version as it is. */
export async function updateView(
  tx: Tx,
  actor: Actor,
  id: number,
  { title, address, shared }: UpdateView,
  expected: readonly string[] | null,
  now: Date,
): Promise<View> {
  const view = await visibleView(tx, actor, id)
  checkVersion(expected, view.version)
  if (!mayChange(actor, view)) throw new Failure('forbidden')
  const next = {
    ...view,
    title: title ?? view.title,
    address: address ?? view.address,
    shared: shared === undefined ? view.shared : Number(shared),
  }
  if (next.shared !== view.shared) allow(actor, 'views.share')
  if (JSON.stringify(next) === JSON.stringify(view)) return view
  const saved = { ...next, updated_at: now.getTime(), version: view.version + 1 }
  await saveView(tx, saved)
  return saved
}

export async function removeView(tx: Tx, actor: Actor, id: number, expected: readonly string[] | null): Promise<View> {
  const view = await visibleView(tx, actor, id)
  checkVersion(expected, view.version)
  if (!mayChange(actor, view)) throw new Failure('forbidden')
  await deleteView(tx, id)
  return view
}

/** 404 for somebody else's own view, and for one of a list that the actor may not open. */
async function visibleView(tx: Tx, actor: Actor, id: number): Promise<View> {
  const view = await lockView(tx, id)
  const isVisible = view && (view.shared === 1 || view.user_id === actor.userId)
  if (!isVisible || reach(actor, viewedLists[view.list]) === 'no') throw new Failure('view_not_found')
  return view
}

/** One's own; the team's also by administrators. */
function mayChange(actor: Actor, view: View): boolean {
  return view.user_id === actor.userId || reach(actor, 'views.tidy') === 'all'
}

export function signedIn(actor: Actor): number {
  if (actor.userId === null) throw new Failure('authentication_required')
  return actor.userId
}

export function presentView(actor: Actor, view: View): ViewAnswer {
  const mine = mayChange(actor, view)
  return {
    id: view.id,
    list: view.list,
    title: view.title,
    address: view.address,
    shared: view.shared === 1,
    created_by: view.user_id,
    created_at: isoTime(view.created_at),
    updated_at: isoTime(view.updated_at),
    version: view.version,
    can: { update: mine, share: mine && reach(actor, 'views.share') === 'all', delete: mine },
  }
}
