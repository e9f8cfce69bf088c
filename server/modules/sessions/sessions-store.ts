import type { Generated } from 'kysely'
import { type Account, accountOf, accounts } from '#modules/users/index.ts'
import { isoTime } from '#platform/clock.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { insertRow } from '#platform/db/rows.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    sessions: SessionsTable
  }
}

type SessionsTable = {
  id: Generated<number>
  user_id: number
  /** SHA-256 of the token; the token itself is only in the browser. */
  token_hash: string
  address: string | null
  agent: string | null
  created_at: number
  last_seen_at: number
  expires_at: number
  ended_at: number | null
}

export type Session = {
  readonly id: number
  readonly userId: number
  readonly address: string | null
  readonly agent: string | null
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
}

export function insertSession(tx: Tx, session: Omit<Session, 'id'>, tokenHash: string): Promise<number> {
  return insertRow(tx, 'sessions', {
    user_id: session.userId,
    token_hash: tokenHash,
    address: session.address,
    agent: session.agent,
    created_at: session.createdAt,
    last_seen_at: session.lastSeenAt,
    expires_at: session.expiresAt,
    ended_at: null,
  })
}

/** The session of a token that was not ended, and whose it is; it may have expired. */
export async function findSession(
  reader: Reader,
  tokenHash: string,
): Promise<{ session: Omit<Session, 'address' | 'agent'>; account: Account } | undefined> {
  const [row] = await byToken(reader, { tokenHash })
  return row && { session: timesOf(row), account: accountOf(row) }
}

/** Every request of somebody signed in runs it. */
const byToken = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('sessions')
    .innerJoin(accounts(db), 'account.holder', 'sessions.user_id')
    .select(['sessions.id', 'user_id', 'created_at', 'last_seen_at', 'expires_at'])
    .select(['role', 'status', 'password_is_weak'])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null),
)

export async function listLiveSessions(reader: Reader, userId: number, now: Date): Promise<Session[]> {
  const query = reader.selectFrom('sessions').selectAll().where('user_id', '=', userId).where('ended_at', 'is', null)
  const rows = await query.where('expires_at', '>', now.getTime()).orderBy('id', 'desc').execute()
  return rows.map(sessionOf)
}

/** Ends live sessions: all, all but one, or one; how many. */
export async function endSessions(
  tx: Tx,
  userId: number,
  now: Date,
  which: { except?: number; only?: number } = {},
): Promise<number> {
  let rows = tx
    .updateTable('sessions')
    .set({ ended_at: now.getTime() })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
  if (which.except !== undefined) rows = rows.where('id', '!=', which.except)
  if (which.only !== undefined) rows = rows.where('id', '=', which.only)
  return Number((await rows.executeTakeFirst()).numUpdatedRows)
}

/** Ends everybody's; how many ended. */
export async function endEverySession(tx: Tx, now: Date): Promise<number> {
  const live = tx.updateTable('sessions').set({ ended_at: now.getTime() }).where('ended_at', 'is', null)
  return Number((await live.executeTakeFirst()).numUpdatedRows)
}

export async function touchSession(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('sessions').set({ last_seen_at: now.getTime() }).where('id', '=', id).execute()
}

/** Ends all sessions of a person and forgets from where they were used. */
export async function eraseSessionsOf(tx: Tx, userId: number, now: Date): Promise<void> {
  await endSessions(tx, userId, now)
  await tx.updateTable('sessions').set({ address: null, agent: null }).where('user_id', '=', userId).execute()
}

/** What is kept about where and when a person was signed in; the token is nobody's to read. */
export async function exportSessionsOf(reader: Reader, userId: number): Promise<object[]> {
  const rows = await reader
    .selectFrom('sessions')
    .select(['id', 'address', 'agent', 'created_at', 'last_seen_at', 'expires_at', 'ended_at'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...row,
    created_at: isoTime(row.created_at),
    last_seen_at: isoTime(row.last_seen_at),
    expires_at: isoTime(row.expires_at),
    ended_at: row.ended_at === null ? null : isoTime(row.ended_at),
  }))
}

/** Removes sessions that ended or expired more than 30 days ago. */
export async function trimSessions(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where('expires_at', '<', now.getTime() - 30 * 24 * 3_600_000)
    .execute()
}

type Row = {
  id: number
  user_id: number
  address: string | null
  agent: string | null
  created_at: number
  last_seen_at: number
  expires_at: number
}

function sessionOf(row: Row): Session {
  return { ...timesOf(row), address: row.address, agent: row.agent }
}

function timesOf(row: Omit<Row, 'address' | 'agent'>) {
  return {
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  }
}
