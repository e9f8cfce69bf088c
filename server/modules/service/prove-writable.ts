import type { Database } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { takeAttempt } from '#platform/throttle.ts'

/** A row that is really written: a transaction without a write commits on a full disk too. */
const probe = { key: 'health probe', free: Number.POSITIVE_INFINITY, windowMs: 0, delaysMs: [0] }

/** Whether a transaction can commit now: a full disk or a dead server shows here, not only in the next request. */
export async function proveWritable(db: Database): Promise<'ok' | 'full' | 'down'> {
  try {
    await db.inTransaction((tx) => takeAttempt(tx, probe, new Date()))
    return 'ok'
  } catch (error) {
    return error instanceof Failure && error.code === 'storage_full' ? 'full' : 'down'
  }
}
