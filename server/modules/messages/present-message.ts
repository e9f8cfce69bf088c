import type { Locale } from '#contract/error-texts.ts'
import type { MessageAnswer } from '#contract/http/messages.ts'
import { messageTexts } from '#contract/message-texts.ts'
import type { Actor } from '#platform/actor.ts'
import { isoTime } from '#platform/clock.ts'
import { reach } from '#platform/http/session-guard.ts'
import { type FindLink, fillLinks, hideLinks } from './link-places.ts'
import type { MessageRow } from './messages-store.ts'

type Viewer = { actor: Actor; locale: Locale; findLink: FindLink }

/**
 * A link is shown where no letter is sent, to the owner, who may pass it on: an administrator who could read it would
 * be the owner with the next click. Where letters are sent, it is its reader's alone.
 */
export async function presentMessage(row: MessageRow, viewer: Viewer): Promise<MessageAnswer> {
  return {
    id: row.id,
    template: row.template,
    user_id: row.user_id,
    to: row.to_address,
    subject: row.subject,
    body: await bodyFor(row, viewer),
    status: row.status,
    error: row.error,
    created_at: isoTime(row.created_at),
    sent_at: row.sent_at === null ? null : isoTime(row.sent_at),
  }
}

async function bodyFor({ body, status }: MessageRow, { actor, locale, findLink }: Viewer): Promise<string> {
  if (status !== 'stored' || reach(actor, 'messages.read_links') !== 'all')
    return hideLinks(body, messageTexts.link_hidden[locale])
  return (await fillLinks(body, findLink)) ?? hideLinks(body, messageTexts.link_over[locale])
}
