import { sql } from 'kysely'
import type { Reader, Tables } from './database.ts'
import { dialectOf } from './dialect-of.ts'
import { exactCount } from './exact-count.ts'
import { type FoundByWords, isCommon, searchFor } from './find-words.ts'
import { withoutIndex } from './page-rows.ts'
import { preparedForms } from './prepared.ts'
import { type Filter, type Narrow, narrowed, type Question } from './read-page.ts'
import { type WhereColumns, withoutField } from './where.ts'

type Values = { value: string | null; count: number }[]
export type FacetCounts = { field: string; values: Values }

const mostValues = 100

/**
 * Makes the counter of how many rows each value of a field would leave: under the whole question but what it says about
 * this very field, so that choosing another value can be weighed. What the viewer may not know of is never counted.
 */
export function facetsOf<Table extends keyof Tables, F extends Filter>(
  narrow: Narrow<Table, F>,
  columns: WhereColumns,
  words?: FoundByWords,
): (reader: Reader, fields: readonly string[], question: Question<F>) => Promise<FacetCounts[]> {
  const countsOf = preparedForms((db, given: F, { fields, ...asked }: Form) => {
    const dialect = dialectOf(db)
    // common words are looked for in the rows as they lie, not along the index of a value
    const grouped = (field: string) => {
      const name = columns[field]?.column ?? field
      return isCommon(asked.search) ? withoutIndex(name, dialect) : sql.ref<string | null>(name)
    }
    const values = fields.map(grouped)
    const rows = narrowed(narrow, columns, db, given, asked)
      .select((eb) => [...values.map((value, at) => value.as(`value${at}`)), eb.fn.countAll<number>().as('count')])
      .groupBy(values)
    if (fields.length > 1) return rows
    return rows
      .orderBy(sql`count(*)`, 'desc')
      .orderBy(values[0] as (typeof values)[0])
      .limit(mostValues)
  })
  return async (reader, fields, { filter, q, where }) => {
    const search = await searchFor(reader, words, q)
    const facets: FacetCounts[] = []
    for (const together of countedTogether(fields, columns, { filter, where })) {
      const others = { ...filter, [together[0] as string]: undefined }
      const form = { fields: together, search, where: withoutField(where, together[0] as string) }
      const count = async () => facetsIn(together, (await countsOf(reader, others, form)) as Counted[])
      facets.push(...(await exactCount(reader, countsOf, JSON.stringify([others, form]), count)))
    }
    return fields.flatMap((field) => facets.find((one) => one.field === field) ?? [])
  }
}

type Form = { readonly fields: readonly string[] } & Parameters<typeof narrowed>[4]
type Counted = Readonly<Record<`value${number}`, string | null>> & { readonly count: number | string | bigint }

/** Fields of few values that the question does not name have the same rows: one look at them counts all of these fields. */
function countedTogether(
  fields: readonly string[],
  columns: WhereColumns,
  { filter, where }: Pick<Question<Filter>, 'filter' | 'where'>,
): string[][] {
  const isFree = (field: string) => filter[field] === undefined && withoutField(where, field) === where
  const all = [...new Set(fields)]
  const free = all.filter((field) => columns[field]?.few && isFree(field))
  const alone = all.filter((field) => !free.includes(field)).map((field) => [field])
  return free.length > 0 ? [free, ...alone] : alone
}

function facetsIn(fields: readonly string[], rows: readonly Counted[]): FacetCounts[] {
  return fields.map((field, at) => {
    const counts = new Map<string | null, number>()
    for (const row of rows) {
      const value = row[`value${at}`] ?? null
      counts.set(value, (counts.get(value) ?? 0) + Number(row.count))
    }
    const values = [...counts].map(([value, count]) => ({ value, count }))
    return { field, values: fields.length > 1 ? values.sort(mostFirst) : values }
  })
}

/** As the databases sort them; a field of few values is never empty. */
function mostFirst(a: Values[number], b: Values[number]): number {
  return b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1)
}
