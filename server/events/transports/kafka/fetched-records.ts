import { isUtf8 } from 'node:buffer'
import type { Topic } from '#contract/events/event-type.ts'
import type { SourceRecord } from '../record.ts'
import type { Fetched, IncomingRecord, Wanted } from './client.ts'

/** A partition in the client's answer, as far as we read it. */
export type RawPartition = {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly highWatermark: bigint
  readonly lastStableOffset: bigint
  readonly logStartOffset: bigint
  readonly abortedTransactions?: readonly Aborted[] | null
  readonly records?: readonly RawBatch[] | null
}

type Aborted = { readonly producerId: bigint; readonly firstOffset: bigint }

type RawBatch = {
  readonly producerId: bigint
  readonly firstOffset: bigint
  readonly firstTimestamp: bigint
  readonly lastOffsetDelta: number
  readonly attributes: number
  readonly maxTimestamp: bigint
  readonly records: readonly {
    readonly offsetDelta: number
    readonly timestampDelta: bigint
    readonly key: Uint8Array | null
    readonly value: Uint8Array | null
    readonly headers: readonly [Uint8Array | null, Uint8Array | null][]
  }[]
}

const offsetOutOfRange = 1
/** Marks of a batch: transaction ends and the like; and that the broker's clock gave the time. */
const controlBatch = 0x20
const transactional = 0x10
const brokerTime = 0x08

export function fetchedPartition(topicId: string, found: RawPartition, wanted: readonly Wanted[]): Fetched {
  const partition = found.partitionIndex
  const from = wanted.find((row) => row.topicId === topicId && row.partition === partition)?.offset ?? 0
  const batches = found.records ?? []
  const last = batches.at(-1)
  return {
    topicId,
    partition,
    outOfRange: found.errorCode === offsetOutOfRange,
    first: Math.max(0, Number(found.logStartOffset)),
    next: last ? Math.max(from, Number(last.firstOffset) + last.lastOffsetDelta + 1) : from,
    end: Math.max(0, Number(found.highWatermark)),
    records: valid(batches, found.abortedTransactions ?? []).flatMap((batch) => opened(batch, from)),
  }
}

/** Without the marks that end transactions, and without what was taken back: the client leaves both to its callers. */
function valid(batches: readonly RawBatch[], aborted: readonly Aborted[]): RawBatch[] {
  const takenBack = new Set<bigint>()
  const waiting = aborted.toSorted((a, b) => Number(a.firstOffset - b.firstOffset))
  return batches.filter(({ producerId, firstOffset, lastOffsetDelta, attributes }) => {
    while (waiting[0] && waiting[0].firstOffset <= firstOffset + BigInt(lastOffsetDelta))
      takenBack.add((waiting.shift() as Aborted).producerId)
    // the mark at the end of a transaction: what its producer writes next is another one
    if (attributes & controlBatch) takenBack.delete(producerId)
    return !(attributes & controlBatch) && !(attributes & transactional && takenBack.has(producerId))
  })
}

/** A batch comes whole, also when only its end was asked for. */
function opened({ firstOffset, firstTimestamp, maxTimestamp, attributes, records }: RawBatch, from: number) {
  const base = Number(firstOffset)
  return records
    .filter(({ offsetDelta }) => base + offsetDelta >= from)
    .map(
      ({ offsetDelta, timestampDelta, key, value, headers }): IncomingRecord => ({
        offset: base + offsetDelta,
        key,
        value,
        headers,
        time: Number(attributes & brokerTime ? maxTimestamp : firstTimestamp + timestampDelta),
      }),
    )
}

/** The same record as the runner knows it. `log` tells a topic from its namesake before it. */
export function sourceRecord(
  place: { topic: Topic; partition: number; id: string },
  raw: IncomingRecord,
): SourceRecord {
  return {
    topic: place.topic,
    partition: place.partition,
    log: logName(place.id),
    offset: raw.offset,
    key: raw.key === null ? null : keyText(raw.key),
    value: raw.value === null ? null : textOrBytes(raw.value),
    headers: headersOf(raw),
    time: raw.time,
  }
}

export function logName(topicId: string): string {
  return `kafka:${topicId}`
}

function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  return isUtf8(bytes) ? text(bytes) : Uint8Array.from(bytes)
}

/** Ours are numbers; what is no text must still tell keys apart. */
function keyText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? text(bytes) : `base64:${Buffer.from(bytes).toString('base64')}`
}

function headersOf({ headers }: IncomingRecord): Record<string, string> {
  const read: Record<string, string> = {}
  for (const [name, value] of headers) if (name && value) read[text(name)] = text(value)
  return read
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
