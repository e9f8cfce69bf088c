import type { SourceRecord } from '../record.ts'
import type { Fetched, KafkaClients, KafkaFetcher } from './client.ts'
import { sourceRecord } from './fetched-records.ts'
import type { TailPart } from './tail.ts'

/** `next` null: the offset does not exist any more, or never did. */
export type Caught = { readonly records: readonly SourceRecord[]; readonly next: number | null }

type Waiting = { part: TailPart; offset: number; resolve(caught: Caught): void; reject(error: unknown): void }

/**
 * Reads what lies before the tail. The client fetches one thing at a time, so those who wait at the same moment are
 * served by one request per leading broker; of two that want the same partition the second waits for the next round.
 */
export class CatchUp {
  readonly #clients: KafkaClients
  readonly #names: readonly string[]
  readonly #patienceMs: number
  /** Since when nothing has come although there is more. */
  #silentSince: number | undefined
  #fetcher: KafkaFetcher | undefined
  #waiting: Waiting[] = []
  #busy = false
  #stopped = false

  /** A client that brings nothing for `patienceMs`, although there is more, is thrown away. */
  constructor(clients: KafkaClients, names: readonly string[], patienceMs: number) {
    this.#clients = clients
    this.#patienceMs = patienceMs
    this.#names = names
  }

  /** At least one record from `offset` on unless there is none left; `next` says where to go on. */
  read(part: TailPart, offset: number): Promise<Caught> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ part, offset, resolve, reject })
      if (!this.#busy) void this.#work()
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the source is closed'))
    await this.#fetcher?.close()
  }

  async #work(): Promise<void> {
    this.#busy = true
    while (this.#waiting.length > 0 && !this.#stopped) await this.#round()
    this.#busy = false
  }

  async #round(): Promise<void> {
    const turn = this.#nextTurn()
    try {
      this.#fetcher ??= this.#clients.openFetcher(this.#names)
      const leader = turn[0]?.part.leader ?? -1
      const wanted = turn.map(({ part, offset }) => ({ topicId: part.id, partition: part.partition, offset }))
      const fetched = await this.#fetcher.fetch(leader, wanted, 50)
      const moved = turn.map((waiting) => answer(waiting, fetched)).some(Boolean)
      this.#silentSince = moved ? undefined : (this.#silentSince ?? performance.now())
      if (this.#silentSince && performance.now() - this.#silentSince > this.#patienceMs) this.#renew()
    } catch (error) {
      this.#renew()
      for (const { reject } of turn) reject(error)
    }
  }

  #renew(): void {
    void this.#fetcher?.close()
    this.#fetcher = undefined
    this.#silentSince = undefined
  }

  /** One per partition, all of one leader; the others stay for the next round. */
  #nextTurn(): Waiting[] {
    const leader = this.#waiting[0]?.part.leader
    const turn = new Map<string, Waiting>()
    this.#waiting = this.#waiting.filter((waiting) => {
      const place = `${waiting.part.id}/${waiting.part.partition}`
      if (waiting.part.leader !== leader || turn.has(place)) return true
      turn.set(place, waiting)
      return false
    })
    return [...turn.values()]
  }
}

/** True when it got further, or there was nothing further. */
function answer({ part, offset, resolve }: Waiting, fetched: readonly Fetched[]): boolean {
  const found = fetched.find(({ topicId, partition }) => topicId === part.id && partition === part.partition)
  if (!found) resolve({ records: [], next: offset })
  else if (found.outOfRange) resolve({ records: [], next: null })
  else resolve({ records: found.records.map((raw) => sourceRecord(part, raw)), next: found.next })
  return offset >= part.next || (found !== undefined && (found.outOfRange || found.next > offset))
}
