import { type Static, type TObject, type TProperties, Type } from 'typebox'

export const topics = ['user-events', 'course-events', 'message-events'] as const
export type Topic = (typeof topics)[number]

/** Partitions of every topic; fixed when a log is created. */
export const partitionsPerTopic = 6

/** One published event: its name, topic and payload. The order of `fields` is the order on the wire. */
export type EventType<Fields extends TProperties = TProperties> = {
  readonly type: string
  readonly topic: Topic
  /** The payload field that holds the aggregate id; its text is the record key. */
  readonly key: string
  readonly schema: TObject<Fields>
  /** What happened, for people: never a name or an address. */
  readonly phrase: { readonly ru: string; readonly en: string }
  /** Fields that tell about a person; erasing the person sets them to the value given here. */
  readonly personal: Readonly<Record<string, string | null>>
  readonly example: Readonly<Record<string, unknown>>
}

export type Payload<E> =
  E extends EventType<infer Fields> ? Omit<Static<TObject<Fields>>, 'event_type' | 'timestamp'> : never

/** An event as rules return it: not yet written, without id and number. */
export type Happened = {
  readonly event: EventType
  /** All fields but `event_type` and `timestamp`. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly at: Date
}

export const Id = Type.Integer({ minimum: 1 })
export const Time = Type.String({ format: 'date-time', description: 'ISO-8601, UTC, with offset' })

export function eventType<const Name extends string, Fields extends TProperties>(definition: {
  type: Name
  topic: Topic
  key: keyof Fields & string
  fields: Fields
  phrase: { ru: string; en: string }
  personal?: Partial<Record<keyof Fields & string, string | null>>
  example: Record<string, unknown>
}) {
  const schema = Type.Object(
    { event_type: Type.Literal(definition.type), ...definition.fields, timestamp: Time },
    { additionalProperties: false, title: definition.type, description: definition.phrase.en },
  )
  return {
    type: definition.type,
    topic: definition.topic,
    key: definition.key,
    schema,
    phrase: definition.phrase,
    personal: (definition.personal ?? {}) as Record<string, string | null>,
    example: { event_type: definition.type, ...definition.example, timestamp: '2026-11-22T12:00:00.000+00:00' },
  }
}

/** Says that an event happened at `at`; the rules call this, `appendEvents` writes it. */
export function happened<E extends EventType>(event: E, payload: Payload<E>, at: Date): Happened {
  return { event, payload: payload as Record<string, unknown>, at }
}
