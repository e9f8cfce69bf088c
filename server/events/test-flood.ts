import type { Database } from '#platform/db/database.ts'
import { getIdentity } from './identity.ts'
import './log-tables.ts'

const batch = 500

/** Writes as many events like the first of the log, each as long as a type may be, and tells nobody; the number of the last. */
export async function floodLog(database: Database, count: number): Promise<number> {
  const { lastSeq } = await getIdentity(database.reader)
  const like = await database.reader.selectFrom('events').selectAll().limit(1).executeTakeFirstOrThrow()
  const { n: _, ...row } = like
  await database.inTransaction(async (tx) => {
    for (let done = 0; done < count; done += batch) {
      const rows = Array.from({ length: batch }, (_, at) => {
        const seq = lastSeq + done + at + 1
        return { ...row, id: `flood-${seq}`, topic: 'message-events' as const, key: '1', type: 'x'.repeat(60), seq }
      })
      await tx.insertInto('events').values(rows).execute()
    }
    await tx
      .updateTable('event_log')
      .set({ last_seq: lastSeq + count })
      .execute()
  })
  return lastSeq + count
}
