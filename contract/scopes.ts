import type { Right } from './rights.ts'

/**
 * What an API token may be given: rights of the one table in groups that people understand. Roles, passwords, sessions,
 * settings and tokens themselves are in none of them: those need somebody who has signed in.
 */
export const scopes = {
  'users.read': ['users.list', 'users.read'],
  'users.write': ['users.register', 'users.update', 'users.disable', 'bulk.own'],
  'courses.read': ['courses.list', 'courses.read'],
  'courses.write': ['courses.create', 'courses.update', 'courses.set_price', 'courses.publish', 'bulk.own'],
  'events.read': ['events.read'],
  'events.repair': ['events.repair'],
  'audit.read': ['audit.read'],
  'messages.read': ['messages.read'],
  'statistics.read': ['statistics.read'],
} as const satisfies Record<string, readonly Right[]>

export type Scope = keyof typeof scopes
export const scopeNames = Object.keys(scopes) as Scope[]

/** Whether one of the scopes holds the right. */
export function opens(given: readonly Scope[], right: Right): boolean {
  return given.some((scope) => (scopes[scope] as readonly Right[]).includes(right))
}

/** The scope that holds the right; undefined: no token has it. */
export function scopeOf(right: Right): Scope | undefined {
  return scopeNames.find((scope) => opens([scope], right))
}
