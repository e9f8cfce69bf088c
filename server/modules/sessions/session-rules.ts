import type { Role } from '#contract/rights.ts'

const day = 24 * 3_600_000
/** Seven days from sign-in, whatever happens in between. */
export const lifeMs = 7 * day
/** A clock may be off a little; a sign-in or a use from further in the future means that it was set back. */
const toleratedSkewMs = 5 * 60_000

export type IdleHours = { readonly student: number; readonly staff: number; readonly administrators: number }
type Times = { readonly createdAt: number; readonly lastSeenAt: number; readonly expiresAt: number }

/** Only what others can reach has an idle limit. */
export function idleHoursOf({ mode, idleHours }: { mode: string; idleHours: IdleHours }): IdleHours | null {
  return mode === 'public' ? idleHours : null
}

/** Whether a session may still be used; `idleHours` null: no idle limit (local mode). */
export function isLive(session: Times, role: Role, idleHours: IdleHours | null, now: number): boolean {
  if (now >= session.expiresAt || now >= session.createdAt + lifeMs) return false
  if (session.createdAt > now + toleratedSkewMs) return false
  const idle = now - session.lastSeenAt
  return idleHours === null || (idle < idleMs(role, idleHours) && idle >= -toleratedSkewMs)
}

/** The time of the last use is written once a minute, not with every request. */
export function shouldTouch(session: Times, now: number): boolean {
  return Math.abs(now - session.lastSeenAt) >= 60_000
}

function idleMs(role: Role, hours: IdleHours): number {
  const limit = {
    student: hours.student,
    teacher: hours.staff,
    manager: hours.staff,
    admin: hours.administrators,
    owner: hours.administrators,
  }
  return limit[role] * 3_600_000
}
