import { type Kysely, sql } from 'kysely'
import type { Reader, Tx } from '#platform/db/database.ts'
import { effect } from './consumer.ts'

// For tests only: a small projection that counts events per key, in a table of its own (see test-log.ts).

type Counts = { test_counts: { key: string; count: number } }

export const countingConsumer = effect({
  group: 'counting',
  on: 'all',
  from: 'earliest',
  async handle({ key }, tx) {
    const updated = await counts(tx)
      .updateTable('test_counts')
      .set({ count: sql`count + 1` })
      .where('key', '=', key)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) await counts(tx).insertInto('test_counts').values({ key, count: 1 }).execute()
  },
  projection: {
    clear: async (tx) => void (await counts(tx).deleteFrom('test_counts').execute()),
    save: async (tx) => JSON.stringify(await countsOf(tx)),
    load: async (tx, saved) => void (await counts(tx).insertInto('test_counts').values(JSON.parse(saved)).execute()),
    checksum: async (reader) => JSON.stringify(await countsOf(reader)),
  },
})

export function countsOf(reader: Reader): Promise<{ key: string; count: number }[]> {
  return counts(reader).selectFrom('test_counts').select(['key', 'count']).orderBy('key').execute()
}

function counts(reader: Reader | Tx): Kysely<Counts> {
  return reader as unknown as Kysely<Counts>
}
