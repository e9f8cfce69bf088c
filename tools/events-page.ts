import { type EventType, topics } from '../contract/events/event-type.ts'

type Schema = {
  type?: string
  const?: unknown
  format?: string
  description?: string
  items?: Schema
  anyOf?: Schema[]
}

/** docs/events.md: every topic and event for people, with its fields in the order of the wire. */
export function eventsPage(events: readonly EventType[]): string {
  return `${[
    '# Events',
    '<!-- Generated from contract/events by `npm run generate`; do not edit. -->',
    'Every change is written to the log together with its event. The value is flat JSON with exactly these fields in this',
    'order; the record key is the aggregate id as text; the CloudEvents attributes ride in the headers (`ce_id`, `ce_type`,',
    '`ce_source`, `ce_time`, `ce_subject`, `ce_sequence`). *Personal* fields are blanked when the person is erased.',
    ...topics.flatMap((topic) =>
      topicSection(
        topic,
        events.filter((event) => event.topic === topic),
      ),
    ),
  ].join('\n')}\n`
}

function topicSection(topic: string, events: EventType[]): string[] {
  return ['', `## ${topic}`, ...events.flatMap(eventSection)]
}

function eventSection(event: EventType): string[] {
  const fields = Object.entries(event.schema.properties as Record<string, Schema>)
  return [
    '',
    `### ${event.type}`,
    `${event.phrase.en} · ${event.phrase.ru} · key: \`${event.key}\``,
    '',
    '| field | type | |',
    '|---|---|---|',
    ...fields.map(([name, schema]) => `| \`${name}\` | ${typeName(schema)} | ${notes(name, schema, event)} |`),
    '',
    '```json',
    JSON.stringify(event.example),
    '```',
  ]
}

function notes(name: string, schema: Schema, event: EventType): string {
  return [schema.description, name in event.personal && '*personal*'].filter(Boolean).join('; ')
}

function typeName(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ')
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.items) return `array of ${typeName(schema.items)}`
  return schema.format ?? schema.type ?? 'any'
}
