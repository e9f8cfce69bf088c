import { createHash, createHmac, randomBytes } from 'node:crypto'

/** Keyed digests and random tokens. The key never leaves this object. */
export class Secrets {
  readonly #key: Buffer

  constructor(secretKey: string) {
    this.#key = createHash('sha256').update(secretKey).digest()
  }

  /** For what must be compared later but never guessed from the stored digest (a request body may hold a password). */
  keyedDigest(purpose: string, content: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}\n${content}`).digest('base64url')
  }
}

/** 256 random bits, safe in a cookie or URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Tokens are random, so a plain digest is enough to make a stolen database useless for signing in. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
