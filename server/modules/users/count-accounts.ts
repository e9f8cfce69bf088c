import type { Reader } from '#platform/db/database.ts'
import './users-store.ts'

/** What an operator asks about all accounts; `weak`: active ones whose password is marked. */
type AccountCounts = { all: number; activeOwners: number; weak: number }

export async function countAccounts(reader: Reader): Promise<AccountCounts> {
  const kinds = await reader
    .selectFrom('users')
    .select((eb) => ['role', 'status', 'password_is_weak as weak', eb.fn.countAll().as('count')])
    .groupBy(['role', 'status', 'password_is_weak'])
    .execute()
  const sum = (fits: (kind: (typeof kinds)[number]) => boolean) =>
    kinds.filter(fits).reduce((total, kind) => total + Number(kind.count), 0)
  return {
    all: sum(() => true),
    activeOwners: sum(({ role, status }) => role === 'owner' && status === 'active'),
    weak: sum(({ weak, status }) => weak === 1 && status === 'active'),
  }
}

/** Nobody but the first one. Asked with every page: to know that, a hundred thousand accounts need not be counted. */
export async function isOnlyAccount(reader: Reader): Promise<boolean> {
  return (await reader.selectFrom('users').select('id').limit(2).execute()).length === 1
}

/** Active accounts whose password is marked. */
export async function countWeakAccounts(reader: Reader): Promise<number> {
  const weak = reader.selectFrom('users').where('password_is_weak', '=', 1).where('status', '=', 'active')
  const { count } = await weak.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}
