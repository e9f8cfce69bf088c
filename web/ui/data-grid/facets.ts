import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, queryOf } from '../../lib/api.ts'

export type Facets = ReadonlyMap<string, readonly { value: string | null; count: number }[]>
type Answer = { field: string; values: { value: string | null; count: number }[] }[]

/** How many rows each value of these fields would leave; asked after the rows, undefined until it is known. */
export function useFacets(
  path: string,
  fields: readonly string[],
  question: Readonly<Record<string, string>>,
  ready: boolean,
): Facets | undefined {
  const { sort: _, ...asked } = question
  const { data } = useQuery({
    queryKey: ['count', path, fields, asked],
    enabled: ready && fields.length > 0,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { body } = await call<Answer>('GET', `${path}/facets${queryOf({ ...asked, fields: fields.join(',') })}`, {
        signal,
      })
      return new Map(body.map(({ field, values }) => [field, values]))
    },
  })
  return data
}

/** The count of one value; 0 when the counts are there and it is not among them. */
export function countOf(facets: Facets | undefined, field: string, value: string): number | undefined {
  return facets && (facets.get(field)?.find((one) => one.value === value)?.count ?? 0)
}
