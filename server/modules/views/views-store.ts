import type { Generated, Selectable } from 'kysely'
import type { ViewedList } from '#contract/http/views.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { forUpdate, insertRow } from '#platform/db/rows.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    saved_views: SavedViewsTable
  }
}

type SavedViewsTable = {
  id: Generated<number>
  list: ViewedList
  title: string
  address: string
  /** 1: the team sees it. */
  shared: number
  user_id: number
  created_at: number
  updated_at: number
  version: number
}
export type View = Selectable<SavedViewsTable>

/** The viewer's own and the team's, in the order in which they were saved. */
export function listViews(reader: Reader, list: ViewedList, userId: number): Promise<View[]> {
  const views = reader.selectFrom('saved_views').selectAll().where('list', '=', list)
  return views
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('shared', '=', 1)]))
    .orderBy('id')
    .execute()
}

export async function countViews(tx: Tx, list: ViewedList, userId: number): Promise<number> {
  const own = tx.selectFrom('saved_views').where('list', '=', list).where('user_id', '=', userId)
  const { count } = await own.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertView(tx: Tx, view: Omit<View, 'id' | 'version'>): Promise<View> {
  return { ...view, id: await insertRow(tx, 'saved_views', { ...view, version: 1 }), version: 1 }
}

/** Locked until the transaction ends. */
export function lockView(tx: Tx, id: number): Promise<View | undefined> {
  return forUpdate(tx.selectFrom('saved_views').selectAll().where('id', '=', id)).executeTakeFirst()
}

export async function saveView(tx: Tx, { id, ...view }: View): Promise<void> {
  await tx.updateTable('saved_views').set(view).where('id', '=', id).execute()
}

export async function deleteView(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('saved_views').where('id', '=', id).execute()
}

/** What an erased person looked for may name others; the team's views of theirs go too. */
export async function eraseViewsOf(tx: Tx, userId: number): Promise<void> {
  await tx.deleteFrom('saved_views').where('user_id', '=', userId).execute()
}
