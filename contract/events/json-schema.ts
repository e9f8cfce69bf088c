import type { EventType } from './event-type.ts'

export type JsonSchema = {
  readonly [keyword: string]: unknown
  readonly properties: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** Where the schema of one event is served, and its `$id`. */
export function schemaPath(type: string): string {
  return `/schemas/events/${type}.json`
}

/**
 * The JSON Schema of an event's value, for those who read it: fields in the order of the wire, and open, because a
 * reader must pass over fields that are added after it was written.
 */
export function readersSchema({ schema, example }: EventType): JsonSchema {
  return { ...(JSON.parse(JSON.stringify(schema)) as JsonSchema), additionalProperties: true, examples: [example] }
}

/** The same as a document of its own. */
export function schemaDocument(event: EventType): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaPath(event.type),
    ...readersSchema(event),
  }
}
