import { type EventType, topics } from '../contract/events/event-type.ts'
import { schemaPath } from '../contract/events/json-schema.ts'
import { eventsGuide } from './events-guide.ts'

type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  description?: string
  items?: Schema
  anyOf?: Schema[]
}

/** docs/events.md: how to read our events, then every one with its fields in the order of the wire. */
export function eventsPage(events: readonly EventType[]): string {
  const sections = topics.map((topic) =>
    topicSection(
      topic,
      events.filter((event) => event.topic === topic),
    ),
  )
  return `${[eventsGuide(events), ...sections].join('\n\n')}\n`
}

function topicSection(topic: string, events: EventType[]): string {
  return [`## ${topic}`, ...events.map(eventSection)].join('\n\n')
}

function eventSection(event: EventType): string {
  const fields = Object.entries(event.schema.properties as Record<string, Schema>)
  return [
    `### ${event.type}`,
    '',
    `${event.phrase.en} · ${event.phrase.ru} · key: \`${event.key}\` · schema: \`${schemaPath(event.type)}\``,
    '',
    '| field | type | |',
    '|---|---|---|',
    ...fields.map(([name, schema]) => `| \`${name}\` | ${typeName(schema)} | ${notes(name, schema, event)} |`),
    '',
    '```json',
    JSON.stringify(event.example),
    '```',
  ].join('\n')
}

function notes(name: string, schema: Schema, event: EventType): string {
  const optional = !event.schema.required?.includes(name)
  return [
    name === event.key && 'the record key',
    schema.description,
    name in event.personal && `*personal*, ${JSON.stringify(event.personal[name])} once erased`,
    optional && 'absent in older records',
  ]
    .filter(Boolean)
    .join('; ')
}

function typeName(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ')
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ')
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.items) return `array of ${typeName(schema.items)}`
  return schema.format ?? schema.type ?? 'any'
}
