import type { Kysely } from 'kysely'
import { createKafkaTables } from '#events/index.ts'

/** How far the log has been published to Kafka, and where its readers may begin. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createKafkaTables(db)
}
