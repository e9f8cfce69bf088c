import type { Reader, Tx } from '#platform/db/database.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    legacy_imports: { entity: LegacyEntity; legacy_id: number; imported_at: number }
  }
}

export type LegacyEntity = 'user' | 'course'

/** Which of these rows have come over before, whatever has become of them since. */
export async function importedIds(
  reader: Reader,
  entity: LegacyEntity,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const rows = reader.selectFrom('legacy_imports').select('legacy_id').where('entity', '=', entity)
  const found = await rows.where('legacy_id', 'in', [...ids]).execute()
  return new Set(found.map((row) => row.legacy_id))
}

/** In the transaction that writes the row: neither is there without the other. */
export async function noteImported(tx: Tx, entity: LegacyEntity, id: number, now: Date): Promise<void> {
  await tx.insertInto('legacy_imports').values({ entity, legacy_id: id, imported_at: now.getTime() }).execute()
}
