import type { Topic } from '#contract/events/event-type.ts'
import type { BrokerWatch } from './broker-watch.ts'
import type { Hint } from './hints-store.ts'
import { atMost } from './within.ts'

const everyMs = 2_000
/** Kafka forgets the offsets of a group without members after 7 days. */
const renewMs = 3_600_000

export type MirrorProblem = { readonly group: string; readonly error: unknown }

/**
 * Shows how far each group has come to Kafka UI and Kafka's own tools. For people only: nothing here reads it back. A
 * group in which somebody else is a member refuses it; that is told once, and tried again.
 */
export class OffsetMirror {
  readonly #watch: BrokerWatch
  readonly #prefix: string
  readonly #onProblem: (problem: MirrorProblem) => void
  readonly #places = new Map<string, Map<string, Hint>>()
  readonly #changed = new Set<string>()
  readonly #refused = new Set<string>()
  readonly #timers: NodeJS.Timeout[]
  #working: Promise<void> | undefined

  /** Groups are shown as `prefix.group`, so that two CRMs on one cluster do not overwrite each other. */
  constructor(watch: BrokerWatch, prefix: string, onProblem: (problem: MirrorProblem) => void) {
    this.#watch = watch
    this.#prefix = prefix
    this.#onProblem = onProblem
    this.#timers = [
      setInterval(() => void this.#mirror(), everyMs).unref(),
      setInterval(() => this.#places.forEach((_, group) => void this.#changed.add(group)), renewMs).unref(),
    ]
  }

  follow(hint: Hint): void {
    const { group, topic, partition } = hint
    const places = this.#places.get(group) ?? new Map<string, Hint>()
    this.#places.set(group, places)
    const known = places.get(`${topic}/${partition}`)
    if (known?.topicId === hint.topicId && known.nextOffset === hint.nextOffset) return
    places.set(`${topic}/${partition}`, hint)
    this.#changed.add(group)
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await atMost(
      1_500,
      (this.#working ?? Promise.resolve()).then(() => this.#mirror()),
    )
  }

  #mirror(): Promise<void> {
    this.#working ??= this.#mirrorAll().finally(() => {
      this.#working = undefined
    })
    return this.#working
  }

  async #mirrorAll(): Promise<void> {
    if (this.#watch.state.state !== 'up') return
    for (const group of [...this.#changed]) {
      this.#changed.delete(group)
      await this.#mirrorGroup(group)
    }
  }

  async #mirrorGroup(group: string): Promise<void> {
    const hints = [...(this.#places.get(group)?.values() ?? [])].filter(({ topic, topicId }) =>
      this.#isLive(topic, topicId),
    )
    const offsets = hints.map(({ topic, partition, nextOffset }) => ({
      name: this.#watch.live(topic)?.name ?? topic,
      partition,
      offset: nextOffset,
    }))
    if (offsets.length === 0) return
    try {
      await this.#watch.ask((admin) => admin.setGroupOffsets(`${this.#prefix}.${group}`, offsets))
      this.#refused.delete(group)
    } catch (error) {
      this.#changed.add(group)
      if (this.#watch.state.state === 'up' && !this.#refused.has(group)) this.#onProblem({ group, error })
      this.#refused.add(group)
    }
  }

  #isLive(topic: Topic, id: string): boolean {
    return this.#watch.live(topic)?.id === id
  }
}
