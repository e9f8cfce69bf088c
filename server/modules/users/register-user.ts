import type { FastifyRequest } from 'fastify'
import type { Locale } from '#contract/error-texts.ts'
import type { CreateUser } from '#contract/http/users.ts'
import type { Tx } from '#platform/db/database.ts'
import type { House } from '#platform/http/house.ts'
import { takeAttempt } from '#platform/throttle.ts'
import { admitUser, isStaff, refuseTakenEmail } from './admit-user.ts'
import { checkPassword, warnOfWeakPassword } from './check-password.ts'
import { createUser } from './create-user.ts'
import type { User } from './users-rules.ts'

const hourMs = 3_600_000

/**
 * Checks who may create the account, hashes the password when its turn has come (unless the e-mail was taken while it
 * waited) and returns the write.
 */
export async function registerUser(
  house: House,
  request: FastifyRequest,
  wish: CreateUser,
  locale: Locale,
): Promise<(tx: Tx) => Promise<User>> {
  const admission = await admitUser(house, request, wish)
  const passwordIsWeak = checkPassword('password', wish.password, admission.role, house.relaxations.active)
  await throttleStrangers(house, request)
  await refuseTakenEmail(house.db.reader, wish.email)
  const passwordHash = await house.passwords.hash(wish.password, () => refuseTakenEmail(house.db.reader, wish.email))
  const account = { email: wish.email, name: wish.name, age: wish.age ?? null, locale, passwordHash, passwordIsWeak }
  return async (tx) => {
    const user = await createUser(tx, request.actor, account, admission, house.clock.now())
    if (passwordIsWeak) warnOfWeakPassword(tx, house.log, user.id)
    return user
  }
}

/**
 * In public mode strangers, and who has registered already, try to register at most five accounts an hour from one
 * address, taken e-mails included.
 */
async function throttleStrangers({ db, clock, relaxations }: House, { actor, ip }: FastifyRequest): Promise<void> {
  if (relaxations.active || isStaff(actor)) return
  const rule = { key: `registration ${ip}`, free: 5, windowMs: hourMs }
  await db.inTransaction((tx) => takeAttempt(tx, rule, clock.now()))
}
