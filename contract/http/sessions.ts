import { type Static, Type } from 'typebox'
import { Id, Nullable, Time } from './shapes.ts'
import { UserAnswer } from './users.ts'

export const Login = Type.Object(
  {
    email: Type.String({ maxLength: 320 }),
    password: Type.String({ maxLength: 1024 }),
  },
  { additionalProperties: false, examples: [{ email: 'user@example.com', password: 'password123' }] },
)
export type Login = Static<typeof Login>

export const LoginAnswer = Type.Object({
  message: Type.String({ examples: ['Вход выполнен успешно'] }),
  user: UserAnswer,
})

export const SessionAnswer = Type.Object(
  {
    id: Id,
    current: Type.Boolean({ description: 'the session of this very request' }),
    address: Nullable(Type.String()),
    agent: Nullable(Type.String()),
    created_at: Time,
    last_seen_at: Time,
    expires_at: Time,
  },
  {
    title: 'Session',
    examples: [
      {
        id: 1,
        current: true,
        address: '127.0.0.1',
        agent: 'curl/8.14',
        created_at: '2026-11-22T12:00:00.000+00:00',
        last_seen_at: '2026-11-22T12:00:00.000+00:00',
        expires_at: '2026-11-29T12:00:00.000+00:00',
      },
    ],
  },
)

export const EndedSessions = Type.Object({
  ended: Type.Integer({ minimum: 0, description: 'sessions that were ended', examples: [1] }),
})
