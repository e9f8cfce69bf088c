import type { Generated, Selectable } from 'kysely'
import type { Locale } from '#contract/error-texts.ts'
import type { Role } from '#contract/rights.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { forUpdate, insertRow } from '#platform/db/rows.ts'
import { addSearchWords, foldKey, foundBy, writeSearchWords } from '#platform/db/search-words.ts'
import { Failure } from '#platform/failure.ts'
import { foldEmail, type User } from './users-rules.ts'

declare module '#platform/db/database.ts' {
  interface Tables {
    users: UsersTable
  }
}

type UsersTable = {
  id: Generated<number>
  email: string
  /** Unique: addresses that differ in case only are one. */
  email_folded: string
  name: string
  /** Sorts people as a dictionary does (ё = е, no case). */
  name_key: string
  age: number | null
  role: Role
  status: User['status']
  locale: Locale
  password_hash: string | null
  password_is_weak: number
  /** 1 for the account that claimed the empty CRM, else null; unique, so that one of parallel claims wins. */
  owner_claim: number | null
  created_at: number
  updated_at: number
  version: number
  found_by: string | null
}

/** `id`: only for an account that brings its own. */
type NewUser = Omit<User, 'id' | 'version'> & { id?: number; ownerClaim: boolean }

/** Throws a unique violation when the e-mail is taken. */
export async function insertUser(tx: Tx, user: NewUser): Promise<User> {
  const { ownerClaim, ...fields } = user
  const row = {
    ...columnsOf(fields),
    created_at: user.createdAt.getTime(),
    version: 1,
    owner_claim: ownerClaim ? 1 : null,
  }
  const given = fields.id === undefined ? {} : { id: fields.id }
  const id = await insertRow(tx, 'users', { ...given, ...row })
  await addSearchWords(tx, 'user', id, wordsOf(user))
  return { ...fields, id, version: 1 }
}

/** Writes a user whose `version` was raised by the rules. */
export async function saveUser(tx: Tx, user: User): Promise<void> {
  await tx
    .updateTable('users')
    .set({ ...columnsOf(user), version: user.version })
    .where('id', '=', user.id)
    .execute()
  await writeSearchWords(tx, 'user', user.id, wordsOf(user))
}

/** A sign-in may renew the hash; that is no change anybody needs to hear of, so neither version nor event. */
export async function renewHash(tx: Tx, id: number, passwordHash: string): Promise<void> {
  await tx.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', id).execute()
}

export async function findUser(reader: Reader, id: number): Promise<User | undefined> {
  const [row] = await userById(reader, { id })
  return row && userOf(row)
}

const userById = prepared((db, { id }: { id: number }) => db.selectFrom('users').selectAll().where('id', '=', id))

export async function findUserByEmail(reader: Reader, email: string): Promise<User | undefined> {
  const row = await reader
    .selectFrom('users')
    .selectAll()
    .where('email_folded', '=', foldEmail(email))
    .executeTakeFirst()
  return row && userOf(row)
}

/** The little that every request asks of the signed-in account. */
export type Account = { readonly role: Role; readonly active: boolean; readonly passwordIsWeak: boolean }
type AccountRow = Pick<UsersTable, 'role' | 'status' | 'password_is_weak'>

export async function findAccount(reader: Reader, id: number): Promise<Account | undefined> {
  const [row] = await accountById(reader, { id })
  return row && accountOf(row)
}

const accountById = prepared((db, { id }: { id: number }) =>
  db.selectFrom(accounts(db)).selectAll().where('holder', '=', id),
)

/** To join to a row that names a person (`account.holder`), so that every request asks one question instead of two. */
export function accounts(db: Reader) {
  return db.selectFrom('users').select(['id as holder', 'role', 'status', 'password_is_weak']).as('account')
}

export function accountOf(row: AccountRow): Account {
  return { role: row.role, active: row.status === 'active', passwordIsWeak: row.password_is_weak === 1 }
}

/** Locked until the transaction ends; throws user_not_found. */
export async function lockUser(tx: Tx, id: number): Promise<User> {
  const row = await forUpdate(tx.selectFrom('users').selectAll().where('id', '=', id)).executeTakeFirst()
  if (!row) throw new Failure('user_not_found')
  return userOf(row)
}

/**
 * Active owners besides one user; the rows are locked, so that two owners cannot demote each other at once. Whoever is no
 * owner leaves them as many as they are, so nobody is counted then (1): it is a walk through all accounts.
 */
export async function countOtherOwners(tx: Tx, { id, role }: Pick<User, 'id' | 'role'>): Promise<number> {
  if (role !== 'owner') return 1
  const owners = tx.selectFrom('users').select('id').where('role', '=', 'owner').where('status', '=', 'active')
  const rows = await forUpdate(owners.where('id', '!=', id).orderBy('id')).execute()
  return rows.length
}

export async function ownerExists(reader: Reader): Promise<boolean> {
  const found = await reader.selectFrom('users').select('id').where('role', '=', 'owner').limit(1).executeTakeFirst()
  return found !== undefined
}

/** Ids of erased accounts: a restored backup must not bring these people back unnoticed. */
export async function listErasedUsers(reader: Reader): Promise<number[]> {
  const rows = await reader.selectFrom('users').select('id').where('status', '=', 'erased').orderBy('id').execute()
  return rows.map((row) => row.id)
}

function columnsOf(user: Omit<User, 'id' | 'version'>) {
  return {
    email: user.email,
    email_folded: foldEmail(user.email),
    name: user.name,
    name_key: foldKey(user.name),
    found_by: foundBy(wordsOf(user)),
    age: user.age,
    role: user.role,
    status: user.status,
    locale: user.locale,
    password_hash: user.passwordHash,
    password_is_weak: user.passwordIsWeak ? 1 : 0,
    updated_at: user.updatedAt.getTime(),
  }
}

/** Whoever was erased must not be found by what is left. */
function wordsOf({ name, email, status }: Pick<User, 'name' | 'email' | 'status'>): string[] {
  return status === 'erased' ? [] : [name, email]
}

/** The columns of an account, without the words by which it is found. */
export const userColumns = [
  ...(['id', 'email', 'name', 'age', 'role', 'status', 'locale', 'password_hash', 'password_is_weak'] as const),
  ...(['created_at', 'updated_at', 'version', 'email_folded', 'name_key'] as const),
]
export type UserRow = Pick<Selectable<UsersTable>, (typeof userColumns)[number]>

export function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    age: row.age,
    role: row.role,
    status: row.status,
    locale: row.locale,
    passwordHash: row.password_hash,
    passwordIsWeak: row.password_is_weak === 1,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    version: row.version,
  }
}
