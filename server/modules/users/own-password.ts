import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { forgetAttempts } from '#platform/throttle.ts'
import { triesOf, tryPassword } from './try-password.ts'
import type { User } from './users-rules.ts'

/** A stolen session must not become a stolen account: tries are counted like sign-ins. Throws wrong_password or 429. */
export async function proveCurrentPassword(house: House, user: User, password: string): Promise<void> {
  const tries = triesOf(`password of user ${user.id}`)
  if (!(await tryPassword(house, user, password, [tries]))) throw new Failure('wrong_password')
  await house.db.inTransaction((tx) => forgetAttempts(tx, tries.key))
}
