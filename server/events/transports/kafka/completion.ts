import type { Topic } from '#contract/events/event-type.ts'
import type { Reader } from '#platform/db/database.ts'
import { prepared } from '#platform/db/prepared.ts'
import { isGhost, type LogView, lookAtLog } from '../../log-view.ts'
import '../../log-tables.ts'
import { type Stamp, stampOf } from '../../reading.ts'
import { recordsAfter } from '../log-records.ts'
import type { SourceRecord } from '../record.ts'

type Place = { topic: Topic; partition: number }
type Known = { seq: number | null; id: string }

/** An epoch that no log of ours ever reaches: the runner counts such a record as a ghost. */
const noEpoch = '999999999999'

const knownBetween = prepared(
  (db, { topic, partition, after, upTo, max }: Place & Record<'after' | 'upTo' | 'max', number>) =>
    db
      .selectFrom('events')
      .select(['seq', 'id'])
      .where('topic', '=', topic)
      .where('partition', '=', partition)
      .where('seq', '>', after)
      .where('seq', '<=', upTo)
      .orderBy('seq')
      .limit(max),
)

/**
 * Compares what Kafka brings with our own log, which is the truth: an event that Kafka has lost, refused or trimmed is
 * put in at its place; what is behind the position is left out; a record that carries one of our numbers but is not that
 * event becomes a ghost.
 */
export class Completion {
  readonly #reader: Reader
  readonly #instanceId: string
  readonly #place: Place
  #log: LogView | undefined
  /** The last number handed out. */
  #last: number

  constructor(reader: Reader, instanceId: string, { topic, partition, after }: Place & { after: number }) {
    this.#reader = reader
    this.#instanceId = instanceId
    this.#place = { topic, partition }
    this.#last = after
  }

  /** Everything up to here is settled, given what the runner has settled: more only if it was left out as old. */
  settledSeq(settled: number): number {
    return Math.min(this.#last, settled)
  }

  /** `rest` is to come again: there was too much to put in before it. */
  async complete(
    incoming: readonly SourceRecord[],
    max: number,
  ): Promise<{ records: SourceRecord[]; rest: SourceRecord[] }> {
    const stamps = incoming.map((record) => stampOf(record, this.#instanceId))
    const log = await this.#view(stamps)
    const upTo = Math.max(0, ...stamps.map((stamp) => (stamp && !isGhost(log, stamp) ? stamp.seq : 0)))
    if (upTo <= this.#last) return { records: incoming.filter((_, at) => !this.#isOld(stamps[at], log)), rest: [] }
    const known = await knownBetween(this.#reader, {
      ...this.#place,
      after: this.#last,
      upTo,
      max: max + incoming.length,
    })
    return this.#merge(incoming, stamps, log, known, max)
  }

  async #merge(
    incoming: readonly SourceRecord[],
    stamps: readonly (Stamp | null)[],
    log: LogView,
    known: readonly Known[],
    max: number,
  ): Promise<{ records: SourceRecord[]; rest: SourceRecord[] }> {
    const records: SourceRecord[] = []
    const ids = new Map(known.map(({ seq, id }) => [seq, id]))
    const whole = known.length < max + incoming.length ? Number.POSITIVE_INFINITY : (known.at(-1)?.seq ?? 0)
    let at = 0
    for (const record of incoming) {
      const stamp = stamps[at] ?? null
      if (this.#isOld(stamp, log)) {
        at++
        continue
      }
      if (stamp && !isGhost(log, stamp)) {
        if (stamp.seq > whole) break
        const missing = known.filter(({ seq }) => seq !== null && seq > this.#last && seq < stamp.seq).length
        if (missing > 0) records.push(...(await this.#fromLog(stamp.seq, missing)))
        const id = ids.get(stamp.seq)
        if (id === undefined ? await this.#isElsewhere(stamp.seq) : id !== record.headers.ce_id) {
          records.push({ ...record, headers: { ...record.headers, ce_epoch: noEpoch } })
          at++
          continue
        }
        this.#last = stamp.seq
      }
      records.push(record)
      at++
    }
    if (at === 0 && records.length === 0) records.push(...(await this.#fromLog(whole + 1, max)))
    return { records, rest: incoming.slice(at) }
  }

  #isOld(stamp: Stamp | null | undefined, log: LogView): boolean {
    return Boolean(stamp && stamp.seq <= this.#last && !isGhost(log, stamp))
  }

  async #fromLog(before: number, count: number): Promise<SourceRecord[]> {
    const found = await recordsAfter(this.#reader, { ...this.#place, after: this.#last, max: count })
    const missing = found.filter(({ offset }) => offset < before)
    this.#last = missing.at(-1)?.offset ?? this.#last
    return missing
  }

  /** Another partition has that number, so this record cannot be ours; a number nobody has was trimmed. */
  async #isElsewhere(seq: number): Promise<boolean> {
    const row = await this.#reader.selectFrom('events').select('id').where('seq', '=', seq).executeTakeFirst()
    return row !== undefined
  }

  /** Looked at anew when a record is ahead of it. */
  async #view(stamps: readonly (Stamp | null)[]): Promise<LogView> {
    const known = this.#log
    const ahead = stamps.some((stamp) => stamp && (!known || stamp.seq > known.lastSeq || stamp.epoch > known.epoch))
    if (known && !ahead) return known
    this.#log = await lookAtLog(this.#reader)
    return this.#log
  }
}
