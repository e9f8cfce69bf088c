import { setTimeout as pause } from 'node:timers/promises'
import { type Topic, topics } from '#contract/events/event-type.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { type Lease, LeaseLost, type Leases, leaseName } from '../../leases/lease.ts'
import { Bell } from '../../runner/bell.ts'
import { jittered } from '../../runner/settings.ts'
import { onNotice } from '../../wake.ts'
import type { SourceRecord } from '../record.ts'
import { startOfLane } from './ahead.ts'
import { BridgeLane, bridgeGroup } from './bridge-lane.ts'
import type { BrokerWatch } from './broker-watch.ts'
import { type KafkaClients, type KafkaProducer, RecordRefused, type Sent } from './client.ts'
import { savePublished } from './published-store.ts'
import { retryRefused, setAside } from './refused-records.ts'
import { atMost } from './within.ts'

export type BridgeOptions = {
  readonly database: Database
  readonly instanceId: string
  readonly partitions: number
  readonly clients: KafkaClients
  readonly watch: BrokerWatch
  readonly leases: Leases
  readonly clock: Clock
  readonly onRefused?: (record: SourceRecord, error: Error) => void
}

const netMs = 1_000
const backOffMs = { first: 200, longest: 30_000 }

type Batch = { readonly lane: BridgeLane; readonly records: readonly SourceRecord[] }

/**
 * Publishes our log: in the order of the numbers, one batch in flight per partition, its own position stored after each.
 * A batch whose answer never came is sent again, so Kafka may have it twice, always in order. No request waits for it.
 */
export class Bridge {
  readonly #options: BridgeOptions
  readonly #bell = new Bell()
  readonly #stop = new AbortController()
  #held: ReadonlyMap<string, Lease> = new Map()
  #lanes = new Map<string, BridgeLane>()
  #producer: KafkaProducer | undefined
  #running: Promise<void> | undefined
  #stopListening: (() => void)[] = []
  #retriesDue = true
  /** Events published since the start of this process. */
  published = 0

  constructor(options: BridgeOptions) {
    this.#options = options
  }

  /** The leases it wants; whoever starts the leases tells it through `follow`. */
  get leaseNames(): string[] {
    return topics.flatMap((topic) =>
      Array.from({ length: this.#options.partitions }, (_, partition) => leaseName(bridgeGroup, topic, partition)),
    )
  }

  follow(held: ReadonlyMap<string, Lease>): void {
    this.#held = held
    for (const [name, lane] of this.#lanes) if (held.get(name)?.epoch !== lane.lease.epoch) this.#lanes.delete(name)
    this.#bell.ring()
  }

  start(): void {
    const { instanceId, watch } = this.#options
    const net = setInterval(() => this.#wakeAll(), netMs).unref()
    this.#stopListening = [
      () => clearInterval(net),
      watch.onChange(() => this.#bell.ring()),
      onNotice(instanceId, (notice) => {
        if (notice.news === 'numbered') for (const place of notice.places) this.#wake(place.topic, place.partition)
        if (notice.news === 'changed') this.#wakeAll()
      }),
    ]
    this.#running = this.#run()
  }

  /** A batch in flight is waited for at most 2 s; its repetition after the next start does no harm. */
  async stop(): Promise<void> {
    for (const stopOne of this.#stopListening) stopOne()
    this.#stop.abort()
    this.#bell.ring()
    await atMost(2_000, this.#running)
    await this.#producer?.close()
  }

  #wake(topic: Topic, partition: number): void {
    const lane = this.#lanes.get(leaseName(bridgeGroup, topic, partition))
    if (lane) lane.due = true
    this.#bell.ring()
  }

  #wakeAll(): void {
    for (const lane of this.#lanes.values()) lane.due = true
    this.#retriesDue = true
    this.#bell.ring()
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      try {
        if (!(await this.#round())) await this.#bell.wait()
        failures = 0
      } catch (error) {
        if (this.#stop.signal.aborted) return
        await this.#recover(error, failures++)
      }
    }
  }

  /** True when something was published. */
  async #round(): Promise<boolean> {
    await this.#openLanes()
    if (this.#retriesDue) await this.#retry()
    const batches: Batch[] = []
    for (const lane of this.#lanes.values()) {
      if (!lane.due) continue
      const records = await lane.collect(this.#options.database.reader)
      if (records.length > 0) batches.push({ lane, records })
    }
    if (batches.length === 0) return false
    await this.#publish(batches)
    return true
  }

  async #openLanes(): Promise<void> {
    const { watch } = this.#options
    for (const live of watch.topics) {
      for (const partition of live.leaders.keys()) {
        const name = leaseName(bridgeGroup, live.topic, partition)
        const lease = this.#held.get(name)
        const lane = this.#lanes.get(name)
        if (lane && lane.live.id !== live.id) {
          this.#lanes.delete(name)
          await this.#dropProducer()
        }
        if (lease && !this.#lanes.has(name)) {
          this.#lanes.set(
            name,
            new BridgeLane(live, partition, lease, await startOfLane(this.#options, live, partition)),
          )
        }
      }
    }
  }

  async #publish(batches: readonly Batch[]): Promise<void> {
    try {
      await this.#settle(batches, await this.#send(batches))
    } catch (error) {
      for (const { lane } of batches) lane.due = true
      if (!(error instanceof RecordRefused)) throw error
      await this.#dropProducer()
      await this.#oneByOne(batches)
    }
  }

  #send(batches: readonly Batch[]): Promise<readonly Sent[]> {
    const producer = (this.#producer ??= this.#options.clients.openProducer())
    return producer.send(batches.flatMap(({ lane, records }) => records.map((record) => lane.outgoing(record))))
  }

  /** Stores how far each lane has come; a lane whose lease is lost stores nothing. */
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
          await this.#settle(alone, await this.#send(alone))
        } catch (error) {
          if (!(error instanceof RecordRefused)) throw error
          lane.passed([record], [])
          await setAside(this.#options, lane, record, error)
        }
      }
    }
  }

  async #retry(): Promise<void> {
    this.#retriesDue = false
    for (const lane of this.#lanes.values()) {
      await retryRefused(this.#options, lane, (record) => this.#send([{ lane, records: [record] }]))
    }
  }

  /** Everything is read from the database again; the producer is a new one, since the old one's state is unknown. */
  async #recover(error: unknown, failures: number): Promise<void> {
    this.#lanes.clear()
    await this.#dropProducer()
    if (error instanceof LeaseLost) return
    this.#options.watch.suspect()
    const ms = Math.min(backOffMs.longest, backOffMs.first * 2 ** failures)
    const back = new AbortController()
    const stopWaiting = this.#options.watch.onChange(() => back.abort())
    const signal = AbortSignal.any([back.signal, this.#stop.signal])
    await pause(jittered(ms), undefined, { signal }).catch(() => {})
    stopWaiting()
  }

  async #dropProducer(): Promise<void> {
    const producer = this.#producer
    this.#producer = undefined
    await producer?.close()
  }
}
