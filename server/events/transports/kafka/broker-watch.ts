import { setTimeout as pause } from 'node:timers/promises'
import { type Topic, topics } from '#contract/events/event-type.ts'
import type { KafkaConfig } from '#platform/config/kafka-config.ts'
import { Bell } from '../../runner/bell.ts'
import { jittered } from '../../runner/settings.ts'
import type { KafkaAdmin, KafkaClients } from './client.ts'
import { ensureTopics, type LiveTopic } from './topics.ts'
import { whyOf } from './why.ts'
import { atMost } from './within.ts'

export type BrokerState = {
  /** `unknown` until the first answer. */
  readonly state: 'unknown' | 'up' | 'down'
  /** Epoch milliseconds of the last change. */
  readonly since: number
  /** Why it is down, or what keeps a topic from being used; null: nothing. */
  readonly error: string | null
}

export type WatchOptions = {
  readonly clients: KafkaClients
  readonly config: KafkaConfig
  readonly partitions: number
  /** Called for each change of the state, never more than once a minute while it is down. */
  readonly onState?: (state: BrokerState) => void
}

const lookMs = 3_000
/** A topic that was made a moment ago has no leader yet. */
const soonMs = 200
const backOffMs = { first: 200, longest: 30_000 }

/**
 * Looks at the broker every few seconds: is it there, and are the topics still the ones we know? A deleted topic that was
 * made again keeps its name and loses everything, which only its id shows.
 */
export class BrokerWatch {
  readonly #options: WatchOptions
  readonly #stop = new AbortController()
  readonly #bell = new Bell()
  readonly #listeners = new Set<() => void>()
  #topics = new Map<Topic, LiveTopic>()
  #state: BrokerState = { state: 'unknown', since: Date.now(), error: null }
  #admin: KafkaAdmin | undefined
  #running: Promise<void> | undefined
  #told = 0

  constructor(options: WatchOptions) {
    this.#options = options
  }

  start(): void {
    this.#running = this.#run()
  }

  get state(): BrokerState {
    return this.#state
  }

  /** The topic as it is now; undefined while the broker is away or the topic cannot be used. */
  live(topic: Topic): LiveTopic | undefined {
    return this.#state.state === 'up' ? this.#topics.get(topic) : undefined
  }

  get topics(): readonly LiveTopic[] {
    return this.#state.state === 'up' ? [...this.#topics.values()] : []
  }

  /** Calls when the state, a topic id or a leader has changed. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Somebody's call has failed: look at once. */
  suspect(): void {
    this.#bell.ring()
  }

  /** A call of the admin client, which is made anew after each failure. */
  async ask<T>(work: (admin: KafkaAdmin) => Promise<T>): Promise<T> {
    this.#admin ??= this.#options.clients.openAdmin()
    const admin = this.#admin
    try {
      return await work(admin)
    } catch (error) {
      if (this.#admin === admin) this.#admin = undefined
      void admin.close()
      throw error
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#bell.ring()
    await atMost(1_000, this.#running)
    await this.#admin?.close()
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      failures = (await this.#look()) ? 0 : failures + 1
      const ms =
        failures === 0
          ? this.#topics.size < topics.length
            ? soonMs
            : lookMs
          : Math.min(backOffMs.longest, backOffMs.first * 2 ** (failures - 1))
      if (failures === 0) await Promise.race([this.#bell.wait(), this.#wait(ms)])
      else await this.#wait(Math.max(backOffMs.first, jittered(ms) / 1.5))
    }
  }

  #wait(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#stop.signal }).catch(() => {})
  }

  /** True when the broker answered. */
  async #look(): Promise<boolean> {
    const { config, partitions } = this.#options
    try {
      const found = await this.ask((admin) => ensureTopics(admin, config, partitions))
      if (this.#stop.signal.aborted) return true
      const before = this.#topics
      this.#topics = new Map(found.map((topic) => [topic.topic, topic]))
      this.#become('up', null, fingerprint(before) !== fingerprint(this.#topics))
      return true
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#become('down', whyOf(error))
      return false
    }
  }

  #become(state: 'up' | 'down', error: string | null, moved = false): void {
    const changed = state !== this.#state.state
    if (changed) this.#state = { state, since: Date.now(), error }
    else if (error !== this.#state.error) this.#state = { ...this.#state, error }
    const due = state === 'down' && performance.now() - this.#told > 60_000
    if (changed || due) {
      this.#told = performance.now()
      this.#options.onState?.(this.#state)
    }
    if (changed || moved) for (const listener of this.#listeners) listener()
  }
}

function fingerprint(topics: ReadonlyMap<Topic, LiveTopic>): string {
  return JSON.stringify([...topics.values()].map(({ topic, id, leaders }) => [topic, id, leaders]))
}
