import { type EventType, partitionsPerTopic, type Topic, topics } from './event-type.ts'
import { readersSchema } from './json-schema.ts'
import { optionalHeaders, recordHeaders } from './record-headers.ts'

const bindingVersion = '0.5.0'
const monthMs = 30 * 24 * 60 * 60 * 1000

const description = [
  'Every change of the CRM as an event, in Apache Kafka.',
  'Written in the same transaction as the change itself: no event without its change, no change without its event.',
  'Delivered at least once: remember `ce_id` and do nothing the second time.',
  'In order per record key, not across keys.',
  'Pass over types and fields that you do not know; published ones stay as they are.',
].join('\n')

/** AsyncAPI 3.0: our topics and events for programs; /asyncapi.json and docs/asyncapi.json are made from it. */
export function asyncApi(events: readonly EventType[]): object {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Mini-CRM events', version: '1.0.0', description, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: {
      kafka: { host: 'localhost:9092', protocol: 'kafka', description: 'the broker in KAFKA_BOOTSTRAP_SERVERS' },
    },
    channels: Object.fromEntries(topics.map((topic) => [topic, channel(topic, ofTopic(events, topic))])),
    operations: Object.fromEntries(
      topics.map((topic) => [`publish-${topic}`, operation(topic, ofTopic(events, topic))]),
    ),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, message(event)])),
      messageTraits: { record: recordTrait },
      schemas: {
        headers: headersSchema(),
        ...Object.fromEntries(events.map((event) => [event.type, readersSchema(event)])),
      },
    },
  }
}

function ofTopic(events: readonly EventType[], topic: Topic): EventType[] {
  return events.filter((event) => event.topic === topic)
}

function channel(topic: Topic, events: readonly EventType[]) {
  const setting = `KAFKA_TOPIC_${topic.toUpperCase().replaceAll('-', '_')}`
  return {
    address: topic,
    title: topic,
    description: `Its name on the cluster may be changed with ${setting}.`,
    servers: [{ $ref: '#/servers/kafka' }],
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: {
      kafka: {
        topic,
        partitions: partitionsPerTopic,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': monthMs },
        bindingVersion,
      },
    },
  }
}

function operation(topic: Topic, events: readonly EventType[]) {
  return {
    action: 'send',
    summary: `The CRM writes to ${topic}; others read.`,
    channel: { $ref: `#/channels/${topic}` },
    messages: events.map(({ type }) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
  }
}

const recordTrait = {
  contentType: 'application/json',
  headers: { $ref: '#/components/schemas/headers' },
  correlationId: { location: '$message.header#/correlationid', description: recordHeaders.correlationid.description },
}

function message(event: EventType) {
  const { type, key, phrase, example } = event
  return {
    name: type,
    title: type,
    summary: phrase.en,
    description: `The record key is ${key} as text.`,
    traits: [{ $ref: '#/components/messageTraits/record' }],
    bindings: { kafka: { key: { type: 'string', pattern: '^[1-9][0-9]*$', description: key }, bindingVersion } },
    payload: { $ref: `#/components/schemas/${type}` },
    examples: [{ name: 'example', headers: headersOfExample(event), payload: example }],
  }
}

function headersSchema() {
  const required = Object.keys(recordHeaders).filter((name) => !optionalHeaders.includes(name))
  return { type: 'object', required, properties: recordHeaders, additionalProperties: { type: 'string' } }
}

/** The headers beside the example of the value: what every record has. */
export function headersOfExample({ type, key, example }: EventType): Record<string, string> {
  const usual = Object.entries(recordHeaders)
    .filter(([name]) => !optionalHeaders.includes(name))
    .map(([name, { examples }]) => [name, examples[0] ?? ''])
  return { ...Object.fromEntries(usual), ce_type: type, ce_subject: String(example[key]) }
}
