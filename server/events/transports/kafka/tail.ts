import { setTimeout as pause } from 'node:timers/promises'
import type { Topic } from '#contract/events/event-type.ts'
import type { SourceRecord } from '../record.ts'
import type { BrokerWatch } from './broker-watch.ts'
import type { Fetched, KafkaClients, KafkaFetcher } from './client.ts'
import { sourceRecord } from './fetched-records.ts'
import type { LiveTopic } from './topics.ts'
import { atMost } from './within.ts'

/** The newest records of one partition, read once for all groups of this process. */
export class TailPart {
  readonly topic: Topic
  readonly partition: number
  readonly id: string
  readonly leader: number
  /** The buffer holds everything from here … */
  from: number
  /** … to here, where the next fetch goes on. */
  next: number
  /** Where the partition begins on the broker, as far as we know. */
  first = 0
  #records: SourceRecord[] = []
  #bytes = 0

  constructor(topic: LiveTopic, partition: number, next: number) {
    this.topic = topic.topic
    this.partition = partition
    this.id = topic.id
    this.leader = topic.leaders[partition] ?? -1
    this.from = next
    this.next = next
  }

  /** Everything in the buffer from `offset` on, which must not lie before `from`. */
  after(offset: number, max: number): readonly SourceRecord[] {
    let low = 0
    for (let high = this.#records.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((this.#records[middle] as SourceRecord).offset < offset) low = middle + 1
      else high = middle
    }
    return this.#records.slice(low, low + max)
  }

  /** True when there is something new. */
  take({ first, next, records }: Fetched): boolean {
    this.first = first
    for (const raw of records) this.#records.push(sourceRecord(this, raw))
    this.#bytes += records.reduce((sum, { value }) => sum + (value?.length ?? 0) + 200, 0)
    const moved = next > this.next
    this.next = next
    if (this.#bytes > keptBytes) this.#forget()
    return moved
  }

  /** Readers further back fetch for themselves. */
  #forget(): void {
    this.#records = this.#records.slice(this.#records.length >> 1)
    this.#bytes /= 2
    this.from = this.#records[0]?.offset ?? this.next
  }
}

const keptBytes = 1024 * 1024
const waitMs = 500

export type TailOptions = {
  readonly clients: KafkaClients
  readonly watch: BrokerWatch
  readonly onArrival: (place: { topic: Topic; partition: number } | null) => void
}

/**
 * Waits at the end of every partition with one fetch per leading broker. Starts at the end each time; what lies before
 * is read by those who need it.
 */
export class Tail {
  readonly #options: TailOptions
  #parts = new Map<string, TailPart>()
  #stop = new AbortController()
  #running: Promise<unknown> = Promise.resolve()
  #generation = 0

  constructor(options: TailOptions) {
    this.#options = options
  }

  /** undefined while the partition's end is not being watched. */
  part({ topic, partition }: { topic: Topic; partition: number }): TailPart | undefined {
    return this.#parts.get(`${topic}/${partition}`)
  }

  /** Asks the readers of one partition, or all, to look again. */
  ring(place: { topic: Topic; partition: number } | null): void {
    this.#options.onArrival(place)
  }

  /** After a change of topics, leaders or the broker's state: begins again with what is there now. */
  async restart(): Promise<void> {
    const generation = ++this.#generation
    this.#stop.abort()
    await this.#running
    if (generation !== this.#generation) return
    this.#stop = new AbortController()
    this.#running = this.#run(this.#stop.signal)
  }

  async stop(): Promise<void> {
    this.#generation++
    this.#stop.abort()
    await atMost(2_500, this.#running)
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { watch, onArrival } = this.#options
    const topics = watch.topics
    if (topics.length === 0) return
    try {
      this.#parts = await this.#partsAtEnd(topics)
    } catch {
      if (!signal.aborted) watch.suspect()
      await pause(1_000, undefined, { signal }).catch(() => {})
      if (!signal.aborted) void this.restart()
      return
    }
    onArrival(null)
    const byLeader = Map.groupBy(this.#parts.values(), ({ leader }) => leader)
    await Promise.all([...byLeader].map(([leader, parts]) => this.#follow(leader, parts, signal)))
  }

  /** A part whose topic is still the same goes on where it was. */
  async #partsAtEnd(topics: readonly LiveTopic[]): Promise<Map<string, TailPart>> {
    const parts = new Map<string, TailPart>()
    for (const topic of topics) {
      const ends = await this.#options.watch.ask((admin) => admin.offsets(topic, 'next'))
      ends.forEach((end, partition) => {
        parts.set(`${topic.topic}/${partition}`, new TailPart(topic, partition, end))
      })
    }
    return parts
  }

  async #follow(leader: number, parts: readonly TailPart[], signal: AbortSignal): Promise<void> {
    const { clients, watch } = this.#options
    const names = [...new Set(parts.map(({ topic }) => watch.live(topic)?.name ?? topic))]
    let fetcher: KafkaFetcher | undefined
    while (!signal.aborted) {
      try {
        fetcher ??= clients.openFetcher(names)
        const closer = fetcher
        signal.addEventListener('abort', () => void closer.close(), { once: true })
        while (!signal.aborted) this.#spread(await fetcher.fetch(leader, wantedOf(parts), waitMs))
      } catch {
        // the client is thrown away: what it believes about leaders and sessions may be the trouble
        void fetcher?.close()
        fetcher = undefined
        if (!signal.aborted) watch.suspect()
        await pause(500, undefined, { signal }).catch(() => {})
      }
    }
    await fetcher?.close()
  }

  #spread(fetched: readonly Fetched[]): void {
    // the broker has lost its end, and we do not know where it is now
    if (fetched.some(({ outOfRange }) => outOfRange)) return void this.restart()
    for (const found of fetched) {
      const part = [...this.#parts.values()].find(
        ({ id, partition }) => id === found.topicId && partition === found.partition,
      )
      if (part?.take(found)) this.#options.onArrival(part)
    }
  }
}

function wantedOf(parts: readonly TailPart[]) {
  return parts.map(({ id, partition, next }) => ({ topicId: id, partition, offset: next }))
}
