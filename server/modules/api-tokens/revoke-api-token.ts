import { happened } from '#contract/events/event-type.ts'
import { UserApiTokenRevoked } from '#contract/events/users.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import { reach } from '#platform/http/session-guard.ts'
import { type ApiTokenRow, lockApiToken, revokeApiToken } from './api-tokens-store.ts'

/** Ends a token for ever: one's own, or the owner anybody's. Throws api_token_not_found. */
export async function endApiToken(tx: Tx, actor: Actor, id: number, now: Date): Promise<ApiTokenRow> {
  const token = await lockApiToken(tx, id)
  const mine = token?.user_id === actor.userId
  if (!token || !(mine || reach(actor, 'api_tokens.manage') === 'all')) throw new Failure('api_token_not_found')
  await revokeApiToken(tx, id, now)
  await appendEvents(tx, actor, [happened(UserApiTokenRevoked, { user_id: token.user_id, token_id: id }, now)])
  return token
}
