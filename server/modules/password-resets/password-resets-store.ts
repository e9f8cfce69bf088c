import type { Generated, Selectable } from 'kysely'
import type { Reader, Tx } from '#platform/db/database.ts'
import { forUpdate, insertRow } from '#platform/db/rows.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    password_resets: PasswordResetsTable
  }
}

type PasswordResetsTable = {
  id: Generated<number>
  user_id: number
  /** The token is a keyed digest of it: made again when the letter leaves, never stored. */
  nonce: string
  /** SHA-256 of the token. */
  token_hash: string
  /** Keyed digest of the password hash at the time of asking: another password ends the link. */
  password_digest: string
  created_at: number
  expires_at: number
  used_at: number | null
}
export type PasswordReset = Selectable<PasswordResetsTable>

export function insertPasswordReset(tx: Tx, reset: Omit<PasswordReset, 'id' | 'used_at'>): Promise<number> {
  return insertRow(tx, 'password_resets', { ...reset, used_at: null })
}

export function findPasswordReset(reader: Reader, id: number): Promise<PasswordReset | undefined> {
  return reader.selectFrom('password_resets').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findPasswordResetOf(reader: Reader, tokenHash: string): Promise<PasswordReset | undefined> {
  return reader.selectFrom('password_resets').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** Locked until the transaction ends: of two who use a link at once the second finds it used. */
export function lockPasswordReset(tx: Tx, id: number): Promise<PasswordReset | undefined> {
  return forUpdate(tx.selectFrom('password_resets').selectAll().where('id', '=', id)).executeTakeFirst()
}

export async function useUpPasswordReset(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.updateTable('password_resets').set({ used_at: now.getTime() }).where('id', '=', id).execute()
}

export async function erasePasswordResetsOf(tx: Tx, userId: number): Promise<void> {
  await tx.deleteFrom('password_resets').where('user_id', '=', userId).execute()
}

/** No link of anybody works any more. */
export async function endEveryPasswordReset(tx: Tx, now: Date): Promise<void> {
  await tx.updateTable('password_resets').set({ used_at: now.getTime() }).where('used_at', 'is', null).execute()
}

/** Removes what has been over for a day. */
export async function trimPasswordResets(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('password_resets')
    .where('expires_at', '<', now.getTime() - 24 * 3_600_000)
    .execute()
}
