/** Roles from least to most. `anonymous` is nobody signed in. */
export const roles = ['student', 'teacher', 'manager', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]
export type Party = Role | 'anonymous'
