import type { Generated, Selectable } from 'kysely'
import type { Scope } from '#contract/scopes.ts'
import { type Account, accountOf, accounts } from '#modules/users/index.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { forUpdate, insertRow } from '#platform/db/rows.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    api_tokens: ApiTokensTable
  }
}

type ApiTokensTable = {
  id: Generated<number>
  user_id: number
  name: string
  /** Its first characters. */
  hint: string
  /** SHA-256 of the token. */
  token_hash: string
  /** JSON: a list of scopes. */
  scopes: string
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}
export type ApiTokenRow = Selectable<ApiTokensTable>

const keptMs = 30 * 24 * 3_600_000

export function insertApiToken(
  tx: Tx,
  token: Omit<ApiTokenRow, 'id' | 'last_used_at' | 'revoked_at'>,
): Promise<number> {
  return insertRow(tx, 'api_tokens', { ...token, last_used_at: null, revoked_at: null })
}

/** The token with that hash that was not revoked, and whose it is; it may have expired. */
export async function findApiToken(
  reader: Reader,
  tokenHash: string,
): Promise<{ found: ApiTokenRow; account: Account } | undefined> {
  const [row] = await byHash(reader, { tokenHash })
  return row && { found: row, account: accountOf(row) }
}

/** Every request of a program runs it. */
const byHash = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('api_tokens')
    .innerJoin(accounts(db), 'account.holder', 'api_tokens.user_id')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null),
)

/** Not revoked, newest first; of one person or of all. */
export function listApiTokens(reader: Reader, userId: number | null): Promise<ApiTokenRow[]> {
  let rows = reader.selectFrom('api_tokens').selectAll().where('revoked_at', 'is', null)
  if (userId !== null) rows = rows.where('user_id', '=', userId)
  return rows.orderBy('id', 'desc').limit(1000).execute()
}

/** In force: neither revoked nor expired. */
export async function countApiTokens(tx: Tx, userId: number, now: Date): Promise<number> {
  const rows = await listApiTokens(tx, userId)
  return rows.filter(({ expires_at }) => expires_at === null || expires_at > now.getTime()).length
}

/** Not revoked yet; locked until the transaction ends. */
export function lockApiToken(tx: Tx, id: number): Promise<ApiTokenRow | undefined> {
  const row = tx.selectFrom('api_tokens').selectAll().where('id', '=', id).where('revoked_at', 'is', null)
  return forUpdate(row).executeTakeFirst()
}

export async function revokeApiToken(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('api_tokens').set({ revoked_at: now.getTime() }).where('id', '=', id).execute()
}

export async function revokeApiTokensOf(tx: Tx, userId: number, now: Date): Promise<void> {
  const live = tx.updateTable('api_tokens').set({ revoked_at: now.getTime() }).where('revoked_at', 'is', null)
  await live.where('user_id', '=', userId).execute()
}

export async function revokeEveryApiToken(tx: Tx, now: Date): Promise<void> {
  const live = tx.updateTable('api_tokens').set({ revoked_at: now.getTime() })
  await live.where('revoked_at', 'is', null).execute()
}

export async function touchApiToken(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('api_tokens').set({ last_used_at: now.getTime() }).where('id', '=', id).execute()
}

/** What programs could do in a person's name. */
export async function exportApiTokensOf(reader: Reader, userId: number): Promise<object[]> {
  const rows = await reader
    .selectFrom('api_tokens')
    .select(['id', 'name', 'hint', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
  const timed = (at: number | null) => (at === null ? null : isoTime(at))
  return rows.map((row) => ({
    ...row,
    scopes: scopesOf(row),
    created_at: timed(row.created_at),
    expires_at: timed(row.expires_at),
    last_used_at: timed(row.last_used_at),
    revoked_at: timed(row.revoked_at),
  }))
}

export async function eraseApiTokensOf(tx: Tx, userId: number): Promise<void> {
  await tx.deleteFrom('api_tokens').where('user_id', '=', userId).execute()
}

/** Removes what was revoked or has expired more than 30 days ago. */
export async function trimApiTokens(tx: Tx, now: Date): Promise<void> {
  const before = now.getTime() - keptMs
  for (const end of ['revoked_at', 'expires_at'] as const)
    await tx.deleteFrom('api_tokens').where(end, '<', before).execute()
}

export function scopesOf({ scopes }: Pick<ApiTokenRow, 'scopes'>): Scope[] {
  return JSON.parse(scopes) as Scope[]
}
