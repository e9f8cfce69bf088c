import { UserCreated } from '#contract/events/users.ts'
import { call } from '#events/index.ts'
import { findUser } from '#modules/users/index.ts'
import type { Database } from '#platform/db/database.ts'
import type { Mailer } from './mailer.ts'
import { findWelcomeKey } from './messages-store.ts'
import { deliver, type Post, prepare } from './post.ts'
import { welcomeText } from './welcome-text.ts'

export type WelcomeParts = Post & { db: Database; mailer: Mailer; url: string }

/**
 * Writes a welcome letter to every new user who has none. Not replayed: nobody wants to be welcomed twice. The event's id
 * is the idempotency key, so a repetition finds the letter written and, unless that was cut off, sent.
 */
export function welcomeNewUser(parts: WelcomeParts) {
  return call({
    group: 'welcome-mail',
    on: [UserCreated],
    from: 'now',
    replay: 'refuse',
    handle: async (event, { key, signal }) => {
      // another CRM on the same topic has users of its own with the same numbers
      if (event.seq === null) return
      const user = await findUser(parts.db.reader, event.payload.user_id)
      if (!user) return
      const welcomedBy = await findWelcomeKey(parts.db.reader, user.id)
      if (welcomedBy !== undefined && welcomedBy !== key) return
      const letter = { to: user.email, ...welcomeText(user.locale, user.name, parts.url) }
      if (user.status !== 'erased') await prepare(parts, event, { template: 'welcome', userId: user.id, key, letter })
      await deliver(parts, event, key, signal)
    },
  })
}
