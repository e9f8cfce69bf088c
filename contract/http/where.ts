import { Type } from 'typebox'
import { operatorsOf, type WhereField, type WhereFields, whereLimits } from '../filters.ts'

/** The query parameter by which a list with these fields is filtered. */
export function WhereText(fields: WhereFields) {
  const told = Object.entries(fields).map(([name, field]) => `${name}: ${operatorsOf(field).join(' ')}`)
  const [first = ''] = Object.keys(fields)
  return Type.Optional(
    Type.String({
      maxLength: whereLimits.characters,
      description: `A filter as JSON: a condition \`["field", "operator", value]\`, or a group \`{"all": […]}\` or \`{"any": […]}\` of conditions and groups, at most ${whereLimits.depth} inside each other and ${whereLimits.conditions} conditions. Fields and their operators: ${told.join('; ')}. A time is ISO-8601 with offset; \`last_days\` counts today (UTC) as one.`,
      examples: [
        JSON.stringify({ all: [[first, operatorsOf(fields[first] as WhereField)[0], exampleOf(fields[first])]] }),
      ],
    }),
  )
}

function exampleOf(field: WhereField | undefined): string | number {
  if (field?.kind === 'number' || field?.kind === 'money') return 1
  return field?.choices?.[0] ?? 'a'
}

/** The query parameter that names the fields whose values are to be counted. */
export function FacetNames(names: readonly string[]) {
  const one = `(${names.join('|')})`
  return Type.String({
    pattern: `^${one}(,${one}){0,9}$`,
    maxLength: 300,
    description: `fields to count by, with commas between: ${names.join(', ')}`,
    examples: [names.join(',')],
  })
}

/** How many rows each value of a field would leave, were the field itself not filtered; the most frequent 100 values. */
export const Facet = Type.Object(
  {
    field: Type.String(),
    values: Type.Array(
      Type.Object({
        value: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
        count: Type.Integer({ minimum: 0 }),
      }),
    ),
  },
  { title: 'Facet', examples: [{ field: 'status', values: [{ value: 'active', count: 12 }] }] },
)
