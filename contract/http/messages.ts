import { type Static, Type } from 'typebox'
import { Id, Nullable, pageFields, Time } from './shapes.ts'

export const MessageStatus = Type.Enum(['stored', 'queued', 'sent', 'failed'], {
  description: 'stored: no SMTP_URL is set, the message is only kept here',
})

export const MessageAnswer = Type.Object(
  {
    id: Id,
    template: Type.String(),
    user_id: Nullable(Id),
    to: Type.String(),
    subject: Type.String(),
    body: Type.String(),
    status: MessageStatus,
    error: Nullable(Type.String()),
    created_at: Time,
    sent_at: Nullable(Time),
  },
  {
    title: 'Message',
    examples: [
      {
        id: 1,
        template: 'welcome',
        user_id: 1,
        to: 'user@example.com',
        subject: 'Добро пожаловать',
        body: 'Здравствуйте!',
        status: 'stored',
        error: null,
        created_at: '2026-11-22T12:00:00.000+00:00',
        sent_at: null,
      },
    ],
  },
)
export type MessageAnswer = Static<typeof MessageAnswer>

export const ListMessages = Type.Object({
  ...pageFields,
  status: Type.Optional(MessageStatus),
  sort: Type.Optional(Type.Enum(['id', '-id'], { default: '-id' })),
})
export type ListMessages = Static<typeof ListMessages>
