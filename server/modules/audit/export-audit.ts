import { isoTime } from '#platform/clock.ts'
import type { Reader } from '#platform/db/database.ts'
import { listEntriesOf } from './audit-store.ts'

/** What a person did and what was done to their account; the address only of what they did themselves. */
export async function exportAuditOf(reader: Reader, userId: number): Promise<object[]> {
  const rows = await listEntriesOf(reader, userId, `user/${userId}`)
  return rows.map(({ id, at, action, object, actor_id, personal }) => ({
    id,
    at: isoTime(at),
    action,
    object,
    address: actor_id === userId ? addressIn(personal) : null,
  }))
}

function addressIn(personal: string | null): string | null {
  return personal === null ? null : ((JSON.parse(personal) as { address?: string | null }).address ?? null)
}
