import type { Kysely } from 'kysely'
import { addFoundBy } from '#platform/db/search-words.ts'

/** A word that nearly every row has is looked for in the rows themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addFoundBy(db, 'users', 'user')
  await addFoundBy(db, 'courses', 'course')
}
