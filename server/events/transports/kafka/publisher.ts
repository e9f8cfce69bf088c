import type { SourceRecord } from '../record.ts'
import type { BridgeOptions } from './bridge.ts'
import type { BridgeLane } from './bridge-lane.ts'
import { type KafkaProducer, RecordRefused, type Sent } from './client.ts'
import { savePublished } from './published-store.ts'
import { setAside } from './refused-records.ts'

export type Batch = { readonly lane: BridgeLane; readonly records: readonly SourceRecord[] }

/** Sends batches and stores how far each lane has come. After a rejection nothing is known about what arrived. */
export class Publisher {
  readonly #options: BridgeOptions
  #producer: KafkaProducer | undefined
  /** Events since the start of this process. */
  published = 0

  constructor(options: BridgeOptions) {
    this.#options = options
  }

  async publish(batches: readonly Batch[]): Promise<void> {
    try {
      await this.#settle(batches, await this.send(batches))
    } catch (error) {
      for (const { lane } of batches) lane.due = true
      if (!(error instanceof RecordRefused)) throw error
      await this.drop()
      await this.#oneByOne(batches)
    }
  }

  /** Before there is anything to publish. */
  async prepare(names: readonly string[]): Promise<void> {
    if (this.#producer) return
    this.#producer = this.#options.clients.openProducer()
    await this.#producer.prepare(names)
  }

  send(batches: readonly Batch[]): Promise<readonly Sent[]> {
    this.#producer ??= this.#options.clients.openProducer()
    return this.#producer.send(batches.flatMap(({ lane, records }) => records.map((record) => lane.outgoing(record))))
  }

  /** The next batch gets a new producer. */
  async drop(): Promise<void> {
    const producer = this.#producer
    this.#producer = undefined
    await producer?.close()
  }

  /** A lease that is lost stores nothing: whoever has it now publishes the same again, in the same order. */
  async #settle(batches: readonly Batch[], sent: readonly Sent[]): Promise<void> {
    const { database, leases, clock } = this.#options
    for (const { lane, records } of batches) lane.passed(records, sent)
    await database.inTransaction(async (tx) => {
      for (const { lane } of batches) {
        await leases.assertHeld(tx, lane.lease)
        await savePublished(tx, lane.published, clock.now())
      }
    })
    this.published += batches.reduce((sum, { records }) => sum + records.length, 0)
  }

  /** Some record in it will never be taken: finds out which, and sets it aside where a person sees it. */
  async #oneByOne(batches: readonly Batch[]): Promise<void> {
    for (const { lane, records } of batches) {
      for (const record of records) {
        const alone = [{ lane, records: [record] }]
        try {
          await this.#settle(alone, await this.send(alone))
        } catch (error) {
          if (!(error instanceof RecordRefused)) throw error
          lane.passed([record], [])
          await setAside(this.#options, lane, record, error)
        }
      }
    }
  }
}
