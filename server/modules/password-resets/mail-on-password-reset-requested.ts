import { UserPasswordResetRequested } from '#contract/events/users.ts'
import { call } from '#events/index.ts'
import { deliver, type Post, placeOfLink, prepare } from '#modules/messages/index.ts'
import { findUser } from '#modules/users/index.ts'
import { resetText } from './reset-text.ts'

/** Writes the letter with the link. Not replayed: the links of old letters are over. */
export function mailPasswordResets(post: Post) {
  return call({
    group: 'password-reset-mail',
    on: [UserPasswordResetRequested],
    from: 'now',
    replay: 'refuse',
    handle: async (event, { key, signal }) => {
      // another CRM on the same topic has users of its own with the same numbers
      if (event.seq === null) return
      const user = await findUser(post.db.reader, event.payload.user_id)
      if (!user) return
      const letter = { to: user.email, ...resetText(user.locale, user.name, placeOfLink(event.payload.reset_id)) }
      if (user.status === 'active')
        await prepare(post, event, { template: 'password_reset', userId: user.id, key, letter })
      await deliver(post, event, key, signal)
    },
  })
}
