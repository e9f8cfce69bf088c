import type { User } from '#modules/users/index.ts'
import type { Secrets } from '#platform/secrets.ts'

/** 256 bits that only the holder of SECRET_KEY can make again. */
export function tokenOf(secrets: Secrets, nonce: string): string {
  return secrets.keyedDigest('password reset', nonce)
}

/** Tells one password from the next, and nothing about either. */
export function passwordDigestOf(secrets: Secrets, { passwordHash }: Pick<User, 'passwordHash'>): string {
  return secrets.keyedDigest('password of a reset', passwordHash ?? '')
}
