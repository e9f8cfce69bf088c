import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import type { FindActor } from '#platform/http/session-guard.ts'
import { tokenHash } from '#platform/secrets.ts'
import { countAttempt, refuseThrottled } from '#platform/throttle.ts'
import { isLive, shouldTouch } from './api-token-rules.ts'
import { type ApiTokenRow, findApiToken, scopesOf, touchApiToken } from './api-tokens-store.ts'

/**
 * In whose name a program acts, read anew with every request. A token that opens nothing is refused, never taken for
 * nobody: a program must notice. Throws api_token_invalid, or 429 after 20 such tries in a minute from one address.
 */
export function holderFinder(house: House): FindActor {
  const { db, clock, relaxations } = house
  return async (token, { ip }) => {
    const now = clock.now()
    const { found, account } = (await findApiToken(db.reader, tokenHash(token))) ?? {}
    if (!found || !isLive(found, now.getTime())) return refuse(house, ip)
    if (!account?.active || (account.passwordIsWeak && !relaxations.active)) return refuse(house, ip)
    await touch(house, found, now)
    return { userId: found.user_id, role: account.role, token: { id: found.id, scopes: scopesOf(found) } }
  }
}

async function refuse({ db, clock }: House, ip: string): Promise<never> {
  const tries = [{ key: `API tokens from ${ip}`, free: 20, windowMs: 60_000 }]
  await refuseThrottled(db.reader, tries, clock.now())
  await db.inTransaction((tx) => countAttempt(tx, tries, clock.now()))
  throw new Failure('api_token_invalid')
}

async function touch({ db, log }: House, { id, last_used_at }: ApiTokenRow, now: Date): Promise<void> {
  if (!shouldTouch(last_used_at, now.getTime())) return
  // Nothing rests on it: a full disk must not turn every read into a 507.
  await db.inTransaction((tx) => touchApiToken(tx, id, now)).catch((err: unknown) => log.debug({ err }, 'last_used_at'))
}
