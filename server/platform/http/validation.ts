import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { FieldProblem } from '#contract/error-texts.ts'
import { type FieldRefusal, Invalid } from '../failure.ts'
import { toMinor } from '../money.ts'
import { isEmail, isLine, isText } from './formats.ts'

/** One strict validator for everything: it changes nothing, so "true" never becomes true in a body. */
const ajv = new Ajv({ allErrors: true, strict: false, formats: { 'date-time': true, password: true } })
ajv.addFormat('line', isLine)
ajv.addFormat('text', isText)
ajv.addFormat('email', isEmail)
ajv.addKeyword({
  keyword: 'x-money',
  validate: (_: true, amount: number | string) => toMinor(amount) !== null,
  errors: false,
})

type Schema = { properties?: Record<string, { type?: string; default?: unknown }> }
type Part = 'body' | 'query' | 'path'

/**
 * Makes the validator of one part of a request; compiled at its first use, since most routes of a start are never
 * called. Query and path values arrive as text: whole numbers and booleans in their one plain spelling are read first.
 */
export function validatorOf(schema: unknown, part: Part): (input: unknown) => unknown {
  let validate: ValidateFunction | undefined
  return (input) => {
    validate ??= ajv.compile(schema as object)
    const value = part === 'body' ? input : readText(schema as Schema, input as Record<string, unknown>)
    if (validate(value)) return value
    throw new Invalid(
      (validate.errors ?? [])
        .filter(isReason)
        .slice(0, 20)
        .map((error) => refusal(error, part)),
    )
  }
}

function readText(schema: Schema, input: Record<string, unknown>): Record<string, unknown> {
  const read: Record<string, unknown> = { ...input }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = read[name] ?? property.default
    if (value !== undefined) read[name] = typeof value === 'string' ? readValue(value, property.type) : value
  }
  return read
}

function readValue(value: string, type: string | undefined): unknown {
  if (type === 'integer' && /^-?(0|[1-9]\d{0,20})$/.test(value)) return Number(value)
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
}
const typeProblems: Readonly<Record<string, FieldProblem>> = {
  string: 'string_type',
  integer: 'integer_type',
  number: 'number_type',
  boolean: 'boolean_type',
  object: 'object_type',
}

/** Unions report each branch; only the summary of a union without a better reason is left out. */
function isReason(error: ErrorObject): boolean {
  return error.keyword !== 'anyOf' && error.keyword !== 'if'
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
