import { isDeepStrictEqual } from 'node:util'

export type Schema = { readonly [keyword: string]: unknown }

/** What a value may be, in one form for the ways of writing it (`anyOf`, `enum`, `const`, a list of types). */
type Values = {
  readonly types: readonly string[]
  /** null: not a closed list. */
  readonly listed: readonly string[] | null
  readonly rules: Schema
}

/** Words for people: they may change at any time. */
const annotations = ['title', 'description', 'examples', 'default', '$id', '$schema', '$comment']
const least = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems']
const most = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']

/**
 * Why readers of the published field could not read the new one, or the other way round; empty: they can. Both kinds
 * exist at once: old programs read new records, and today's programs read records that have lain there for years.
 */
export function fieldChanges(published: Schema, now: Schema): string[] {
  const [before, after] = [valuesOf(published), valuesOf(now)]
  if (!isDeepStrictEqual(before.types, after.types))
    return [`was ${before.types.join(' or ')}, is ${after.types.join(' or ')}`]
  return [...lostValues(before, after), ...changedRules(before.rules, after.rules)]
}

/** A list of values may grow (the rules on the events page say so to every reader); nothing may be taken from it. */
function lostValues({ listed: before }: Values, { listed: after }: Values): string[] {
  if (after === null) return []
  if (before === null) return [`was open, is one of ${after.join(', ')}: older records have other values`]
  const lost = before.filter((value) => !after.includes(value))
  return lost.length > 0 ? [`${lost.join(', ')} left the list of values: older records have it`] : []
}

function changedRules(before: Schema, after: Schema): string[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keywords.flatMap((keyword) => changedRule(keyword, before[keyword], after[keyword]))
}

function changedRule(keyword: string, before: unknown, after: unknown): string[] {
  if (isDeepStrictEqual(before, after)) return []
  if (keyword === 'items') return fieldChanges((before ?? {}) as Schema, (after ?? {}) as Schema)
  if (least.includes(keyword) && isWider(before, after, (old, now) => now <= old)) return []
  if (most.includes(keyword) && isWider(before, after, (old, now) => now >= old)) return []
  return [`${keyword} was ${shown(before)}, is ${shown(after)}`]
}

/** A bound that is gone or further out: every older record still fits. */
function isWider(before: unknown, after: unknown, further: (old: number, now: number) => boolean): boolean {
  if (after === undefined) return true
  return typeof before === 'number' && typeof after === 'number' && further(before, after)
}

function shown(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value)
}

function valuesOf(schema: Schema): Values {
  const { anyOf, const: only, enum: list, type, ...rules } = withoutAnnotations(schema)
  if (Array.isArray(anyOf)) return joined((anyOf as Schema[]).map(valuesOf), rules)
  const values = only === undefined ? list : [only]
  if (Array.isArray(values))
    return { types: namesOf(values.map(typeOf)), listed: values.map((value) => JSON.stringify(value)), rules }
  return { types: namesOf([type].flat().map(String)), listed: null, rules }
}

/** Alternatives as one: null beside a type is a type, values side by side are a list. */
function joined(parts: readonly Values[], rules: Schema): Values {
  const valued = parts.filter(({ types }) => types.join() !== 'null')
  const lists = valued.map(({ listed }) => listed)
  return {
    types: namesOf(parts.flatMap(({ types }) => types)),
    listed: lists.every((list) => list !== null) ? lists.flat() : null,
    rules: { ...rules, ...Object.assign({}, ...valued.map((part) => part.rules)) },
  }
}

function withoutAnnotations(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !annotations.includes(keyword)))
}

function namesOf(types: readonly string[]): string[] {
  return [...new Set(types)].sort()
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value
}
