import { setTimeout as pause } from 'node:timers/promises'
import type { House } from '#platform/http/house.ts'
import { listUnfinished } from './bulk-store.ts'
import { runBulk } from './run-bulk.ts'

/** Most are done within this time, and the first answer tells their end. */
const waitMs = 1500

/** A change that has come no further since the last look belongs to nobody any more. */
const lookEveryMs = 5_000

/**
 * The bulk changes that this process works on. What a failure or a process that ended leaves undone, any process that
 * looks round goes on with.
 */
export class RunningBulks {
  readonly #house: House
  readonly #running = new Map<number, Promise<void>>()
  readonly #done = new Map<number, number>()
  #looking: NodeJS.Timeout | undefined
  #stopping = false

  constructor(house: House) {
    this.#house = house
  }

  /** Resolves when it is done or when it takes long; it goes on then. */
  async start(id: number): Promise<void> {
    const running = this.#running.get(id) ?? this.#run(id)
    await Promise.race([running, pause(waitMs, undefined, { ref: false })])
  }

  /** Takes up what an earlier process left, and looks round from now on. */
  async resume(): Promise<void> {
    for (const { id } of await listUnfinished(this.#house.db.reader)) void this.#run(id)
    this.#looking = setInterval(() => {
      // the database is away: the next look finds the same
      this.#lookRound().catch((err: unknown) => this.#house.log.debug({ err }, 'групповые изменения не видны'))
    }, lookEveryMs).unref()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearInterval(this.#looking)
    await Promise.all(this.#running.values())
  }

  async #lookRound(): Promise<void> {
    const unfinished = await listUnfinished(this.#house.db.reader)
    const stands = unfinished.filter(({ id, done }) => this.#done.get(id) === done)
    this.#done.clear()
    for (const { id, done } of unfinished) this.#done.set(id, done)
    for (const { id } of stands) if (!this.#stopping && !this.#running.has(id)) void this.#run(id)
  }

  #run(id: number): Promise<void> {
    const running = runBulk(this.#house, id, () => this.#stopping)
      .catch((err: unknown) =>
        this.#house.log.error({ err, bulk: id }, 'групповое изменение прервалось; к нему вернутся'),
      )
      .finally(() => this.#running.delete(id))
    this.#running.set(id, running)
    return running
  }
}
