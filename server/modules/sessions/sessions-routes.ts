import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { EndedSessions, Login, LoginAnswer, SessionAnswer } from '#contract/http/sessions.ts'
import { IdParams, Message, Nullable } from '#contract/http/shapes.ts'
import { UserAnswer } from '#contract/http/users.ts'
import { messageTexts } from '#contract/message-texts.ts'
import { findUser, presentUserTo } from '#modules/users/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Config } from '#platform/config/config.ts'
import { Failure } from '#platform/failure.ts'
import { sendObject } from '#platform/http/etag.ts'
import type { House } from '#platform/http/house.ts'
import { languageOf } from '#platform/http/language.ts'
import { type App, typed } from '#platform/http/typed-app.ts'
import { presentSession } from './present-session.ts'
import { idleHoursOf, isLive, lifeMs } from './session-rules.ts'
import { listLiveSessions, type Session } from './sessions-store.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

const tags = ['sessions']

/** `__Host-` binds the cookie to this very host; browsers accept it on https only. */
export function sessionCookieName(config: Config): string {
  return config.publicUrl?.protocol === 'https:' ? '__Host-session_token' : 'session_token'
}

export function sessionsRoutes(root: App, house: House): void {
  const app = typed(root)
  const { db, clock } = house
  const cookieName = sessionCookieName(house.config)
  const cookie = {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: house.config.publicUrl?.protocol === 'https:',
  } as const

  for (const url of ['/login', '/auth/login']) {
    app.post(
      url,
      {
        schema: { tags, summary: 'Sign in', body: Login, response: { 200: LoginAnswer } },
        config: {
          right: 'session.start',
          refuses: ['wrong_credentials', 'password_reset_required', 'too_many_requests', 'overloaded'],
        },
      },
      async (request, reply) => {
        const from = { actor: request.actor, agent: request.headers['user-agent']?.slice(0, 300) ?? null }
        const { user, token } = await signIn(house, request.body, from)
        reply.setCookie(cookieName, token, { ...cookie, maxAge: lifeMs / 1000 })
        return {
          message: say('logged_in', request),
          user: presentUserTo({ ...request.actor, userId: user.id, role: user.role }, user),
        }
      },
    )
  }

  for (const url of ['/logout', '/auth/logout']) {
    app.post(
      url,
      {
        schema: { tags, summary: 'Sign out', body: Nullable(Type.Object({})), response: { 200: Message } },
        config: { right: 'session.end' },
      },
      async (request, reply) => {
        const { sessionId, userId } = request.actor
        if (sessionId !== undefined && userId !== null)
          await db.inTransaction((tx) => signOut(tx, request.actor, userId, clock.now(), { only: sessionId }))
        reply.clearCookie(cookieName, cookie)
        return { message: say('logged_out', request) }
      },
    )
  }

  for (const url of ['/me', '/auth/me']) {
    app.get(
      url,
      {
        schema: { tags, summary: 'The signed-in user', response: { 200: UserAnswer } },
        config: { right: 'session.own' },
      },
      (request, reply) => sendMe(house, request, reply),
    )
  }

  app.get(
    '/sessions',
    {
      schema: { tags, summary: 'My live sessions', response: { 200: Type.Array(SessionAnswer) } },
      config: { right: 'session.own' },
    },
    async ({ actor }) => {
      const sessions = await listLiveSessions(db.reader, actor.userId ?? 0, clock.now())
      return sessions.filter(isUsable(house, actor)).map((session) => presentSession(session, actor))
    },
  )

  app.delete(
    '/sessions',
    {
      schema: { tags, summary: 'End my other sessions', response: { 200: EndedSessions } },
      config: { right: 'session.own' },
    },
    async ({ actor }) => ({
      ended: await db.inTransaction((tx) =>
        signOut(tx, actor, actor.userId ?? 0, clock.now(), { except: actor.sessionId ?? 0 }),
      ),
    }),
  )

  app.delete(
    '/sessions/:id',
    {
      schema: { tags, summary: 'End one of my sessions', params: IdParams, response: { 200: EndedSessions } },
      config: { right: 'session.own', refuses: ['session_not_found'] },
    },
    async ({ actor, params }) => {
      const ended = await db.inTransaction((tx) =>
        signOut(tx, actor, actor.userId ?? 0, clock.now(), { only: params.id }),
      )
      if (ended === 0) throw new Failure('session_not_found')
      return { ended }
    },
  )
}

/** Forgotten for longer than the role permits, a session opens nothing any more. */
function isUsable({ config, clock }: House, { role }: Actor): (session: Session) => boolean {
  const now = clock.now().getTime()
  return (session) => role !== 'anonymous' && role !== 'system' && isLive(session, role, idleHoursOf(config), now)
}

async function sendMe({ db }: House, { actor }: FastifyRequest, reply: FastifyReply) {
  const user = await findUser(db.reader, actor.userId ?? 0)
  if (!user) throw new Failure('authentication_required')
  return sendObject(reply, presentUserTo(actor, user))
}

function say(text: keyof typeof messageTexts, request: FastifyRequest): string {
  return messageTexts[text][languageOf(request.headers['accept-language'])]
}
