import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Answer } from './caller.ts'

export type Schema = { [keyword: string]: unknown }
export type Media = { schema: Schema; example?: unknown }
type Content = { 'application/json'?: Media }
export type Operation = {
  summary?: string
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}
export type ApiDocument = { openapi: string; paths: Record<string, Record<string, Operation>> }

/** What the documentation shows of a body: an example of the whole, of its items, or one put together from its fields. */
export function exampleOf({ schema, example }: Media): unknown {
  const ownExample = example ?? (schema['examples'] as unknown[] | undefined)?.[0]
  if (ownExample !== undefined) return ownExample
  const items = schema['items'] as Schema | undefined
  if (items) return asList(exampleOf({ schema: items }))
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
  const shown = fields.map(([name, field]) => [name, exampleOf({ schema: field })] as const)
  return fields.length > 0 && shown.every(([, value]) => value !== undefined) ? Object.fromEntries(shown) : undefined
}

function asList(item: unknown): unknown[] | undefined {
  return item === undefined ? undefined : [item]
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
const compiled = new WeakMap<object, ValidateFunction>()

/** `GET /users/:id` of a route → its operation in the document, or undefined. */
export function operationOf({ paths }: ApiDocument, route: string): Operation | undefined {
  const [method = '', url = ''] = route.split(' ')
  return paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
}

/** What an answer does otherwise than its operation says; a status without an entry of its own is judged by `default`. */
export function differences(operation: Operation, answer: Answer): string[] {
  const response = operation.responses[answer.status] ?? operation.responses['default']
  if (!response) return [`status ${answer.status} is not documented`]
  const schema = response.content?.['application/json']?.schema
  if (!schema) return []
  const validate = compiled.get(schema) ?? ajv.compile(closed(schema))
  compiled.set(schema, validate)
  return validate(answer.body)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      )
}

/** The same schema, refusing fields that it does not name: an answer must not show what no document tells of. */
function closed(schema: Schema): Schema {
  const entries = Object.entries(schema).map(([name, value]) => [
    name,
    name === 'examples' ? value : closedValue(value),
  ])
  const open = schema['properties'] !== undefined && schema['additionalProperties'] === undefined
  return { ...Object.fromEntries(entries), ...(open && { additionalProperties: false }) }
}

function closedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedValue)
  return typeof value === 'object' && value !== null ? closed(value as Schema) : value
}
