import type { EventType } from '#contract/events/event-type.ts'
import { happened } from '#contract/events/event-type.ts'
import { MessageFailed, MessageQueued, MessageSent } from '#contract/events/messages.ts'
import { actorBecauseOf, appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import type { Log } from '#platform/log.ts'
import { type FindLink, fillLinks } from './link-places.ts'
import { type Mailer, Refused } from './mailer.ts'
import { findMessageOf, getMessageOf, insertMessage, type MessageRow, saveOutcome } from './messages-store.ts'

export type Post = { db: Database; clock: Clock; log: Log; mailer: Mailer; findLink?: FindLink }
type Cause = { id: string; requestId: string }
type Draft = { template: string; userId: number; key: string; letter: { to: string; subject: string; body: string } }

/** Writes the message once per key, with `message.queued`. Without SMTP this is all, and the console says where it is. */
export async function prepare(post: Post, cause: Cause, draft: Draft): Promise<void> {
  const status = post.mailer.sends ? 'queued' : 'stored'
  const at = post.clock.now()
  const created = await post.db.inTransaction((tx) => writeOnce(tx, actorBecauseOf(cause), draft, status, at))
  if (created?.status === 'stored')
    post.log.info(`письмо ${created.id} (${draft.template}) сохранено, SMTP_URL не задан: GET /messages/${created.id}`)
}

/** Null: a letter with this key was there before. */
export async function writeOnce(
  tx: Tx,
  actor: Actor,
  { template, userId, key, letter: { to, subject, body } }: Draft,
  status: 'queued' | 'stored',
  at: Date,
): Promise<MessageRow | null> {
  const row = { event_id: key, template, user_id: userId, to_address: to, subject, body }
  if (!(await insertMessage(tx, { ...row, status, created_at: at.getTime() }))) return null
  const message = await getMessageOf(tx, key)
  await tell(tx, actor, MessageQueued, message, at)
  return message
}

/**
 * Sends what waits; no transaction is open meanwhile. Throws when it may be tried again. A letter to somebody who was
 * erased meanwhile is given up like one that the server refuses.
 */
export async function deliver(post: Post, cause: Cause, key: string, signal: AbortSignal): Promise<void> {
  const message = await findMessageOf(post.db.reader, key)
  if (message?.status !== 'queued' || !post.mailer.sends) return
  try {
    if (message.to_address === '') throw new Refused('the person was erased')
    const body = await fillLinks(message.body, post.findLink ?? noLink)
    if (body === null) throw new Refused('the link is over')
    await post.mailer.send({ to: message.to_address, subject: message.subject, body, key }, signal)
  } catch (error) {
    await noteFailure(post, cause, message, error as Error)
    return
  }
  const at = post.clock.now()
  await post.db.inTransaction(async (tx) => {
    await saveOutcome(tx, message.id, { status: 'sent', sent_at: at.getTime() })
    await tell(tx, actorBecauseOf(cause), MessageSent, message, at)
  })
}

const noLink = async () => null

/** A refusal is final and told; anything else stays queued and is thrown, so that the event is tried again. */
async function noteFailure(post: Post, cause: Cause, message: MessageRow, error: Error): Promise<void> {
  const final = error instanceof Refused
  await post.db.inTransaction(async (tx) => {
    await saveOutcome(tx, message.id, { status: final ? 'failed' : 'queued', error: error.message })
    if (final) await tell(tx, actorBecauseOf(cause), MessageFailed, message, post.clock.now())
  })
  if (!final) throw error
  post.log.warn({ message_id: message.id, error: error.message }, 'письмо не принято сервером')
}

function tell(tx: Tx, actor: Actor, event: EventType, { id, template, user_id }: MessageRow, at: Date): Promise<void> {
  return appendEvents(tx, actor, [happened(event, { message_id: id, template, user_id }, at)])
}
