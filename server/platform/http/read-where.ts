import type { FieldProblem } from '#contract/field-texts.ts'
import {
  type Condition,
  type Operator,
  operatorsOf,
  type Where,
  type WhereField,
  type WhereFields,
  whereLimits,
} from '#contract/filters.ts'
import { type Facts, Invalid } from '../failure.ts'
import { toMinor } from '../money.ts'
import { isMoment } from './formats.ts'
import { isCleanText, parseStrictJson } from './strict-json.ts'

type Place = readonly (string | number)[]
const dayMs = 86_400_000

/**
 * Reads the filter of a list as `contract/http/where.ts` describes it; nothing of it is guessed. Values come back as
 * columns keep them: times as epoch milliseconds, money in minor units, `last_days` as `since`. Throws 422 that names the
 * place of what is wrong, and never repeats it.
 */
export function readWhere(text: string | undefined, fields: WhereFields, now: Date): Where | undefined {
  if (text === undefined) return undefined
  const place = ['query', 'where']
  return new Reading(fields, now).node(parsed(text, place), place, 0)
}

function parsed(text: string, place: Place): unknown {
  try {
    return parseStrictJson(Buffer.from(text))
  } catch (error) {
    if (error instanceof Invalid) return refuse(place, 'where')
    throw error
  }
}

class Reading {
  readonly #fields: WhereFields
  readonly #now: Date
  #conditions = 0

  constructor(fields: WhereFields, now: Date) {
    this.#fields = fields
    this.#now = now
  }

  node(input: unknown, place: Place, depth: number): Where {
    if (Array.isArray(input)) return this.#condition(input, place)
    const [[kind, members] = ['', null], ...more] = Object.entries(isObject(input) ? input : {})
    if ((kind !== 'all' && kind !== 'any') || more.length > 0) refuse(place, 'where')
    if (depth >= whereLimits.depth) refuse(place, 'where_depth', { limit: whereLimits.depth })
    const inside = [...place, kind]
    if (!Array.isArray(members) || members.length === 0) return refuse(inside, 'where')
    const read = members
      .slice(0, whereLimits.conditions + 1)
      .map((one, at) => this.node(one, [...inside, at], depth + 1))
    return kind === 'all' ? { all: read } : { any: read }
  }

  #condition(input: readonly unknown[], place: Place): Condition {
    if (++this.#conditions > whereLimits.conditions) refuse(place, 'where_size', { limit: whereLimits.conditions })
    const [name, operator, value, ...more] = input
    const field = typeof name === 'string' && Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined
    if (!field) return refuse([...place, 0], 'enum', { allowed: Object.keys(this.#fields) })
    const operators = operatorsOf(field)
    if (!operators.includes(operator as Operator)) refuse([...place, 1], 'enum', { allowed: operators })
    const takesNone = operator === 'empty' || operator === 'filled'
    if (more.length > 0 || input.length !== (takesNone ? 2 : 3)) refuse(place, 'where')
    if (takesNone) return [name as string, operator as Operator]
    return this.#valued(name as string, field, operator as Operator, value, [...place, 2])
  }

  #valued(name: string, field: WhereField, operator: Operator, value: unknown, place: Place): Condition {
    if (operator === 'last_days') return [name, 'since', this.#firstOfDays(value, place)]
    if (operator !== 'in' && operator !== 'not_in') return [name, operator, readValue(field, value, place)]
    if (!Array.isArray(value) || value.length === 0) return refuse(place, 'where')
    if (value.length > whereLimits.values) refuse(place, 'where_size', { limit: whereLimits.values })
    return [name, operator, value.map((one, at) => readValue(field, one, [...place, at]))]
  }

  #firstOfDays(value: unknown, place: Place): number {
    const days = wholeNumber(value, place)
    if (days < 1) refuse(place, 'greater_than_equal', { limit: 1 })
    if (days > whereLimits.days) refuse(place, 'less_than_equal', { limit: whereLimits.days })
    return (Math.floor(this.#now.getTime() / dayMs) - days + 1) * dayMs
  }
}

function readValue({ kind, choices }: WhereField, value: unknown, place: Place): string | number {
  if (kind === 'number') return wholeNumber(value, place)
  if (kind === 'money') return money(value, place)
  if (typeof value !== 'string') return refuse(place, 'string_type')
  if (kind === 'time') return isMoment(value) ? Date.parse(value) : refuse(place, 'date')
  if (kind === 'choice' && !choices?.includes(value)) refuse(place, 'enum', { allowed: choices ?? [] })
  if (value.length > whereLimits.text) refuse(place, 'string_too_long', { limit: whereLimits.text })
  if (value.trim() === '') refuse(place, 'blank')
  return isCleanText(value) ? value : refuse(place, 'characters')
}

function wholeNumber(value: unknown, place: Place): number {
  return Number.isSafeInteger(value) ? (value as number) : refuse(place, 'integer_type')
}

function money(value: unknown, place: Place): number {
  const minor = typeof value === 'number' || typeof value === 'string' ? toMinor(value) : null
  return minor ?? refuse(place, 'money')
}

function isObject(input: unknown): input is object {
  return typeof input === 'object' && input !== null
}

function refuse(loc: Place, problem: FieldProblem, facts: Facts = {}): never {
  throw new Invalid([{ loc, problem, facts }])
}
