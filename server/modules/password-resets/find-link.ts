import type { FindLink } from '#modules/messages/index.ts'
import { findUser, type User } from '#modules/users/index.ts'
import type { Reader } from '#platform/db/database.ts'
import type { House } from '#platform/http/house.ts'
import { tokenHash } from '#platform/secrets.ts'
import { isLive } from './password-resets-rules.ts'
import { findPasswordReset, type PasswordReset } from './password-resets-store.ts'
import { passwordDigestOf, tokenOf } from './reset-token.ts'

type Parts = Pick<House, 'db' | 'clock' | 'secrets'>

/** Makes the link of a letter, as long as it opens something. `url`: the address of this CRM, with its last slash. */
export function linkFinder({ db, clock, secrets }: Parts, url: string): FindLink {
  return async (id) => {
    const reset = await findPasswordReset(db.reader, id)
    if (!reset || !(await findUserOf(db.reader, { clock, secrets }, reset))) return null
    const token = tokenOf(secrets, reset.nonce)
    // Another SECRET_KEY since then: the token it makes was never given out.
    if (tokenHash(token) !== reset.token_hash) return null
    // Behind the #: browsers send it to nobody, so that no log or other site ever sees it.
    return `${url}app/new-password#token=${token}`
  }
}

/** Whose password the link may change now; undefined: nobody's any more. */
export async function findUserOf(
  reader: Reader,
  { clock, secrets }: Pick<Parts, 'clock' | 'secrets'>,
  reset: PasswordReset,
): Promise<User | undefined> {
  if (!isLive(reset, clock.now().getTime())) return undefined
  const user = await findUser(reader, reset.user_id)
  const same = user?.status === 'active' && passwordDigestOf(secrets, user) === reset.password_digest
  return same ? user : undefined
}
