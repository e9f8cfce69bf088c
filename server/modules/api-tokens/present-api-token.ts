import type { ApiTokenAnswer } from '#contract/http/api-tokens.ts'
import { findUser } from '#modules/users/index.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader } from '#platform/db/database.ts'
import { isLive } from './api-token-rules.ts'
import { type ApiTokenRow, scopesOf } from './api-tokens-store.ts'

/** With the names of the few people who may have tokens. */
export async function presentApiTokens(
  reader: Reader,
  rows: readonly ApiTokenRow[],
  now: Date,
): Promise<ApiTokenAnswer[]> {
  const ids = [...new Set(rows.map((row) => row.user_id))]
  const names = new Map(await Promise.all(ids.map(async (id) => [id, (await findUser(reader, id))?.name] as const)))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    user_id: row.user_id,
    user_name: names.get(row.user_id) ?? '',
    hint: row.hint,
    scopes: scopesOf(row),
    created_at: isoTime(row.created_at),
    expires_at: row.expires_at === null ? null : isoTime(row.expires_at),
    expired: !isLive(row, now.getTime()),
    last_used_at: row.last_used_at === null ? null : isoTime(row.last_used_at),
  }))
}
