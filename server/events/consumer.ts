import { type EventType, type Topic, topics } from '#contract/events/event-type.ts'
import { findEventType } from '#contract/events/registry.ts'
import type { Reader, Tx } from '#platform/db/database.ts'
import type { AnyDelivered, Delivered } from './delivered.ts'

/** Where a group starts that this database has never seen. */
export type StartingPoint = 'earliest' | 'now'

/** A table made of events alone: it can be emptied and built again, with an equal checksum. */
export type Projection = {
  /** Empties it. */
  clear(tx: Tx): Promise<void>
  /** The whole content as text: from this a rebuild starts once the log is trimmed. */
  save(tx: Tx): Promise<string>
  /** Restores what `save` gave, into emptied tables. */
  load(tx: Tx, saved: string): Promise<void>
  /** Equal content gives an equal text, whatever the order it came in. */
  checksum?(reader: Reader): Promise<string>
}

type Common = {
  readonly group: string
  readonly on: readonly EventType[] | 'all'
  readonly from: StartingPoint
}

/** SQL only, in the transaction that stores the position: exactly once. Rolled back after 5 seconds. */
export type EffectConsumer = Common & {
  readonly kind: 'effect'
  readonly replay: 'refuse' | 'allow'
  readonly projection?: Projection
  handle(event: AnyDelivered, tx: Tx): Promise<void> | void
}

/**
 * Reaches other systems with no transaction open: at least once. `key` is equal on every repetition; `signal` ends
 * after 30 seconds or at a stop.
 */
export type CallConsumer = Common & {
  readonly kind: 'call'
  readonly replay: 'refuse' | 'safe'
  handle(event: AnyDelivered, context: { key: string; signal: AbortSignal }): Promise<void> | void
}

export type Consumer = EffectConsumer | CallConsumer

type On<E extends EventType> = readonly E[] | 'all'
type Event<O> = O extends readonly (infer E extends EventType)[] ? Delivered<E> : AnyDelivered

export function effect<E extends EventType, const O extends On<E>>(definition: {
  group: string
  on: O
  from: StartingPoint
  replay?: 'refuse' | 'allow'
  projection?: Projection
  handle(event: Event<O>, tx: Tx): Promise<void> | void
}): EffectConsumer {
  return { kind: 'effect', replay: 'allow', ...definition } as unknown as EffectConsumer
}

export function call<E extends EventType, const O extends On<E>>(definition: {
  group: string
  on: O
  from: StartingPoint
  replay: 'refuse' | 'safe'
  handle(event: Event<O>, context: { key: string; signal: AbortSignal }): Promise<void> | void
}): CallConsumer {
  return { kind: 'call', ...definition } as unknown as CallConsumer
}

/** The topics in which the group has positions. */
export function topicsOf(consumer: Consumer): readonly Topic[] {
  return consumer.on === 'all' ? topics : [...new Set(consumer.on.map((event) => event.topic))]
}

export function wants(consumer: Consumer, type: string): boolean {
  return consumer.on === 'all' || consumer.on.some((event) => event.type === type)
}

/** A wrong list of consumers is a bug that must not wait for its first event: throws at start. */
export function assertSound(consumers: readonly Consumer[]): void {
  const groups = new Set<string>()
  for (const consumer of consumers) {
    if (!/^[a-z][a-z0-9-]{0,63}$/.test(consumer.group)) throw new Error(`${consumer.group} is not a group name`)
    if (groups.has(consumer.group)) throw new Error(`two consumers use the group ${consumer.group}`)
    groups.add(consumer.group)
    assertKnownTypes(consumer)
  }
}

function assertKnownTypes({ group, on }: Consumer): void {
  if (on === 'all') return
  if (on.length === 0) throw new Error(`the group ${group} listens to nothing`)
  for (const event of on) {
    if (findEventType(event.type) !== event)
      throw new Error(`the group ${group} listens to ${event.type}, which is not in the registry`)
  }
}
