import type { Locale } from '#contract/error-texts.ts'
import { happened } from '#contract/events/event-type.ts'
import { MessageQueued } from '#contract/events/messages.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { getMessageOf, insertMessage } from './messages-store.ts'
import { welcomeText } from './welcome-text.ts'

type Newcomer = { readonly id: number; readonly email: string; readonly name: string; readonly locale: Locale }

/**
 * The welcome letter to somebody invented who came at another time: kept and never sent. In the transaction that makes
 * the account, so that `welcomeNewUser` finds them welcomed.
 */
export async function keepWelcome(tx: Tx, actor: Actor, newcomer: Newcomer, url: string, at: Date): Promise<void> {
  const { id: userId, email, name, locale } = newcomer
  const key = `welcome ${userId}`
  const letter = { event_id: key, template: 'welcome', user_id: userId, to_address: email }
  const text = welcomeText(locale, name, url)
  await insertMessage(tx, { ...letter, ...text, status: 'stored', created_at: at.getTime() })
  const { id } = await getMessageOf(tx, key)
  const queued = happened(MessageQueued, { message_id: id, template: 'welcome', user_id: userId }, at)
  await appendEvents(tx, actor, [queued])
}
