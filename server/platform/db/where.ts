import { type RawBuilder, sql } from 'kysely'
import type { Condition, Where } from '#contract/filters.ts'
import type { DialectName } from './database.ts'
import { foldKey } from './folding.ts'

/**
 * The column behind each field of a filter. `folded`: it keeps `foldKey` of the text, so that case does not matter. `few`:
 * it keeps one of a few words and is never empty.
 */
export type WhereColumns = Readonly<Record<string, WhereColumn>>
type WhereColumn = { readonly column: string; readonly folded?: true; readonly few?: true }
type Test = RawBuilder<boolean>

/** The filter as SQL. Texts are compared as they are: nothing in them is a wildcard, and a row without a value is not equal to any. */
export function matches(dialect: DialectName, where: Where, columns: WhereColumns): Test {
  if ('all' in where)
    return joined(
      where.all.map((one) => matches(dialect, one, columns)),
      'and',
    )
  if ('any' in where)
    return joined(
      where.any.map((one) => matches(dialect, one, columns)),
      'or',
    )
  return testOf(dialect, where, columns)
}

function joined(tests: readonly Test[], by: 'and' | 'or'): Test {
  return sql<boolean>`(${sql.join(tests, sql.raw(` ${by} `))})`
}

const signs = { is: '=', lt: '<', lte: '<=', gt: '>', gte: '>=', since: '>=', before: '<' } as const

function testOf(dialect: DialectName, [field, operator, given]: Condition, columns: WhereColumns): Test {
  const { column, folded } = columns[field] as WhereColumns[string]
  const name = sql.ref(column)
  const ready = (value: unknown) => (folded ? foldKey(String(value)) : value)
  const value = sql`${ready(given)}`
  const list = () => sql.join((given as readonly unknown[]).map(ready))
  switch (operator) {
    case 'empty':
      return sql<boolean>`${name} is null`
    case 'filled':
      return sql<boolean>`${name} is not null`
    case 'in':
      return sql<boolean>`${name} in (${list()})`
    case 'not_in':
      return sql<boolean>`(${name} is null or ${name} not in (${list()}))`
    case 'not':
      return sql<boolean>`(${name} is null or ${name} <> ${value})`
    case 'contains':
      return joined(
        spellings(String(given), folded).map((text) => within(dialect, name, text)),
        'or',
      )
    case 'begins':
      return joined(
        spellings(String(given), folded).map((text) => beginning(name, text)),
        'or',
      )
    default:
      return sql<boolean>`${name} ${sql.raw(signs[operator as keyof typeof signs])} ${value}`
  }
}

/** Where a column keeps the text itself, small and large first letters are tried: SQLite knows the case of Latin only. */
function spellings(text: string, folded: true | undefined): string[] {
  if (folded) return [foldKey(text)]
  const small = text.toLowerCase()
  const [first = '', ...rest] = small
  return [...new Set([text, small, first.toUpperCase() + rest.join('')])]
}

type Name = ReturnType<typeof sql.ref>

function within(dialect: DialectName, name: Name, text: string): Test {
  if (dialect === 'postgres') return sql<boolean>`strpos(${name}, ${text}) > 0`
  return dialect === 'mysql' ? sql<boolean>`locate(${text}, ${name}) > 0` : sql<boolean>`instr(${name}, ${text}) > 0`
}

function beginning(name: Name, text: string): Test {
  return sql<boolean>`(${name} >= ${text} and ${name} < ${`${text}\u{10ffff}`})`
}

/** The filter without what it says about one field, at its top. */
export function withoutField(where: Where | undefined, field: string): Where | undefined {
  if (where === undefined || 'any' in where) return where
  if (!('all' in where)) return where[0] === field ? undefined : where
  const all = where.all.filter((one) => 'all' in one || 'any' in one || one[0] !== field)
  return all.length > 0 ? { all } : undefined
}
