import { type Topic, topics } from '#contract/events/event-type.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { duePlaces } from '../../failures-store.ts'
import { getIdentity } from '../../identity.ts'
import { type Lease, LeaseLost, type Leases, leaseName } from '../../leases/lease.ts'
import { Bell } from '../../runner/bell.ts'
import { onNotice } from '../../wake.ts'
import type { SourceRecord } from '../record.ts'
import { startOfLane } from './ahead.ts'
import { backOff } from './back-off.ts'
import { BridgeLane, bridgeGroup } from './bridge-lane.ts'
import type { BrokerWatch } from './broker-watch.ts'
import type { KafkaClients } from './client.ts'
import { type Batch, Publisher } from './publisher.ts'
import { retryRefused } from './refused-records.ts'
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
  /** The broker is there and yet nothing can be published; told once, until something is again. */
  readonly onStalled?: (error: unknown) => void
}

const netMs = 1_000
/** More at once would hold up requests of the same process: packing 1,000 records takes about 20 ms. Fewer halve the rate. */
const roundRecords = 5_000

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
  readonly #publisher: Publisher
  #running: Promise<void> | undefined
  #stopListening: (() => void)[] = []
  #retriesDue = true
  #net: NodeJS.Timeout | undefined
  /** The last number of the log at the last look. */
  #seen = 0
  #stalled: string | null = null

  constructor(options: BridgeOptions) {
    this.#options = options
    this.#publisher = new Publisher(options)
  }

  /** Events published since the start of this process. */
  get published(): number {
    return this.#publisher.published
  }

  /** Why nothing is published although the broker is there; null: all is well, or it is away. */
  get stalled(): string | null {
    return this.#stalled
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
    this.#net = setInterval(() => void this.#look().catch(() => {}), netMs).unref()
    this.#stopListening = [
      () => clearInterval(this.#net),
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
    await this.#publisher.drop()
  }

  #wake(topic: Topic, partition: number): void {
    const lane = this.#lanes.get(leaseName(bridgeGroup, topic, partition))
    if (lane) lane.due = true
    this.#bell.ring()
  }

  /** The net under the notices: what other processes wrote, and what is due again. A look that fails shows in the next round. */
  async #look(): Promise<void> {
    const { database, clock } = this.#options
    const { lastSeq } = await getIdentity(database.reader)
    const due = await duePlaces(database.reader, clock.now().getTime(), 0)
    if (lastSeq !== this.#seen || due.some(({ group }) => group === bridgeGroup)) this.#wakeAll()
    this.#seen = lastSeq
  }

  #wakeAll(): void {
    for (const lane of this.#lanes.values()) lane.due = true
    this.#retriesDue = true
    this.#bell.ring()
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      try {
        const published = await this.#round()
        this.#stalled = null
        failures = 0
        if (!published) await this.#bell.wait()
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
    let count = 0
    for (const [name, lane] of [...this.#lanes]) {
      if (!lane.due || count >= roundRecords) continue
      const records = await lane.collect(this.#options.database.reader)
      if (records.length > 0) batches.push({ lane, records })
      count += records.length
      // whose turn it was goes behind the others
      if (this.#lanes.delete(name)) this.#lanes.set(name, lane)
    }
    if (batches.length === 0) return false
    await this.#publisher.publish(batches)
    return true
  }

  async #openLanes(): Promise<void> {
    const { watch } = this.#options
    if (this.#held.size > 0 && watch.topics.length > 0)
      await this.#publisher.prepare(watch.topics.map(({ name }) => name))
    for (const live of watch.topics) {
      for (const partition of live.leaders.keys()) {
        const name = leaseName(bridgeGroup, live.topic, partition)
        const lease = this.#held.get(name)
        const lane = this.#lanes.get(name)
        if (lane && lane.live.id !== live.id) {
          this.#lanes.delete(name)
          await this.#publisher.drop()
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

  async #retry(): Promise<void> {
    this.#retriesDue = false
    for (const lane of this.#lanes.values()) {
      await retryRefused(this.#options, lane, (record) => this.#publisher.send([{ lane, records: [record] }]))
    }
  }

  /** Everything is read from the database again; the producer is a new one, since the old one's state is unknown. */
  async #recover(error: unknown, failures: number): Promise<void> {
    this.#lanes.clear()
    await this.#publisher.drop()
    if (error instanceof LeaseLost) return
    if (this.#stalled === null && failures > 2) this.#options.onStalled?.(error)
    if (failures > 2) this.#stalled = error instanceof Error ? error.message : String(error)
    this.#options.watch.suspect()
    await backOff(this.#options.watch, failures, this.#stop.signal)
  }
}
