import { type Role, reachOf } from '#contract/rights.ts'
import { type Scope, scopes } from '#contract/scopes.ts'

const dayMs = 24 * 3_600_000
/** A clock may be off a little; a token from further in the future means that it was set back. */
const toleratedSkewMs = 5 * 60_000
export const usualDays = 90
/** Tokens in force at once per person. */
export const mostTokens = 50

type Times = { readonly created_at: number; readonly expires_at: number | null }

export function isLive({ created_at, expires_at }: Times, now: number): boolean {
  return (expires_at === null || now < expires_at) && created_at <= now + toleratedSkewMs
}

/** null: never. */
export function endOf(days: number | null, now: Date): number | null {
  return days === null ? null : now.getTime() + days * dayMs
}

/** Whether the role itself has anything of the scope: nobody gives away what they do not have. */
export function mayGive(role: Role, scope: Scope): boolean {
  return scopes[scope].some((right) => reachOf(role, right) !== 'no')
}

/** The time of the last use is written once a minute, not with every request. */
export function shouldTouch(lastUsedAt: number | null, now: number): boolean {
  return lastUsedAt === null || Math.abs(now - lastUsedAt) >= 60_000
}
