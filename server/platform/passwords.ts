import { hash, verify } from '@node-rs/argon2'
import { Failure } from './failure.ts'

/** Argon2id, 19 MiB, 2 passes, 1 lane (OWASP). Raise them here: old hashes are renewed at the next sign-in. */
/** 2 is Argon2id. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$'
/** Nobody waits longer than this for a turn; then 503 with Retry-After. */
const longestWaitMs = 5000

/**
 * All password hashing of the process, one at a time: on several threads a login storm triples everyone's waiting.
 * The queue is bounded by time, not by count, so that a burst of registrations is served whole.
 */
export class Passwords {
  #last: Promise<unknown> = Promise.resolve()
  #dummy: Promise<string> | undefined

  /** `before` runs when the turn has come; what it throws saves the hash (the e-mail may be taken by now). */
  hash(password: string, before: () => Promise<void> = async () => {}): Promise<string> {
    return this.#inTurn(async () => {
      await before()
      return hash(password.normalize('NFC'), parameters)
    })
  }

  verify(stored: string, password: string): Promise<boolean> {
    return this.#inTurn(() => verify(stored, password.normalize('NFC')))
  }

  /** Spends what a real check would, so that an unknown name cannot be told from a known one by time. Always false. */
  async verifyNobody(password: string): Promise<false> {
    this.#dummy ??= this.hash('nobody has this password')
    await this.verify(await this.#dummy, password)
    return false
  }

  isOutdated(stored: string): boolean {
    return !stored.startsWith(currentPrefix)
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
