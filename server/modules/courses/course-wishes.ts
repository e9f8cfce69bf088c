import { findAccount } from '#modules/users/index.ts'
import type { Reader } from '#platform/db/database.ts'
import { invalidField } from '#platform/failure.ts'
import { toMinor } from '#platform/money.ts'

/** Minor units of what a client sent; throws 422 when it is not exact or out of range. */
export function priceOf(amount: number | string): number {
  const minor = toMinor(amount)
  if (minor === null) throw invalidField('price', 'money')
  return minor
}

/** An author is an account that works here; throws 422. */
export async function checkAuthor(reader: Reader, authorId: number | null): Promise<void> {
  if (authorId === null) return
  const account = await findAccount(reader, authorId)
  if (!account?.active || account.role === 'student') throw invalidField('author_id', 'value')
}
