import { happened } from '#contract/events/event-type.ts'
import { UserApiTokenCreated } from '#contract/events/users.ts'
import type { CreateApiToken } from '#contract/http/api-tokens.ts'
import type { Role } from '#contract/rights.ts'
import { appendEvents } from '#events/index.ts'
import { findUser, lockUser, proveCurrentPassword } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import type { Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { newApiToken } from '#platform/http/api-token.ts'
import type { House } from '#platform/http/house.ts'
import { tokenHash } from '#platform/secrets.ts'
import { endOf, mayGive, mostTokens, usualDays } from './api-token-rules.ts'
import { type ApiTokenRow, countApiTokens, findApiToken, insertApiToken } from './api-tokens-store.ts'

export type Made = { row: ApiTokenRow; token: string }

/**
 * Makes a token for oneself; the password once more, so that a stolen session does not become a key that outlives it.
 * Throws wrong_password, forbidden for a scope that one's role does not have, api_tokens_full, 429.
 */
export async function createApiToken(house: House, actor: Actor, wish: CreateApiToken): Promise<Made> {
  const user = await findUser(house.db.reader, actor.userId ?? 0)
  if (!user) throw new Failure('authentication_required')
  refuseTooMuch(user.role, wish)
  await proveCurrentPassword(house, user, wish.current_password)
  return house.db.inTransaction((tx) => write(tx, actor, user.id, wish, house.clock.now()))
}

function refuseTooMuch(role: Role, { scopes }: CreateApiToken): void {
  if (!scopes.every((scope) => mayGive(role, scope))) throw new Failure('forbidden')
}

async function write(tx: Tx, actor: Actor, userId: number, wish: CreateApiToken, now: Date): Promise<Made> {
  const user = await lockUser(tx, userId)
  // Disabled or demoted while the password was checked.
  if (user.status !== 'active') throw new Failure('forbidden')
  refuseTooMuch(user.role, wish)
  if ((await countApiTokens(tx, userId, now)) >= mostTokens) throw new Failure('api_tokens_full', { limit: mostTokens })
  const token = newApiToken()
  const expires_at = endOf(wish.expires_in_days === undefined ? usualDays : wish.expires_in_days, now)
  const id = await insertApiToken(tx, {
    user_id: userId,
    name: wish.name,
    hint: token.slice(0, 10),
    token_hash: tokenHash(token),
    scopes: JSON.stringify(wish.scopes),
    created_at: now.getTime(),
    expires_at,
  })
  const said = {
    user_id: userId,
    token_id: id,
    scopes: wish.scopes,
    expires_at: expires_at === null ? null : isoTime(expires_at),
  }
  await appendEvents(tx, actor, [happened(UserApiTokenCreated, said, now)])
  const made = await findApiToken(tx, tokenHash(token))
  if (!made) throw new Error('a token vanished in its own transaction')
  return { row: made.found, token }
}
