import type { Locale } from '#contract/error-texts.ts'
import { appendEvents } from '#events/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/database.ts'
import { isUniqueViolation } from '#platform/db/rows.ts'
import { Failure } from '#platform/failure.ts'
import type { Admission } from './admit-user.ts'
import { useUpSetupToken } from './setup-token.ts'
import { type User, userCreated } from './users-rules.ts'
import { insertUser, ownerExists } from './users-store.ts'

export type NewAccount = {
  email: string
  name: string
  age: number | null
  locale: Locale
  passwordHash: string
  passwordIsWeak: boolean
}

/** Writes the account and `user.created`. Throws email_taken, or owner_required when another claim was faster. */
export async function createUser(
  tx: Tx,
  actor: Actor,
  account: NewAccount,
  admission: Admission,
  now: Date,
): Promise<User> {
  if (admission.claim && (await ownerExists(tx))) throw new Failure('owner_required')
  const user = await insertOrRefuse(tx, { ...account, role: admission.role, ...born(now), ownerClaim: admission.claim })
  if (admission.claim) await useUpSetupToken(tx)
  await appendEvents(tx, { ...actor, userId: actor.userId ?? user.id }, [userCreated(user)])
  return user
}

function born(now: Date) {
  return { status: 'active', createdAt: now, updatedAt: now } as const
}

async function insertOrRefuse(tx: Tx, user: Parameters<typeof insertUser>[1]): Promise<User> {
  try {
    return await insertUser(tx, user)
  } catch (error) {
    if (isUniqueViolation(error, 'owner_claim')) throw new Failure('owner_required')
    if (isUniqueViolation(error, 'email_folded')) throw new Failure('email_taken')
    throw error
  }
}
