import type { Reader } from '#platform/db/database.ts'
import type { SourceRecord } from '../record.ts'
import type { PartitionReader, ReadRequest } from '../source.ts'
import type { BrokerWatch } from './broker-watch.ts'
import type { CatchUp } from './catch-up.ts'
import { Completion } from './completion.ts'
import { logName } from './fetched-records.ts'
import { findHint, type Hint } from './hints-store.ts'
import type { Tail, TailPart } from './tail.ts'

export type Shelf = {
  readonly reader: Reader
  readonly instanceId: string
  readonly watch: BrokerWatch
  readonly tail: Tail
  readonly catchUp: CatchUp
  /** A better place to begin is known. */
  readonly onHint: (hint: Hint) => void
}

export function openReader(shelf: Shelf, request: ReadRequest): PartitionReader {
  const reader = new KafkaReader(shelf, request)
  return {
    read: (max) => reader.read(max),
    settled: (record) => reader.settled(record),
    async close() {},
  }
}

/**
 * One partition for one group. While the broker is away there is nothing to read; when it is back, or the topic has been
 * made again, the reader begins where the hint for that topic id says, else at its first record.
 */
class KafkaReader {
  readonly #shelf: Shelf
  readonly #request: ReadRequest
  readonly #completion: Completion
  /** The topic id that the rest belongs to. */
  #id: string | undefined
  #next = 0
  #pending: SourceRecord[] = []
  /** Offset of the last record handed out, and of the last one of those that is settled. */
  #given = -1
  #settled = -1
  #settledSeq: number

  constructor(shelf: Shelf, request: ReadRequest) {
    this.#shelf = shelf
    this.#request = request
    this.#completion = new Completion(shelf.reader, shelf.instanceId, request)
    this.#settledSeq = request.after
  }

  async read(max: number): Promise<readonly SourceRecord[]> {
    const ready: SourceRecord[] = []
    while (ready.length < max) {
      const part = this.#part()
      if (!part) break
      if (part.id !== this.#id) await this.#enter(part)
      if (this.#pending.length === 0 && !(await this.#fill(part, max))) break
      const { records, rest } = await this.#completion.complete(this.#pending, max)
      this.#pending = rest
      ready.push(...records)
    }
    const last = ready.findLast(({ log }) => this.#id !== undefined && log === logName(this.#id))
    if (last) this.#given = last.offset
    this.#tellHint()
    return ready
  }

  settled({ log, offset, headers }: SourceRecord): void {
    this.#settledSeq = Math.max(this.#settledSeq, Number(headers.ce_sequence) || 0)
    if (this.#id === undefined || log !== logName(this.#id)) return
    this.#settled = Math.max(this.#settled, offset)
    this.#tellHint()
  }

  #part(): TailPart | undefined {
    const { watch, tail } = this.#shelf
    const part = tail.part(this.#request)
    return part && watch.live(part.topic)?.id === part.id ? part : undefined
  }

  async #enter({ id, first }: TailPart): Promise<void> {
    const { group, topic, partition, after } = this.#request
    const hint = await findHint(this.#shelf.reader, { group, topicId: id, partition })
    this.#id = id
    this.#pending = []
    this.#given = this.#settled = -1
    this.#next = hint && hint.topic === topic && hint.seq <= after ? hint.nextOffset : first
  }

  /** False: there is nothing more at the moment. */
  async #fill(part: TailPart, max: number): Promise<boolean> {
    if (this.#next >= part.from && this.#next <= part.next) {
      this.#pending = [...part.after(this.#next, max)]
      const last = this.#pending.at(-1)
      this.#next = this.#pending.length < max ? part.next : (last?.offset ?? 0) + 1
      return this.#pending.length > 0
    }
    const before = this.#next
    try {
      const { records, next } = await this.#shelf.catchUp.read(part, before)
      this.#pending = [...records]
      this.#next = next ?? (await this.#firstOffset(part))
    } catch {
      this.#away()
    }
    return this.#next !== before
  }

  /** Trimmed, or cut off at its end: it begins where the broker begins, and what is missing comes from our own log. */
  async #firstOffset({ topic, partition }: TailPart): Promise<number> {
    const { watch } = this.#shelf
    const live = watch.live(topic)
    const offsets = live ? await watch.ask((admin) => admin.offsets(live, 'first')) : []
    return offsets[partition] ?? this.#next
  }

  /** The broker's absence is told once, by the watch; its return rings every reader. */
  #away(): void {
    this.#shelf.watch.suspect()
    setTimeout(() => this.#shelf.tail.ring(this.#request), 500).unref()
  }

  /** Everything before the offset is settled: all that was handed out, and what was left out because it was old. */
  #tellHint(): void {
    if (this.#id === undefined) return
    const { group, topic, partition } = this.#request
    const pendingFrom = this.#pending[0]?.offset ?? this.#next
    const nextOffset = this.#settled >= this.#given ? pendingFrom : this.#settled + 1
    if (nextOffset <= 0) return
    this.#shelf.onHint({
      group,
      topicId: this.#id,
      topic,
      partition,
      seq: this.#completion.settledSeq(this.#settledSeq),
      nextOffset,
    })
  }
}
