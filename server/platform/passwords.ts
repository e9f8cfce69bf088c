import { hash, verify } from '@node-rs/argon2'
import { Failure } from './failure.ts'

/** Argon2id (2), 19 MiB, 2 passes, 1 lane (OWASP). Raise them here: old hashes are renewed at the next sign-in. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'
/** Nobody waits longer than this for a turn; then 503 with Retry-After. */
const longestWaitMs = 5000

type Around = { before?: () => Promise<void>; after?: (right: boolean) => Promise<void> }

/**
 * All password hashing of the process, one at a time: on several threads a login storm triples everyone's waiting.
 * The queue is bounded by time, not by count, so that a burst of registrations is served whole.
 */
export class Passwords {
  #last: Promise<unknown> = Promise.resolve()
  #nobody: string | undefined

  /** `before` runs when the turn has come; what it throws saves the hash (the e-mail may be taken by now). */
  hash(password: string, before: () => Promise<void> = async () => {}): Promise<string> {
    return this.#inTurn(async () => {
      await before()
      return hash(password.normalize('NFC'), parameters)
    })
  }

  /**
   * Spends the same on an unknown name (null), so that it cannot be told from a known one by time. `before` and `after`
   * belong to the turn: what `after` writes about one try is what `before` of the next one sees.
   */
  verify(
    stored: string | null,
    password: string,
    { before = async () => {}, after = async () => {} }: Around = {},
  ): Promise<boolean> {
    return this.#inTurn(async () => {
      await before()
      const fits = await verify(stored ?? (await this.#nobodysHash()), password.normalize('NFC'))
      const right = fits && stored !== null
      await after(right)
      return right
    })
  }

  isOutdated(stored: string): boolean {
    return !stored.startsWith(currentPrefix)
  }

  async #nobodysHash(): Promise<string> {
    this.#nobody ??= await hash('nobody has this password', parameters)
    return this.#nobody
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const asked = performance.now()
    const turn = this.#last.then(() => {
      if (performance.now() - asked > longestWaitMs) throw new Failure('overloaded', { retry_after: 5 })
      return work()
    })
    this.#last = turn.catch(() => {})
    return turn
  }
}
