// Owns: user accounts, their roles, passwords and the right to create them.
// Promises: one account per e-mail in any letter case; always an active owner once there is one; a change and its event together.
// Never: shows or logs a password or its hash.
export { giveRole } from './change-role.ts'
export { checkPassword, shortest, warnOfWeakPassword } from './check-password.ts'
export { countAccounts, countWeakAccounts, isOnlyAccount } from './count-accounts.ts'
export { createUser } from './create-user.ts'
export { disableUser, enableUser } from './disable-user.ts'
export type { EndSessions } from './end-sessions.ts'
export { type ErasePart, eraseUser } from './erase-user.ts'
export { type ExportPart, exportPerson } from './export-person.ts'
export { findUsersByWords, findUserToList } from './find-users.ts'
export { importUser } from './import-user.ts'
export { listRoles, listUserVersions } from './list-facts.ts'
export { listUsers } from './list-users.ts'
export { proveCurrentPassword } from './own-password.ts'
export { personalDataRoutes } from './personal-data-routes.ts'
export { presentUserTo } from './present-user.ts'
export { resetPassword } from './reset-password.ts'
export { renewSetupToken } from './setup-token.ts'
export { triesOf, tryPassword } from './try-password.ts'
export { requireOn } from './user-rights.ts'
export { usersRoutes } from './users-routes.ts'
export { foldEmail, type User } from './users-rules.ts'
export {
  type Account,
  accountOf,
  accounts,
  findAccount,
  findUser,
  findUserByEmail,
  listErasedUsers,
  lockUser,
  ownerExists,
  renewHash,
} from './users-store.ts'
export { weakAccountsRoutes } from './weak-accounts-routes.ts'
