import type { Reader, Tx } from '#platform/db/database.ts'
import { upsertRow } from '#platform/db/rows.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    setup_tokens: SetupTokensTable
  }
}

/** At most one row, id 1: the token printed at the last start of a public server without an owner. */
type SetupTokensTable = { id: number; token_hash: string; expires_at: number }

const lifeMs = 30 * 60_000

/** Makes the one-time token that creates the first owner of a public server; earlier ones stop working. */
export async function renewSetupToken(tx: Tx, now: Date): Promise<string> {
  const token = newToken()
  await upsertRow(tx, 'setup_tokens', { id: 1, token_hash: tokenHash(token), expires_at: now.getTime() + lifeMs }, [
    'id',
  ])
  return token
}

export async function isSetupToken(reader: Reader, token: string, now: Date): Promise<boolean> {
  const row = await reader.selectFrom('setup_tokens').selectAll().where('id', '=', 1).executeTakeFirst()
  const left = row && row.token_hash === tokenHash(token) ? row.expires_at - now.getTime() : 0
  return left > 0 && left <= lifeMs
}

export async function useUpSetupToken(tx: Tx): Promise<void> {
  await tx.deleteFrom('setup_tokens').where('id', '=', 1).execute()
}
