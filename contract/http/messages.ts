import { type Static, Type } from 'typebox'
import { messageFields, messageStatuses } from '../filters.ts'
import { bothWays, Id, Nullable, pageFields, Time } from './shapes.ts'
import { FacetNames, WhereText } from './where.ts'

export const MessageStatus = Type.Enum([...messageStatuses], {
  description: 'stored: only kept here, because no SMTP_URL was set or the person is of the demo school',
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

const sorts = bothWays(['id', 'subject', 'to', 'status'])
const question = { status: Type.Optional(MessageStatus), where: WhereText(messageFields) }
export const ListMessages = Type.Object({
  ...pageFields,
  ...question,
  sort: Type.Optional(Type.Enum([...sorts], { default: '-id' })),
})
export type ListMessages = Static<typeof ListMessages>

export const CountMessages = Type.Object({ ...question, fields: FacetNames(['status', 'template']) })
export type CountMessages = Static<typeof CountMessages>
