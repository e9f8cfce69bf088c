import type { Static } from 'typebox'
import type { SessionAnswer } from '#contract/http/sessions.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import type { Session } from './sessions-store.ts'

export function presentSession(session: Session, actor: Actor): Static<typeof SessionAnswer> {
  return {
    id: session.id,
    current: session.id === actor.sessionId,
    address: session.address,
    agent: session.agent,
    created_at: isoTime(session.createdAt),
    last_seen_at: isoTime(session.lastSeenAt),
    expires_at: isoTime(session.expiresAt),
  }
}
