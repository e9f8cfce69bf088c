import type { Locale } from '#contract/error-texts.ts'
import { UserTestMailRequested } from '#contract/events/users.ts'
import { call } from '#events/index.ts'
import { findUser } from '#modules/users/index.ts'
import { deliver, type Post, prepare } from './post.ts'

/** Writes a letter to whoever wants to see that letters arrive. Not replayed: it proves nothing later. */
export function sendTestMail(post: Post) {
  return call({
    group: 'test-mail',
    on: [UserTestMailRequested],
    from: 'now',
    replay: 'refuse',
    handle: async (event, { key, signal }) => {
      // another CRM on the same topic has users of its own with the same numbers
      if (event.seq === null) return
      const user = await findUser(post.db.reader, event.payload.user_id)
      if (!user) return
      const letter = { to: user.email, ...testText(user.locale) }
      if (user.status === 'active') await prepare(post, event, { template: 'test', userId: user.id, key, letter })
      await deliver(post, event, key, signal)
    },
  })
}

function testText(locale: Locale): { subject: string; body: string } {
  return locale === 'en'
    ? { subject: 'Test letter', body: 'Letters from Mini-CRM arrive.\n' }
    : { subject: 'Проверочное письмо', body: 'Письма из Mini-CRM доходят.\n' }
}
