import { type EventType, topics } from './event-type.ts'

/** The topics and events for programs, AsyncAPI 3.0: docs/asyncapi.json and GET /asyncapi.json. */
export function asyncApi(events: readonly EventType[]) {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Mini-CRM events', version: '1', description: 'Every change of the CRM, in order per key.' },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [topic, channel(topic, events)])),
    operations: Object.fromEntries(
      topics.map((topic) => [`publish-${topic}`, { action: 'send', channel: { $ref: `#/channels/${topic}` } }]),
    ),
    components: { messages: Object.fromEntries(events.map((event) => [event.type, message(event)])) },
  }
}

function channel(topic: string, events: readonly EventType[]) {
  const own = events.filter((event) => event.topic === topic)
  return {
    address: topic,
    messages: Object.fromEntries(own.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
  }
}

function message({ type, key, phrase, schema, example }: EventType) {
  const text = { type: 'string' }
  const headers = Object.fromEntries(
    [
      'ce_specversion',
      'ce_id',
      'ce_type',
      'ce_source',
      'ce_time',
      'ce_subject',
      'ce_sequence',
      'ce_epoch',
      'content-type',
      'correlationid',
      'causationid',
      'actor',
    ].map((name) => [name, text]),
  )
  return {
    name: type,
    summary: phrase.en,
    description: `The record key is ${key} as text.`,
    headers: { type: 'object', properties: headers },
    bindings: { kafka: { key: { type: 'string' }, bindingVersion: '0.5.0' } },
    payload: schema,
    examples: [{ payload: example }],
  }
}
