import { useQueries } from '@tanstack/react-query'
import { call, queryOf } from '../../lib/api.ts'

type Question = Readonly<Record<string, string>>

/** How many rows each question would give; asked after the rows themselves, undefined until it is known. */
export function useCounts(
  path: string,
  questions: readonly Question[],
  ready: boolean,
): readonly (number | undefined)[] {
  const found = useQueries({
    queries: questions.map((question) => ({
      queryKey: ['count', path, question],
      enabled: ready,
      staleTime: 30_000,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { total } = await call<unknown[]>('GET', path + queryOf({ ...question, limit: 1 }), { signal })
        return total ?? 0
      },
    })),
  })
  return found.map(({ data }) => data)
}
