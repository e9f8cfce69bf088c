import { asyncApi } from '#contract/events/asyncapi.ts'
import { schemaDocument, schemaPath } from '#contract/events/json-schema.ts'
import { eventTypes } from '#contract/events/registry.ts'

/** AsyncAPI 3: our events for programs. */
export const asyncApiText = JSON.stringify(asyncApi(eventTypes))

const schemas = new Map(eventTypes.map((event) => [schemaPath(event.type), JSON.stringify(schemaDocument(event))]))

/** The JSON Schema of an event's value by its path; undefined when there is no such event. */
export function eventSchemaText(path: string): string | undefined {
  return schemas.get(path)
}
