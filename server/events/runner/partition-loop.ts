import { setTimeout as pause } from 'node:timers/promises'
import type { SourceRecord } from '../transports/record.ts'
import { advanceBy } from './advance.ts'
import type { Assignment, Standing } from './assignment.ts'
import { isDoubt } from './attempt.ts'
import { Bell } from './bell.ts'
import { lookAgain } from './look-again.ts'
import { highestNumber, planSteps } from './plan.ts'
import { retryDue } from './retry.ts'
import { jittered } from './settings.ts'
import { catchUp, isBehind, standingOf } from './standing.ts'

/** Reads one partition for one consumer until it is stopped; begins again from the database after every doubt or error. */
export class PartitionLoop {
  readonly assignment: Assignment
  readonly #bell = new Bell()
  readonly #stop = new AbortController()
  readonly #giveUp = new AbortController()
  readonly #ended: Promise<void>
  #standing: Standing | undefined
  #idle = false
  #retriesDue = true
  #storingDue = false
  #moved = false

  constructor(assignment: Omit<Assignment, 'stopping' | 'giveUp'>) {
    this.assignment = { ...assignment, stopping: this.#stop.signal, giveUp: this.#giveUp.signal }
    this.#ended = this.#run()
  }

  /** There may be something to read. */
  wake(): void {
    this.#bell.ring()
  }

  /** A failed event is due. */
  wakeForRetry(): void {
    this.#retriesDue = true
    this.#bell.ring()
  }

  /** Once a second: notices a position that somebody else has set, and has stored what was only passed by. */
  look(stored: { epoch: number; seq: number }): void {
    if (!this.#standing || !this.#idle) return
    const known = this.#standing.stored
    this.#moved ||= stored.seq !== known.seq || stored.epoch !== known.epoch
    this.#storingDue = isBehind(this.#standing)
    if (this.#moved || this.#storingDue) this.#bell.ring()
  }

  /** Takes up nothing new and resolves when the work that has begun is settled; what lasts longer than `stopMs` is given up. */
  async stop(): Promise<void> {
    const reason = new Error('the consumers are being stopped')
    const limit = setTimeout(() => this.#giveUp.abort(reason), this.assignment.shared.settings.stopMs)
    this.#stop.abort(reason)
    this.#bell.ring()
    await this.#ended
    clearTimeout(limit)
  }

  get #stopping(): boolean {
    return this.#stop.signal.aborted
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopping; ) {
      try {
        this.#standing = await this.#begin()
        await this.#readOn(this.#standing, () => {
          failures = 0
        })
      } catch (error) {
        if (!this.#stopping) await this.#recover(error, ++failures)
      } finally {
        await this.#leave()
      }
    }
  }

  #begin(): Promise<Standing> {
    this.#moved = false
    this.#retriesDue = true
    return standingOf(this.assignment)
  }

  async #readOn(standing: Standing, onProgress: () => void): Promise<void> {
    const { batch } = this.assignment.shared.settings
    while (!this.#stopping && !this.#moved) {
      if (this.#retriesDue) this.#retriesDue = await retryDue(this.assignment, standing)
      const records = await standing.reader.read(batch)
      await this.#settle(standing, records)
      onProgress()
      if (records.length < batch && !this.#retriesDue) await this.#waitForNews(standing)
    }
  }

  async #settle(standing: Standing, records: readonly SourceRecord[]): Promise<void> {
    const { shared, consumer } = this.assignment
    if (highestNumber(records, shared.log.instanceId) > shared.log.lastSeq) await lookAgain(shared)
    for (let rest = records; rest.length > 0 && !this.#stopping; ) {
      const steps = planSteps(rest, { consumer, log: shared.log, reached: standing.reached, blocked: standing.blocked })
      rest = rest.slice(await advanceBy(this.assignment, standing, steps))
    }
  }

  async #waitForNews(standing: Standing): Promise<void> {
    this.#idle = true
    await this.#bell.wait()
    this.#idle = false
    if (this.#storingDue && !this.#moved) await catchUp(this.assignment, standing)
    this.#storingDue = false
  }

  async #recover(error: unknown, failures: number): Promise<void> {
    const { place, shared } = this.assignment
    if (!isDoubt(error)) shared.onProblem({ kind: 'stalled', place, seq: null, error })
    const ms = isDoubt(error) ? 10 : Math.min(5_000, 100 * 2 ** failures)
    await pause(jittered(ms), undefined, { signal: this.#stop.signal }).catch(() => {})
  }

  async #leave(): Promise<void> {
    const standing = this.#standing
    this.#standing = undefined
    if (!standing) return
    if (this.#stopping && isBehind(standing)) await catchUp(this.assignment, standing).catch(() => {})
    await standing.reader.close().catch(() => {})
  }
}
