import { Type } from 'typebox'
import { EndedSessions, SessionAnswer } from '#contract/http/sessions.ts'
import { IdParams } from '#contract/http/shapes.ts'
import { findUser, requireOn, type User } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Reader } from '#platform/db/database.ts'
import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { presentSession } from './present-session.ts'
import { idleHoursOf, isLive } from './session-rules.ts'
import { listLiveSessions } from './sessions-store.ts'
import { signOut } from './sign-out.ts'

const tags = ['sessions']
const right = 'users.sessions'

/** Where an account is signed in, and the way to end it: a lost laptop, a shared computer, somebody who has left. */
export function userSessionsRoutes(root: App, { db, clock, config }: House): void {
  const app = typed(root)
  const refuses = ['user_not_found', 'forbidden'] as const

  app.get(
    '/users/:id/sessions',
    {
      schema: {
        tags,
        summary: 'Where somebody is signed in',
        params: IdParams,
        response: { 200: Type.Array(SessionAnswer) },
      },
      config: { right, refuses },
    },
    async ({ actor, params }) => {
      const user = await account(db.reader, actor, params.id)
      const now = clock.now()
      const sessions = await listLiveSessions(db.reader, user.id, now)
      const usable = sessions.filter((one) => isLive(one, user.role, idleHoursOf(config), now.getTime()))
      return usable.map((session) => presentSession(session, actor))
    },
  )

  app.delete(
    '/users/:id/sessions',
    {
      schema: {
        tags,
        summary: 'Sign somebody out everywhere; oneself everywhere else',
        params: IdParams,
        response: { 200: EndedSessions },
      },
      config: { right, refuses },
    },
    async ({ actor, params }) => ({
      ended: await db.inTransaction(async (tx) => {
        const user = await account(tx, actor, params.id)
        const which = user.id === actor.userId ? { except: actor.sessionId ?? 0 } : {}
        return signOut(tx, actor, user.id, clock.now(), which)
      }),
    }),
  )
}

async function account(reader: Reader, actor: Actor, id: number): Promise<User> {
  const user = await findUser(reader, id)
  if (!user) throw new Failure('user_not_found')
  requireOn(actor, right, user)
  return user
}
