import type { House } from '#platform/http/house.ts'
import type { FindActor } from '#platform/http/session-guard.ts'
import { tokenHash } from '#platform/secrets.ts'
import { idleHoursOf, isLive, shouldTouch } from './session-rules.ts'
import { findSession, touchSession } from './sessions-store.ts'

/** Who holds a token, read anew with every request: an ended session or a changed role acts at once. */
export function actorFinder({ db, clock, config, relaxations, log }: House): FindActor {
  const idleHours = idleHoursOf(config)
  return async (token, request) => {
    const found = await findSession(db.reader, tokenHash(token))
    if (!found) return null
    const { session, account } = found
    const now = clock.now()
    if (!account.active || !isLive(session, account.role, idleHours, now.getTime())) return null
    if (account.passwordIsWeak && !relaxations.active) return null
    const attended = !request.routeOptions.config.unattended
    if (attended && shouldTouch(session, now.getTime())) {
      // Only the idle limit rests on it: a full disk must not turn every read into a 507.
      await db
        .inTransaction((tx) => touchSession(tx, session.id, now))
        .catch((err: unknown) => log.debug({ err }, 'last_seen'))
    }
    return { userId: session.userId, role: account.role, sessionId: session.id }
  }
}
