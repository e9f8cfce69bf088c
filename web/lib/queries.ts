import { QueryClient } from '@tanstack/react-query'
import { Refusal } from './api.ts'

/** What was asked and is still shown; after a change the names that begin alike are asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 5 * 60_000,
      networkMode: 'always',
      // what changes is told: a list must not move because somebody came back to its window
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof Refusal && error.status === 503 && failures < 2,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Asks again for every list, record, statistic and event on the screen. */
export function refreshAll(): void {
  void queries.invalidateQueries()
}
