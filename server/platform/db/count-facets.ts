import { sql } from 'kysely'
import type { Reader, Tables } from './database.ts'
import { exactCount } from './exact-count.ts'
import { preparedForms } from './prepared.ts'
import { type Filter, type Narrow, narrowed, type Question } from './read-page.ts'
import { type WhereColumns, withoutField } from './where.ts'

export type FacetCounts = { field: string; values: { value: string | null; count: number }[] }

const mostValues = 100

/**
 * Makes the counter of how many rows each value of a field would leave: under the whole question but what it says about
 * this very field, so that choosing another value can be weighed. What the viewer may not know of is never counted.
 */
export function facetsOf<Table extends keyof Tables, F extends Filter>(
  narrow: Narrow<Table, F>,
  columns: WhereColumns,
): (reader: Reader, fields: readonly string[], question: Question<F>) => Promise<FacetCounts[]> {
  const countsOf = preparedForms((db, given: F, { field, ...asked }: Form) => {
    const value = sql.ref<string | null>(columns[field]?.column ?? field)
    return narrowed(narrow, columns, db, given, asked)
      .select((eb) => [value.as('value'), eb.fn.countAll<number>().as('count')])
      .groupBy(value)
      .orderBy(sql`count(*)`, 'desc')
      .orderBy(value)
      .limit(mostValues)
  })
  return async (reader, fields, { filter, q, where }) => {
    const facets: FacetCounts[] = []
    for (const field of new Set(fields)) {
      const others = { ...filter, [field]: undefined }
      const form = { field, q, where: withoutField(where, field) }
      const count = async () => plain(await countsOf(reader, others, form))
      facets.push({ field, values: await exactCount(reader, countsOf, JSON.stringify([others, form]), count) })
    }
    return facets
  }
}

type Form = { readonly field: string } & Parameters<typeof narrowed>[4]

function plain(rows: readonly { value: string | null; count: number | string | bigint }[]): FacetCounts['values'] {
  return rows.map(({ value, count }) => ({ value, count: Number(count) }))
}
