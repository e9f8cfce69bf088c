import { setTimeout as pause } from 'node:timers/promises'
import type { House } from '#platform/http/house.ts'
import { listUnfinished } from './bulk-store.ts'
import { runBulk } from './run-bulk.ts'

/** Most are done within this time, and the first answer tells their end. */
const waitMs = 1500

/** The bulk changes that this process works on. What it leaves undone the next start goes on with. */
export class RunningBulks {
  readonly #house: House
  readonly #running = new Map<number, Promise<void>>()
  #stopping = false

  constructor(house: House) {
    this.#house = house
  }

  /** Resolves when it is done or when it takes long; it goes on then. */
  async start(id: number): Promise<void> {
    const running = this.#running.get(id) ?? this.#run(id)
    await Promise.race([running, pause(waitMs, undefined, { ref: false })])
  }

  async resume(): Promise<void> {
    for (const id of await listUnfinished(this.#house.db.reader)) void this.#run(id)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#running.values())
  }

  #run(id: number): Promise<void> {
    const running = runBulk(this.#house, id, () => this.#stopping)
      .catch((err: unknown) => this.#house.log.error({ err, bulk: id }, 'групповое изменение остановилось'))
      .finally(() => this.#running.delete(id))
    this.#running.set(id, running)
    return running
  }
}
