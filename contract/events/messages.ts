import { Type } from 'typebox'
import { eventType, Id } from './event-type.ts'

const topic = 'message-events'
const key = 'message_id'
const fields = { message_id: Id, template: Type.String(), user_id: Type.Union([Id, Type.Null()]) }
const example = { message_id: 1, template: 'welcome', user_id: 1 }

export const MessageQueued = eventType({
  type: 'message.queued',
  topic,
  key,
  fields,
  example,
  phrase: { ru: 'письмо подготовлено', en: 'a message was prepared' },
})

export const MessageSent = eventType({
  type: 'message.sent',
  topic,
  key,
  fields,
  example,
  phrase: { ru: 'письмо отправлено', en: 'a message was sent' },
})

export const MessageFailed = eventType({
  type: 'message.failed',
  topic,
  key,
  fields,
  example,
  phrase: { ru: 'письмо не отправлено', en: 'a message could not be sent' },
})
