import { Failure } from '#platform/failure.ts'
import type { House } from '#platform/http/house.ts'
import { forgetAttempts, takeAttempt } from '#platform/throttle.ts'
import type { User } from './users-rules.ts'

const minute = 60_000
/** Five wrong tries in 15 minutes, then a growing delay; sign-in counts by the same rule. */
export const passwordTries = {
  free: 5,
  windowMs: 15 * minute,
  delaysMs: [1, 2, 4, 8, 15].map((minutes) => minutes * minute),
}

/** A stolen session must not become a stolen account: tries are counted like sign-ins. Throws wrong_password or 429. */
export async function proveCurrentPassword(
  { db, clock, passwords }: House,
  user: User,
  password: string,
): Promise<void> {
  const key = `password of user ${user.id}`
  await db.inTransaction((tx) => takeAttempt(tx, { key, ...passwordTries }, clock.now()))
  if (!user.passwordHash || !(await passwords.verify(user.passwordHash, password))) throw new Failure('wrong_password')
  await db.inTransaction((tx) => forgetAttempts(tx, key))
}
