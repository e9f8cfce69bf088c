import './bulk-store.ts'
import type { Tx } from '#platform/db/database.ts'

/** A person is erased: from where they acted is forgotten. */
export async function forgetAddressInBulk(tx: Tx, userId: number): Promise<void> {
  await tx.updateTable('bulk_changes').set({ address: null }).where('actor_id', '=', userId).execute()
}

/** Removes what was finished more than a day ago. */
export async function trimBulkChanges(tx: Tx, now: Date): Promise<void> {
  const before = now.getTime() - 24 * 3_600_000
  const old = await tx.selectFrom('bulk_changes').select('id').where('finished_at', '<', before).execute()
  for (const { id } of old) {
    await tx.deleteFrom('bulk_chunks').where('bulk_id', '=', id).execute()
    await tx.deleteFrom('bulk_changes').where('id', '=', id).execute()
  }
}
