import { type Static, Type } from 'typebox'
import { Id, Nullable, Time } from './shapes.ts'

const Problem = Type.Object({
  id: Id,
  template: Type.String(),
  status: Type.Enum(['queued', 'failed']),
  error: Type.String(),
  created_at: Time,
})

export const MailState = Type.Object(
  {
    sends: Type.Boolean({ description: 'false: no SMTP_URL is set, letters are only stored' }),
    server: Nullable(Type.String({ description: 'host and port, never the name or password' })),
    from: Nullable(Type.String()),
    problems: Type.Array(Problem, { description: 'the newest five letters that wait or were given up' }),
  },
  {
    title: 'MailState',
    examples: [{ sends: true, server: 'smtp.example.com:587', from: 'school@example.com', problems: [] }],
  },
)
export type MailState = Static<typeof MailState>
