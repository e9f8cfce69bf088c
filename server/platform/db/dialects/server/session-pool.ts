import { Failure } from '#platform/failure.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { LostConnection, type ServerSession } from './server-session.ts'

export type PoolLimits = { readonly connections: number; readonly patienceMs: number }

/** More than this many never wait at once: who comes later is told so at once. */
const queueLimit = 2_000
/** A connection that rested longer is asked for a sign of life before somebody relies on it. */
const restMs = 10_000
const lifeSignMs = 2_000

type Rested = { readonly session: ServerSession; readonly since: number }
type Waiting = { hand(session: ServerSession): void; refuse(reason: unknown): void }

/** A bounded number of connections; who finds none free waits in order, and not for ever. */
export class SessionPool {
  readonly #open: () => Promise<ServerSession>
  readonly #limits: PoolLimits
  readonly #resting: Rested[] = []
  readonly #waiting: Waiting[] = []
  /** Open, opening and lent ones. */
  #count = 0
  #closed = false

  constructor(open: () => Promise<ServerSession>, limits: PoolLimits) {
    this.#open = open
    this.#limits = limits
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Throws `overloaded` when none becomes free in time, `LostConnection` when none can be opened. */
  async take(): Promise<ServerSession> {
    if (this.#closed) throw new Error('The database is closed')
    for (let rested = this.#resting.pop(); rested; rested = this.#resting.pop()) {
      if (isFresh(rested) || (await this.#isAlive(rested.session))) return rested.session
      this.#drop(rested.session)
    }
    return this.#count < this.#limits.connections ? this.#openOne() : this.#wait()
  }

  give(session: ServerSession): void {
    if (this.#closed || session.broken) return this.#drop(session)
    const next = this.#waiting.shift()
    if (next) next.hand(session)
    else this.#resting.push({ session, since: performance.now() })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const next of this.#waiting.splice(0)) next.refuse(new Error('The database is closed'))
    await Promise.all(this.#resting.splice(0).map(({ session }) => session.close()))
  }

  async #isAlive(session: ServerSession): Promise<boolean> {
    if (session.broken) return false
    return session.run('select 1', [], lifeSignMs).then(
      () => true,
      () => false,
    )
  }

  async #openOne(): Promise<ServerSession> {
    this.#count++
    try {
      return await this.#open()
    } catch (error) {
      this.#count--
      this.#serveNext()
      throw error instanceof Failure || error instanceof StartProblem ? error : new LostConnection(error)
    }
  }

  #wait(): Promise<ServerSession> {
    if (this.#waiting.length >= queueLimit) throw new Failure('overloaded')
    return new Promise((resolve, reject) => {
      let isGone = false
      const waiting: Waiting = {
        hand: (session) => {
          clearTimeout(timer)
          if (isGone) this.give(session)
          else resolve(session)
        },
        refuse: (reason) => {
          clearTimeout(timer)
          reject(reason)
        },
      }
      const timer = setTimeout(() => {
        isGone = true
        this.#forget(waiting)
        reject(new Failure('overloaded'))
      }, this.#limits.patienceMs)
      this.#waiting.push(waiting)
    })
  }

  /** Whoever is no longer in the queue has a connection being opened for them; it goes to the next one. */
  #forget(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting)
    if (at >= 0) this.#waiting.splice(at, 1)
  }

  #drop(session: ServerSession): void {
    this.#count--
    void session.close()
    this.#serveNext()
  }

  /** A place has become free: whoever has waited longest gets a new connection, or hears why there is none. */
  #serveNext(): void {
    const next = this.#closed ? undefined : this.#waiting.shift()
    if (next) this.#openOne().then(next.hand, next.refuse)
  }
}

function isFresh({ session, since }: Rested): boolean {
  return !session.broken && performance.now() - since < restMs
}
