import type { Role } from '#contract/rights.ts'
import type { Tx } from '#platform/db/database.ts'
import { afterCommit } from '#platform/db/transaction.ts'
import { type Invalid, invalidField } from '#platform/failure.ts'
import type { Log } from '#platform/log.ts'
import { commonPasswords } from './common-passwords.ts'

const fewestBytes = 8
const mostBytes = 1024
/** Characters asked for in public mode (OWASP ASVS 5: length, not composition). */
export const shortest = { student: 10, staff: 15 } as const

/**
 * Checks a new password. Returns true when it is weak: accepted only because `weakAllowed` (local mode), and marked.
 * Throws 422 naming the field and the rule.
 */
export function checkPassword(field: string, password: string, role: Role, weakAllowed: boolean): boolean {
  const bytes = Buffer.byteLength(password.normalize('NFC'))
  if (bytes < fewestBytes || bytes > mostBytes) throw invalidField(field, 'password_bytes')
  const weakness = weaknessOf(field, password, role)
  if (weakness && !weakAllowed) throw weakness
  return weakness !== null
}

/** Tells the operator, once the password is set, and nobody else. */
export function warnOfWeakPassword(tx: Tx, log: Log, userId: number): void {
  afterCommit(tx, () => log.warn({ user_id: userId }, 'слабый пароль: в публичном режиме вход с ним закрыт'))
}

function weaknessOf(field: string, password: string, role: Role): Invalid | null {
  const limit = role === 'student' ? shortest.student : shortest.staff
  if ([...password].length < limit) return invalidField(field, 'password_short', { limit })
  return isCommon(password) ? invalidField(field, 'password_common') : null
}

/** A common word stays common with digits around it, in any case, or repeated. */
function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  const core = plain.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  const unit = /^(.{1,8}?)\1+$/su.exec(plain)?.[1]
  return commonPasswords.has(plain) || commonPasswords.has(core) || core === '' || unit !== undefined
}
