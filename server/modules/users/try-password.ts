import type { House } from '#platform/http/house.ts'
import { countAttempt, refuseThrottled, type ThrottleRule } from '#platform/throttle.ts'
import type { User } from './users-rules.ts'

const minute = 60_000
/** Five wrong tries, each within 15 minutes of the one before, then a growing delay. */
const passwordTries = {
  free: 5,
  windowMs: 15 * minute,
  delaysMs: [1, 2, 4, 8, 15].map((minutes) => minutes * minute),
}

/** The rule by which wrong passwords of one name or account are counted. */
export function triesOf(key: string): ThrottleRule {
  return { key, ...passwordTries }
}

/**
 * One try at an account's password; whether it is right and the account in use. An unknown name (undefined) costs the
 * same. Only failures are counted, each before the next try is checked, so that many at once are no more than the rules
 * permit and nobody who is right is refused for being one of many. Throws 429 or overloaded.
 */
export async function tryPassword(
  { db, clock, passwords }: House,
  account: Pick<User, 'passwordHash' | 'status'> | undefined,
  password: string,
  rules: readonly ThrottleRule[],
): Promise<boolean> {
  const refuse = () => refuseThrottled(db.reader, rules, clock.now())
  const isActive = account?.status === 'active'
  await refuse() // nobody waits for a turn to be refused
  const isRight = await passwords.verify(account?.passwordHash ?? null, password, {
    before: refuse,
    after: async (right) => {
      if (!right || !isActive) await db.inTransaction((tx) => countAttempt(tx, rules, clock.now()))
    },
  })
  return isRight && isActive
}
