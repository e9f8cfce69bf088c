import type { ErrorObject, ValidateFunction } from 'ajv'
import type { FieldProblem } from '#contract/field-texts.ts'
import { type FieldRefusal, Invalid } from '../failure.ts'
import { ajv } from '../json-schema.ts'
import { isCleanText } from './strict-json.ts'

type Schema = { properties?: Record<string, { type?: string; default?: unknown }> }
type Part = 'body' | 'query' | 'path' | 'header'

/**
 * Makes the validator of one part of a request; compiled at its first use, since most routes of a start are never
 * called. Query and path values arrive as text: whole numbers and booleans in their one plain spelling are read first.
 */
export function validatorOf(schema: unknown, part: Part): (input: unknown) => unknown {
  let validate: ValidateFunction | undefined
  return (input) => {
    validate ??= ajv.compile(schema as object)
    const value = part === 'body' ? input : readText(schema as Schema, input as Record<string, unknown>, part)
    if (validate(value)) return value
    throw new Invalid(withoutRepetition(reasons(validate.errors ?? []).map((error) => refusal(error, part))))
  }
}

/** A hundred unknown fields are one problem; the answer stays small. */
function withoutRepetition(refusals: readonly FieldRefusal[]): FieldRefusal[] {
  return [...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values()].slice(0, 20)
}

/** Text that JSON would not let through does not come in by the address either: some databases refuse NUL with an error. */
function readText(schema: Schema, input: Record<string, unknown>, part: Part): Record<string, unknown> {
  const read: Record<string, unknown> = { ...input }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = read[name] ?? property.default
    if (typeof value === 'string' && !isCleanText(value)) {
      throw new Invalid([{ loc: [part, name], problem: 'characters' }])
    }
    if (value !== undefined) read[name] = typeof value === 'string' ? readValue(value, property.type) : value
  }
  return read
}

function readValue(value: string, type: string | undefined): unknown {
  if (type === 'integer' && /^(0|-?[1-9]\d{0,20})$/.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

const problems: Readonly<Record<string, FieldProblem>> = {
  required: 'missing',
  additionalProperties: 'extra_forbidden',
  minLength: 'string_too_short',
  maxLength: 'string_too_long',
  minimum: 'greater_than_equal',
  maximum: 'less_than_equal',
  minProperties: 'nothing_to_change',
  enum: 'enum',
  const: 'enum',
  'x-money': 'money',
  pattern: 'value',
}
const formatProblems: Readonly<Record<string, FieldProblem>> = {
  email: 'email',
  line: 'characters',
  text: 'characters',
  date: 'date',
  'date-time': 'date',
}
const typeProblems: Readonly<Record<string, FieldProblem>> = {
  string: 'string_type',
  integer: 'integer_type',
  number: 'number_type',
  boolean: 'boolean_type',
  object: 'object_type',
}

/** Unions report each branch and money each of its bounds; one reason is enough. */
function reasons(errors: readonly ErrorObject[]): ErrorObject[] {
  const amounts = new Set(errors.filter(({ keyword }) => keyword === 'x-money').map(({ instancePath }) => instancePath))
  return errors.filter(({ keyword, instancePath }) => {
    if (keyword === 'anyOf' || keyword === 'if') return false
    return keyword === 'x-money' || !amounts.has(instancePath)
  })
}

function refusal(error: ErrorObject, part: Part): FieldRefusal {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  const { missingProperty, limit, allowedValues } = error.params as Record<string, never>
  const loc = missingProperty === undefined ? [part, ...path] : [part, ...path, missingProperty]
  const facts = {
    ...(limit !== undefined && { limit }),
    ...(allowedValues !== undefined && { allowed: allowedValues }),
  }
  return { loc, problem: problemOf(error), facts }
}

function problemOf(error: ErrorObject): FieldProblem {
  if (error.keyword === 'type') return typeProblems[[error.params['type']].flat()[0]] ?? 'value_type'
  if (error.keyword === 'format') return formatProblems[error.params['format']] ?? 'value'
  return problems[error.keyword] ?? 'value'
}
