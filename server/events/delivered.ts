import type { EventType, Payload, Topic } from '#contract/events/event-type.ts'
import type { Actor } from '#platform/actor.ts'
import type { Headers } from './headers.ts'

/** An event as a consumer gets it. A list of types gives a union that `type` tells apart. */
export type Delivered<E extends EventType> = E extends EventType
  ? DeliveredFacts & { readonly type: E['type']; readonly payload: Payload<E> }
  : never

/** An event whose type is known only when it arrives. */
export type AnyDelivered = DeliveredFacts & {
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
}

type DeliveredFacts = {
  readonly id: string
  /** null: the record is not from our log; it has no number and no origin. */
  readonly seq: number | null
  readonly topic: Topic
  readonly partition: number
  readonly key: string
  /** Epoch milliseconds. */
  readonly time: number
  readonly headers: Headers
  /** The user who did it; null: the system, or unknown. */
  readonly actorId: number | null
  /** Binds everything that one request caused. */
  readonly requestId: string
}

/** The actor for what a consumer does because of this event: the system, in the same request's name. */
export function actorBecauseOf(event: { id: string; requestId: string }): Actor {
  return { userId: null, role: 'system', requestId: event.requestId, address: null, causationId: event.id }
}
