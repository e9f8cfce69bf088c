import type { Tx } from '#platform/db/database.ts'
import { blankEntries } from './audit-store.ts'

/** Removes a person from the trail; what happened and the chains stay. */
export function blankAuditOf(tx: Tx, userId: number): Promise<void> {
  return blankEntries(tx, userId, `user/${userId}`)
}
