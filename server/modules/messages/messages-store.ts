import type { Generated, Selectable } from 'kysely'
import { isoTime } from '#platform/clock.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { insertUnlessThere } from '#platform/db/rows.ts'
import { hideLinks } from './link-places.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    messages: MessagesTable
  }
}

type MessagesTable = {
  id: Generated<number>
  /** The event that asked for it: a repeated event finds the message already there. */
  event_id: string
  template: string
  user_id: number | null
  to_address: string
  subject: string
  body: string
  status: 'stored' | 'queued' | 'sent' | 'failed'
  error: string | null
  created_at: number
  sent_at: number | null
}
export type MessageRow = Selectable<MessagesTable>
export type NewMessage = Pick<
  MessageRow,
  'event_id' | 'template' | 'user_id' | 'to_address' | 'subject' | 'body' | 'status' | 'created_at'
>

/** Whether it was written now; false: an earlier delivery of the event had written it. */
export function insertMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  return insertUnlessThere(tx, 'messages', { ...message, error: null, sent_at: null }, ['event_id'])
}

export async function findMessageOf(reader: Reader, eventId: string): Promise<MessageRow | undefined> {
  return reader.selectFrom('messages').selectAll().where('event_id', '=', eventId).executeTakeFirst()
}

export async function getMessageOf(reader: Reader, eventId: string): Promise<MessageRow> {
  const message = await findMessageOf(reader, eventId)
  if (!message) throw new Error(`no message of event ${eventId}`)
  return message
}

export async function findMessage(reader: Reader, id: number): Promise<MessageRow | undefined> {
  return reader.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The key under which somebody was welcomed. */
export async function findWelcomeKey(reader: Reader, userId: number): Promise<string | undefined> {
  const welcomes = reader.selectFrom('messages').select('event_id').where('template', '=', 'welcome')
  return (await welcomes.where('user_id', '=', userId).executeTakeFirst())?.event_id
}

/** The latest ones to these people, newest first. */
export function findMessagesTo(reader: Reader, userIds: readonly number[], limit: number): Promise<MessageRow[]> {
  if (userIds.length === 0) return Promise.resolve([])
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('user_id', 'in', [...userIds])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** What waits now, and what was given up since that time. */
export async function countMail(reader: Reader, failedSince: Date): Promise<{ queued: number; failed: number }> {
  const count = (status: MessageRow['status'], since: number) =>
    reader
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('status', '=', status)
      .where('created_at', '>=', since)
      .executeTakeFirstOrThrow()
  const [queued, failed] = await Promise.all([count('queued', 0), count('failed', failedSince.getTime())])
  return { queued: Number(queued.count), failed: Number(failed.count) }
}

/** The newest that could not be sent yet or at all, with the reason. */
export function listMailProblems(reader: Reader): Promise<MessageRow[]> {
  const rows = reader.selectFrom('messages').selectAll().where('status', 'in', ['failed', 'queued'])
  return rows.where('error', 'is not', null).orderBy('id', 'desc').limit(5).execute()
}

type Outcome = { status: 'sent'; sent_at: number } | { status: 'failed' | 'queued'; error: string }

export async function saveOutcome(tx: Tx, id: number, outcome: Outcome): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ error: null, ...outcome })
    .where('id', '=', id)
    .execute()
}

/** Letters to a person, as they are kept: where a link stood, only that there was one. */
export async function exportMessagesOf(reader: Reader, userId: number): Promise<object[]> {
  const rows = await reader.selectFrom('messages').selectAll().where('user_id', '=', userId).orderBy('id').execute()
  return rows.map(({ id, template, to_address, subject, body, status, created_at, sent_at }) => ({
    id,
    template,
    to: to_address,
    subject,
    body: hideLinks(body, '…'),
    status,
    created_at: isoTime(created_at),
    sent_at: sent_at === null ? null : isoTime(sent_at),
  }))
}

/** Blanks what was written to a person; that something was written stays. */
export async function eraseMessagesOf(tx: Tx, userId: number): Promise<void> {
  const blank = { to_address: '', subject: '', body: '', error: null }
  await tx.updateTable('messages').set(blank).where('user_id', '=', userId).execute()
}
